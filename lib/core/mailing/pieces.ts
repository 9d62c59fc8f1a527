import { printable } from '../template/values.ts';
import { isKeptHtml, type KeptFields } from './kept-fields.ts';

/** A mail as it is printed, before its parts are put together. */
export interface PrintedMail {
  subject: string;
  preheader: string;
  /** Its HTML without the preheader. */
  body: string;
  text: string;
  /** Fields without a value, each once. */
  missing: string[];
}

/** @param addresses - of links, as many for everybody */
export type PrintMail = (fields: KeptFields, addresses: readonly string[]) => PrintedMail;

/** Stand where values and addresses will. Nobody's text holds one by accident, and no place of HTML writes it otherwise. */
const valueMark = (index: number) => `Zq7v${index}Zq`;
// What writes a hyphen or a colon otherwise, as comments and queries do, is seen by that.
const addressMark = (index: number) => `https://zq7.invalid/Zq7-${index}-Zq`;
const mark = /Zq7v(\d+)Zq|https:\/\/zq7\.invalid\/Zq7-(\d+)-Zq/g;
const trace = /zq7/i;

/** Letters, numbers and what means nothing in HTML; it begins with a letter that shows, and has no two blanks together. */
const plainValue =
  /^(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}](?:(?! $)[\p{L}\p{M}\p{N}.,+@_()/-]| (?=[^ ])){0,199}$/u;
const plainAddress = /^https?:\/\/[\w.:/-]{1,500}$/;
/** Far from what a mail may be at most. */
const longest = 100_000;
/** Recipients differ in which values they have; beyond so many ways, mails are printed one by one. */
const mostShapes = 64;

/**
 * Prints what `print` prints, several times as fast: once for each set of values that people have, as pieces with holes
 * between them, that are filled for everybody else. Whoever has a value that HTML, an address or plain text would write
 * otherwise than it is, is printed as ever.
 *
 * @param print - of fields that are printed as they are, and stand in text alone
 */
export function inPieces(print: PrintMail): PrintMail {
  const shapes = new Map<string, FillMail | null>();
  return (fields, addresses) => {
    const { shape, values } = leavesOf(fields);
    const key = `${addresses.length} ${shape}`;
    const known = shapes.get(key);
    if (known === undefined && shapes.size < mostShapes)
      shapes.set(key, takeApart(print, fields, addresses.length));
    return shapes.get(key)?.(values, addresses) ?? print(fields, addresses);
  };
}

/** @returns null where somebody's values would be written otherwise */
type FillMail = (values: readonly string[], addresses: readonly string[]) => PrintedMail | null;

/** @returns null for what cannot be taken apart */
function takeApart(print: PrintMail, fields: KeptFields, addressCount: number): FillMail | null {
  const addresses = Array.from({ length: addressCount }, (_, index) => addressMark(index));
  const printed = printMarked(print, fields, addresses);
  if (!printed) return null;
  const [subject, preheader, body, text] = [
    piecesOf(printed.subject),
    piecesOf(printed.preheader),
    piecesOf(printed.body),
    piecesOf(printed.text),
  ];
  if (!subject || !preheader || !body || !text) return null;
  const parts = [subject, preheader, body, text];
  const used = (kind: Hole['kind']) => [
    ...new Set(
      parts.flatMap(({ holes }) => holes.filter((hole) => hole.kind === kind).map(({ index }) => index)),
    ),
  ];
  const [valuesRead, addressesRead] = [used('value'), used('address')];
  return (values, given) => {
    if (!valuesRead.every((index) => plainValue.test(values[index] ?? ''))) return null;
    if (!addressesRead.every((index) => plainAddress.test(given[index] ?? ''))) return null;
    const filled = fill(body, values, given);
    if (filled.length > longest) return null;
    return {
      subject: fill(subject, values, given),
      preheader: fill(preheader, values, given),
      body: filled,
      text: fill(text, values, given),
      missing: [...printed.missing],
    };
  };
}

function printMarked(print: PrintMail, fields: KeptFields, addresses: readonly string[]): PrintedMail | null {
  let count = 0;
  const marked = (value: unknown): unknown => {
    if (isHole(value)) {
      count += 1;
      return valueMark(count - 1);
    }
    return isGroup(value)
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, marked(inner)]))
      : value;
  };
  try {
    return print(
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, marked(value)])),
      addresses,
    );
  } catch {
    // Printed for somebody, it tells them why.
    return null;
  }
}

/** Values that may fill holes, in their order, and all else that decides what is printed. */
function leavesOf(fields: KeptFields): { shape: string; values: string[] } {
  const values: string[] = [];
  let shape = '';
  const read = (name: string, value: unknown): void => {
    if (isHole(value)) {
      values.push(value);
      shape += `${name} `;
    } else if (isGroup(value)) {
      shape += `${name}{`;
      for (const inner of Object.keys(value)) read(JSON.stringify(inner), value[inner]);
      shape += '}';
    } else shape += `${name}:${JSON.stringify(value)} `;
  };
  for (const name of Object.keys(fields)) read(JSON.stringify(name), fields[name]);
  return { shape, values };
}

function isHole(value: unknown): value is string {
  return typeof value === 'string' && printable(value) !== undefined;
}

/** Values by name, such as somebody's own fields; sanitised HTML and lists are one value each. */
function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isKeptHtml(value);
}

interface Hole {
  kind: 'value' | 'address';
  index: number;
  /** What stands after it. */
  after: string;
}
interface Pieces {
  first: string;
  holes: readonly Hole[];
}

/** @returns null where a mark was written otherwise */
function piecesOf(text: string): Pieces | null {
  const parts = text.split(mark);
  const [first = ''] = parts;
  const holes: Hole[] = [];
  for (let at = 1; at < parts.length; at += 3) {
    const value = parts[at];
    const after = parts[at + 2] ?? '';
    holes.push({
      kind: value === undefined ? 'address' : 'value',
      index: Number(value ?? parts[at + 1]),
      after,
    });
  }
  return [first, ...holes.map(({ after }) => after)].some((piece) => trace.test(piece))
    ? null
    : { first, holes };
}

function fill({ first, holes }: Pieces, values: readonly string[], addresses: readonly string[]): string {
  let text = first;
  for (const { kind, index, after } of holes) text += (kind === 'value' ? values : addresses)[index] + after;
  return text;
}
