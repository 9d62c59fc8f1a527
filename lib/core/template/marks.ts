/** A field without a value, as it stands in a printed mail until somebody replaces it. */
export function fieldMark(field: string): string {
  return `{{${field}}}`;
}

/** A merge field, likewise. */
export function mergeMark(name: string): string {
  return `[[${name}]]`;
}

/** A prompt, likewise. */
export function promptMark(prompt: string): string {
  return `{{! ${prompt} }}`;
}

const longestNamed = 300;
const mostMarks = 50;

/**
 * Which of the marks that the renderer has written stand in a text that somebody writes, each once, in order; all white
 * space alike, as editors change it, and the longest with their end left out. What merely looks like one, such as a
 * person's value with braces in it, is none.
 *
 * @param known - as the renderer has written them, or as this has named them before
 */
export function findMarks(text: string, known: readonly string[]): string[] {
  const found = markPlaces(text, known).map(({ start, end }) => shortened(text.slice(start, end)));
  return [...new Set(found)].slice(0, mostMarks);
}

function shortened(mark: string): string {
  const alike = mark.replaceAll(/\s+/g, ' ');
  return alike.length > longestNamed ? alike.slice(0, longestNamed - leftOut.length) + leftOut : alike;
}
const leftOut = '…}}';

interface MarkPlace {
  start: number;
  end: number;
}

/** Where they stand in a text, in order. */
export function markPlaces(text: string, known: readonly string[]): MarkPlace[] {
  if (known.length === 0 || !/\{\{|\[\[/.test(text)) return [];
  return [...text.matchAll(patternOf(known))].map(({ index, 0: mark }) => ({
    start: index,
    end: index + mark.length,
  }));
}

/** Of windows that are looked at with every letter. */
const patterns = new WeakMap<readonly string[], RegExp>();

function patternOf(known: readonly string[]): RegExp {
  const made = patterns.get(known) ?? new RegExp(known.map(sourceOf).join('|'), 'g');
  patterns.set(known, made);
  return made;
}

/** What a page makes of white space and control characters is white space again. */
function sourceOf(mark: string): string {
  const isCut = mark.length === longestNamed && mark.endsWith(leftOut);
  const whole = isCut ? mark.slice(0, -leftOut.length) : mark;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no page keeps
  const words = whole.split(/[\s\u0000-\u001f\u007f-\u009f]+/);
  const source = words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('\\s+');
  return isCut ? `${source}[^]*?\\}\\}` : source;
}

/** What a mark asks for: a field's value, or what its prompt says. */
export function readMark(mark: string): { type: 'field' | 'prompt'; text: string } {
  const inner = mark.slice(2, -2);
  return inner.startsWith('!')
    ? { type: 'prompt', text: inner.slice(1).trim() }
    : { type: 'field', text: inner };
}
