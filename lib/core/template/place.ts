import { actingScheme, isActingAttribute, isAddressAttribute, schemeOf } from './acting.ts';
import { TemplateError } from './error.ts';
import { fault } from './faults.ts';
import type { HtmlState, UrlPhase } from './html-state.ts';
import { openEntity } from './read-html.ts';

/** Where in HTML a field stands; it decides how the value is written. */
export type Place =
  | { type: 'text' }
  | { type: 'comment' }
  | { type: 'attribute'; isBare: boolean }
  | { type: 'style'; isBare: boolean }
  | { type: 'url'; phase: UrlPhase; isBare: boolean; isMail: boolean };

const textElements = new Set(['title', 'textarea']);

/**
 * Where a field stands that is printed now.
 *
 * @throws {TemplateError} where no field may stand
 */
export function placeOf(state: HtmlState): Place {
  const { at, quote, attribute: name, element } = state;
  if (at === 'text' || at === 'comment') return { type: at };
  if (at === 'verbatim') {
    if (textElements.has(element)) return { type: 'text' };
    throw new TemplateError(fault('inElement', { element: `<${element}>` }));
  }
  if (at !== 'value' && at !== 'equals') throw new TemplateError(fault('inTag', {}));
  if (isActingAttribute(name)) throw new TemplateError(fault('inAttribute', { name }));
  // Empty, it would leave its place to whatever follows.
  if (at === 'equals') throw new TemplateError(fault('needsQuotes', { name, form: `${name}="…"` }));
  const isBare = quote === '';
  if (name === 'style') return { type: 'style', isBare };
  if (!isAddressAttribute(name)) return { type: 'attribute', isBare };
  return placeInAddress(state, isBare);
}

function placeInAddress({ attribute, phase, written }: HtmlState, isBare: boolean): Place {
  const isDecided = phase === 'path' || phase === 'query';
  if (isDecided && actingScheme(attribute, written) !== null)
    throw new TemplateError(fault('inScheme', { written }));
  if (!isDecided && openEntity.test(written)) throw new TemplateError(fault('afterAnd', {}));
  return { type: 'url', phase, isBare, isMail: phase === 'path' && schemeOf(written) === 'mailto' };
}

/** The state after a field was printed. */
export function afterField(state: HtmlState): HtmlState {
  if (state.at === 'comment' || state.at === 'verbatim') return { ...state, isWhole: false };
  const value: HtmlState = state.at === 'equals' ? { ...state, at: 'value', quote: '' } : state;
  if (value.at !== 'value' || !isAddressAttribute(value.attribute)) return value;
  if (value.phase === 'path' || value.phase === 'query') return value;
  return { ...value, phase: 'open', written: '', isWhole: false };
}
