import { isBuiltInDate, isDateFormat, unescapeText } from '../../../lib/core/import/sheet-cell.ts';
import { type FileSource, UnreadableFileError } from './source.ts';
import { StringTable } from './string-table.ts';
import { readWholeXml } from './xml.ts';
import { readZip, unpack, type ZipEntry } from './zip.ts';

/** One sheet of a workbook. */
export interface Sheet {
  name: string;
  isHidden: boolean;
  entry: ZipEntry;
}

/** A workbook, as far as it is read before its rows. */
export interface Workbook {
  /** In their order; at least one. */
  sheets: Sheet[];
  is1904: boolean;
  entries: ReadonlyMap<string, ZipEntry>;
}

/**
 * Which sheets an .xlsx file has.
 * @throws {UnreadableFileError} it is none, or damaged
 */
export async function openWorkbook(source: FileSource): Promise<Workbook> {
  const entries = await readZip(source);
  const place = await findWorkbook(source, entries);
  const entry = entries.get(place);
  if (!entry) throw new UnreadableFileError('notATable', 'the archive holds no workbook');
  const found: { name: string; isHidden: boolean; relation: string }[] = [];
  let is1904 = false;
  await readWholeXml(unpack(source, entry), {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = isTrue(attributes.date1904);
      if (name !== 'sheet') return;
      const isHidden = /hidden/i.test(attributes.state ?? '');
      found.push({ name: attributes.name ?? '', isHidden, relation: attributeEnding(attributes, 'id') });
    },
    close() {},
    text() {},
  });
  const targets = await readRelations(source, entries, place);
  const sheets = found.flatMap(({ name, isHidden, relation }) => {
    const sheet = entries.get(targets.get(relation)?.target ?? '');
    // Charts and macros stand in the list, too, and have no rows.
    return sheet && /worksheet$/.test(targets.get(relation)?.type ?? '')
      ? [{ name, isHidden, entry: sheet }]
      : [];
  });
  if (sheets.length === 0) throw new UnreadableFileError('notATable', 'the workbook has no sheet with rows');
  return { sheets, is1904, entries };
}

async function findWorkbook(source: FileSource, entries: ReadonlyMap<string, ZipEntry>): Promise<string> {
  const relations = await readRelations(source, entries, '');
  const main = [...relations.values()].find(({ type }) => type.endsWith('/officeDocument'));
  return main?.target ?? 'xl/workbook.xml';
}

interface Relation {
  /** Name of an entry. */
  target: string;
  type: string;
}

async function readRelations(
  source: FileSource,
  entries: ReadonlyMap<string, ZipEntry>,
  of: string,
): Promise<Map<string, Relation>> {
  const folder = of.slice(0, of.lastIndexOf('/') + 1);
  const entry = entries.get(`${folder}_rels/${of.slice(folder.length)}.rels`);
  const relations = new Map<string, Relation>();
  if (!entry) return relations;
  await readWholeXml(unpack(source, entry), {
    open(name, attributes) {
      const { Id, Target, Type } = attributes;
      if (name !== 'Relationship' || !Id || !Target) return;
      const target = new URL(Target, `zip://archive/${folder}`).pathname.slice(1);
      relations.set(Id, { target: decodeURIComponent(target), type: Type ?? '' });
    },
    close() {},
    text() {},
  });
  return relations;
}

/** Texts that cells name by their number; none where the workbook has no such table. */
export async function readSharedStrings(source: FileSource, workbook: Workbook): Promise<StringTable> {
  const table = new StringTable();
  const entry = entryNamed(workbook, 'sharedStrings.xml');
  if (!entry) return table;
  let text = '';
  let isText = false;
  let aside = 0;
  await readWholeXml(unpack(source, entry), {
    open(name) {
      if (name === 'si') text = '';
      // How a word is spoken stands beside it.
      if (name === 'rPh') aside += 1;
      isText = name === 't' && aside === 0;
    },
    close(name) {
      if (name === 'rPh') aside -= 1;
      if (name === 't') isText = false;
      if (name === 'si') table.add(unescapeText(text));
    },
    text(more) {
      if (isText && text.length < 40_000) text += more;
    },
  });
  return table;
}

/** Which styles, by number, show a number as a date or a time. */
export async function readDateStyles(source: FileSource, workbook: Workbook): Promise<boolean[]> {
  const entry = entryNamed(workbook, 'styles.xml');
  const styles: boolean[] = [];
  if (!entry) return styles;
  const formats = new Map<number, boolean>();
  let isCells = false;
  await readWholeXml(unpack(source, entry), {
    open(name, { numFmtId, formatCode }) {
      const id = Number(numFmtId ?? 0);
      if (name === 'numFmt') formats.set(id, isDateFormat(formatCode ?? ''));
      if (name === 'cellXfs') isCells = true;
      if (name === 'xf' && isCells) styles.push(formats.get(id) ?? isBuiltInDate(id));
    },
    close(name) {
      if (name === 'cellXfs') isCells = false;
    },
    text() {},
  });
  return styles;
}

function entryNamed({ entries }: Workbook, name: string): ZipEntry | undefined {
  return (
    entries.get(`xl/${name}`) ??
    [...entries.values()].find((entry) => entry.name.toLowerCase().endsWith(`/${name.toLowerCase()}`))
  );
}

function attributeEnding(attributes: Readonly<Record<string, string>>, ending: string): string {
  const key = Object.keys(attributes).find((name) => name === `r:${ending}` || name.endsWith(`:${ending}`));
  return key === undefined ? '' : (attributes[key] ?? '');
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
