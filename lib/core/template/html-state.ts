import { actingScheme } from './acting.ts';
import { TemplateError } from './error.ts';
import { fault } from './faults.ts';

/** How much of an address stands before: nothing; something that may still be its scheme; its path; its query. */
export type UrlPhase = 'start' | 'open' | 'path' | 'query';

/** The state of reading what a template prints, between two of its parts. */
export interface HtmlState {
  /**
   * `bogus` is what looks like a tag and ends with the next `>`, as `<!DOCTYPE …>`; `verbatim` the inside of an element
   * that holds no markup; `named` what follows an attribute's name and a blank; `ended` and `between` where two
   * branches end in different attributes: no name may go on there, and none be given a value.
   */
  readonly at:
    | 'text'
    | 'comment'
    | 'bogus'
    | 'opening'
    | 'tag'
    | 'name'
    | 'named'
    | 'ended'
    | 'between'
    | 'equals'
    | 'value'
    | 'verbatim';
  readonly quote: string;
  readonly element: string;
  readonly attribute: string;
  readonly phase: UrlPhase;
  /**
   * What stands before as it is written, as far as it says how to go on: of an address what may be its scheme, later
   * the scheme with its `:`; of a style its last characters; of a comment or `verbatim` what may be part of its end.
   */
  readonly written: string;
  /** False where `written` is not all: a field was printed there, or the branches differ. */
  readonly isWhole: boolean;
  /** Between `<!--[if …]>` and `<![endif]-->`: a comment for everything but Word, which may have styles of its own. */
  readonly isCondition: boolean;
}

export const startOfHtml: HtmlState = {
  at: 'text',
  quote: '',
  element: '',
  attribute: '',
  phase: 'start',
  written: '',
  isWhole: true,
  isCondition: false,
};

const phases: readonly UrlPhase[] = ['start', 'open', 'path', 'query'];
const inTag: ReadonlySet<HtmlState['at']> = new Set(['tag', 'name', 'named', 'ended', 'between']);

/**
 * The state after two ways through a block; of an address the less that is certain.
 *
 * @throws {TemplateError} where they end in different places
 */
export function joinHtml(a: HtmlState, b: HtmlState): HtmlState {
  if (a === b) return a;
  if (inTag.has(a.at) && inTag.has(b.at) && a.element === b.element) return joinInTag(a, b);
  const isSame =
    a.at === b.at && a.quote === b.quote && a.element === b.element && a.attribute === b.attribute;
  const isEndBegun = a.at !== 'value' && a.written !== '' && b.written !== '' && a.written !== b.written;
  if (!isSame || isEndBegun) throw new TemplateError(fault('blockPlace', {}));
  const phase = phases.indexOf(a.phase) <= phases.indexOf(b.phase) ? a.phase : b.phase;
  const isWhole = a.isWhole && b.isWhole && a.written === b.written;
  return { ...a, phase, written: joinWritten(a, b), isWhole, isCondition: a.isCondition && b.isCondition };
}

/** An attribute without a value may be there or not. */
function joinInTag(a: HtmlState, b: HtmlState): HtmlState {
  const isCondition = a.isCondition && b.isCondition;
  if (a.at === b.at && (a.at === 'tag' || a.attribute === b.attribute)) return { ...a, isCondition };
  const isOpen = [a, b].some(({ at }) => at === 'name' || at === 'ended');
  return { ...startOfHtml, at: isOpen ? 'ended' : 'between', element: a.element, isCondition };
}

/** Of an address the scheme that acts, if one does; of what may be part of an end that one. */
function joinWritten(a: HtmlState, b: HtmlState): string {
  if (a.written === b.written) return a.written;
  if (a.at !== 'value') return a.written || b.written;
  return [a.written, b.written].find((written) => actingScheme(a.attribute, written) !== null) ?? '';
}

export function isSameState(a: HtmlState, b: HtmlState): boolean {
  return (
    a.at === b.at &&
    a.attribute === b.attribute &&
    a.phase === b.phase &&
    a.written === b.written &&
    a.isWhole === b.isWhole &&
    a.isCondition === b.isCondition
  );
}
