import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createDeflateRaw } from 'node:zlib';
import type { Work } from './import.ts';

const headers = [
  'Email',
  'First name',
  'Last name',
  'Company',
  'Phone',
  'Country',
  'City',
  'Fleet',
  'Since',
  'Note',
];

function cellsOf(row: number): string[] {
  return [
    `person.${row}@company-${row % 5000}.example`,
    `First${row % 700}`,
    `Last${row % 9000}`,
    `Company ${row % 5000}`,
    `+46 8 555 ${String(row % 10_000).padStart(4, '0')}`,
    'SE',
    `City ${row % 300}`,
    String(row % 90),
    '2014-03-01',
    `Note, number ${row}`,
  ];
}

/** A file of ten columns, written as a stream; one that is there stays. @returns its path */
export async function madeFile({ rows, format, folder }: Work): Promise<string> {
  const path = join(folder, `${rows}.${format}`);
  if (await stat(path).catch(() => null)) return path;
  const out = createWriteStream(path);
  const write = async (piece: string | Buffer): Promise<void> => {
    if (!out.write(piece)) await once(out, 'drain');
  };
  if (format === 'csv') for (const line of csvLines(rows)) await write(line);
  else await writeWorkbook(rows, write);
  out.end();
  await once(out, 'close');
  return path;
}

function* csvLines(rows: number): Generator<string> {
  yield `${headers.join(',')}\r\n`;
  for (let row = 0; row < rows; row += 1)
    yield `${cellsOf(row)
      .map((cell) => (cell.includes(',') ? `"${cell}"` : cell))
      .join(',')}\r\n`;
}

/** As spreadsheets write it: texts stand in a table of their own, each once where it comes in a row of the first. */
async function writeWorkbook(rows: number, write: (piece: Buffer) => Promise<void>): Promise<void> {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const sheet = function* (): Generator<string> {
    yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
    for (let row = 0; row <= rows; row += 1)
      yield `<row r="${row + 1}">${headers
        .map(
          (_, at) =>
            `<c r="${String.fromCharCode(65 + at)}${row + 1}" t="s"><v>${row * headers.length + at}</v></c>`,
        )
        .join('')}</row>`;
    yield '</sheetData></worksheet>';
  };
  const shared = function* (): Generator<string> {
    yield '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
    for (let row = 0; row <= rows; row += 1)
      yield (row === 0 ? headers : cellsOf(row - 1)).map((cell) => `<si><t>${cell}</t></si>`).join('');
    yield '</sst>';
  };
  await writeZip(
    [
      [
        '_rels/.rels',
        [`<Relationships>${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`],
      ],
      [
        'xl/workbook.xml',
        [
          `<workbook xmlns:r="${office}"><sheets><sheet name="People" sheetId="1" r:id="a"/></sheets></workbook>`,
        ],
      ],
      [
        'xl/_rels/workbook.xml.rels',
        [
          `<Relationships>${relation('a', 'worksheet', 'sheet.xml')}${relation('b', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
        ],
      ],
      ['xl/sheet.xml', sheet()],
      ['xl/sharedStrings.xml', shared()],
    ],
    write,
  );
}

async function writeZip(
  files: readonly (readonly [string, Iterable<string>])[],
  write: (piece: Buffer) => Promise<void>,
): Promise<void> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, pieces] of files) {
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    // Sizes stand in the directory alone.
    header.writeUInt16LE(8, 6);
    header.writeUInt16LE(8, 8);
    header.writeUInt16LE(name.length, 26);
    await write(Buffer.concat([header, Buffer.from(name)]));
    let packedBytes = 0;
    const packed = Readable.from(pieces, { objectMode: true }).pipe(createDeflateRaw({ level: 1 }));
    for await (const piece of packed as AsyncIterable<Buffer>) {
      packedBytes += piece.length;
      await write(piece);
    }
    const line = Buffer.alloc(46);
    line.writeUInt32LE(0x02014b50, 0);
    line.writeUInt16LE(8, 10);
    line.writeUInt32LE(packedBytes, 20);
    line.writeUInt16LE(name.length, 28);
    line.writeUInt32LE(offset, 42);
    directory.push(line, Buffer.from(name));
    offset += 30 + name.length + packedBytes;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  await write(Buffer.concat([list, end]));
}
