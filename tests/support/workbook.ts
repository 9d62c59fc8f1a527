import { crc32, deflateRawSync } from 'node:zlib';
import type { FileSource } from '../../server/imports/read/source.ts';

/** A file in memory. */
export function sourceOf(content: Uint8Array | string): FileSource {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { bytes: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
}

/** A zip archive; names in their order. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>, flags = 0): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(8, 8);
    header.writeUInt32LE(crc32(content), 14);
    header.writeUInt32LE(packed.length, 18);
    header.writeUInt32LE(Buffer.byteLength(content), 22);
    header.writeUInt16LE(name.length, 26);
    parts.push(header, Buffer.from(name), packed);
    const line = Buffer.alloc(46);
    line.writeUInt32LE(0x02014b50, 0);
    line.writeUInt16LE(flags, 8);
    line.writeUInt16LE(8, 10);
    line.writeUInt32LE(packed.length, 20);
    line.writeUInt32LE(Buffer.byteLength(content), 24);
    line.writeUInt16LE(name.length, 28);
    line.writeUInt32LE(offset, 42);
    directory.push(line, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export interface SheetParts {
  /** By name: what stands in `<sheetData>`, and what follows it. */
  sheets: Readonly<Record<string, { data: string; state?: string; after?: string }>>;
  /** Each as it stands in its table, `<si>…</si>`; absent: the workbook has no such table. */
  shared?: readonly string[];
  /** Formats of numbers that are not built in, by their id. */
  formats?: Readonly<Record<number, string>>;
  /** Format of each style. */
  styles?: readonly number[];
  is1904?: boolean;
}

/** A workbook of its parts, as programs write them: relations, styles, shared texts, one file for each sheet. */
export function workbookOf({ sheets, shared, formats = {}, styles, is1904 }: SheetParts): Buffer {
  const names = Object.keys(sheets);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (lines: string[]) =>
    `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines.join('')}</Relationships>`;
  const files: Record<string, string> = {
    '_rels/.rels': relations([relation('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${names
      .map(
        (name, index) =>
          `<sheet name="${name}" sheetId="${index + 1}"${sheets[name]?.state ? ` state="${sheets[name].state}"` : ''} r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...names.map((_, index) =>
        relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
      ),
      ...(shared ? [relation('rIdS', 'sharedStrings', '/xl/sharedStrings.xml')] : []),
      ...(styles ? [relation('rIdT', 'styles', 'styles.xml')] : []),
    ]),
  };
  for (const [index, name] of names.entries())
    files[`xl/worksheets/sheet${index + 1}.xml`] =
      `${head}<worksheet xmlns="${main}"><sheetData>${sheets[name]?.data}</sheetData>${sheets[name]?.after ?? ''}</worksheet>`;
  if (shared)
    files['xl/sharedStrings.xml'] =
      `${head}<sst xmlns="${main}" count="${shared.length}">${shared.join('')}</sst>`;
  if (styles)
    files['xl/styles.xml'] = `${head}<styleSheet xmlns="${main}"><numFmts>${Object.entries(formats)
      .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${escaped(code)}"/>`)
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles
      .map((id) => `<xf numFmtId="${id}"/>`)
      .join('')}</cellXfs></styleSheet>`;
  return zipOf(files);
}

/** A workbook of one sheet with texts in the cells themselves, as LibreOffice and programs write it. */
export function sheetOf(rows: readonly (readonly string[])[]): Buffer {
  const data = rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells
          .map(
            (cell, column) =>
              `<c r="${String.fromCharCode(65 + column)}${row + 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`,
          )
          .join('')}</row>`,
    )
    .join('');
  return workbookOf({ sheets: { Sheet1: { data } } });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
