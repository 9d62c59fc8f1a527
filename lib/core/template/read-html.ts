import { decodeEntities } from '../text/decode-entities.ts';
import {
  actingInStyle,
  actingScheme,
  isActingAttribute,
  isActingTag,
  isAddressAttribute,
  plainAddress,
} from './acting.ts';
import { TemplateError } from './error.ts';
import { fault } from './faults.ts';
import type { HtmlState } from './html-state.ts';

/** What is found on the way. */
export interface Findings {
  /** What acts, as it is shown to people: `<script>`, `onclick`, `javascript:`. */
  acting: Set<string>;
  /** False where mail programs read the HTML in different ways, so that only what is printed tells what it does. */
  isSure: boolean;
}

/** Longer ones are no names that mean anything. */
const longestName = 100;
/** Of what may be the scheme of an address. */
const longestScheme = 2_000;
/** Of a style that goes on: what acts in it is shorter. */
const styleTail = 100;
/** What ends elements that hold no markup. */
const endTags: Readonly<Record<string, RegExp>> = Object.fromEntries(
  'script style xmp iframe noembed noframes plaintext title textarea'
    .split(' ')
    .map((name) => [name, new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi')]),
);

type Reading = { -readonly [K in keyof HtmlState]: HtmlState[K] };
/** Reads on from `at` as far as it is alike, and says how far. */
type Step = (state: Reading, text: string, at: number, found: Findings) => number;

/**
 * Reads on through a text of the template, as a browser would.
 *
 * @throws {TemplateError} where it cannot be told what is printed: a scheme or a name that is put together
 */
export function readHtml(start: HtmlState, text: string, found: Findings): HtmlState {
  // One object for all steps: a template may have a hundred thousand.
  const state: Reading = { ...start };
  for (let at = 0; at < text.length; ) at = steps[state.at](state, text, at, found);
  return state;
}

const steps: Readonly<Record<HtmlState['at'], Step>> = {
  text: (state, text, at) => {
    const open = text.indexOf('<', at);
    if (open < 0) return text.length;
    begin(state, 'opening', '');
    return open + 1;
  },
  comment: (state, text, at, found) => {
    const { written } = state;
    const end = readToEnd(state, text, at, endOfComment, restOfComment);
    const isEnded = state.at === 'text';
    // Browsers alone end a comment with it: what follows is hidden from all others that look for what acts.
    if (isEnded && (written + text.slice(Math.max(at, end - 2), end)).endsWith('!>'))
      found.acting.add('--!>');
    return end;
  },
  bogus: (state, text, at) => {
    const end = text.indexOf('>', at);
    if (end < 0) return text.length;
    begin(state, 'text', '');
    return end + 1;
  },
  verbatim: (state, text, at, found) => {
    const { element } = state;
    const closing = endTags[element] ?? /$/g;
    const endOfElement = (all: string, from: number) => endOf(closing, all, from);
    const end = readToEnd(state, text, at, endOfElement, restOfTag);
    const acting = element === 'style' && actingInStyle(text.slice(at, end));
    if (acting) found.acting.add(acting);
    return end;
  },
  opening: readOpening,
  tag: (state, text, at) => {
    const next = endOfRun(text, at, blanks);
    if (next > at) return next;
    const one = text[at] ?? '';
    if (one === '>') endTag(state);
    else {
      // A `=` here is part of a name.
      state.at = one === '/' ? 'tag' : 'name';
      state.attribute = one.toLowerCase();
    }
    return at + 1;
  },
  name: (state, text, at, found) => {
    const end = endOfRun(text, at, nameRun);
    if (end > at) state.attribute = longer(state.attribute, text.slice(at, end));
    if (end === text.length) return end;
    if (isActingAttribute(state.attribute) && !state.element.startsWith('/'))
      found.acting.add(state.attribute);
    state.at = 'named';
    return end;
  },
  named: (state, text, at, found) => {
    const next = endOfRun(text, at, blanks);
    if (next > at) return next;
    if (text[at] !== '=') return steps.tag(state, text, at, found);
    // Some end an end tag with the next `>`, whatever its attributes.
    if (state.element.startsWith('/')) found.isSure = false;
    Object.assign(state, startOfValue);
    return at + 1;
  },
  ended: (state, text, at) => {
    if (/[^\t\n\f\r />]/.test(text[at] ?? '')) throw new TemplateError(fault('namePut', {}));
    state.at = 'between';
    return at;
  },
  between: (state, text, at) => {
    if (text[at] === '=') throw new TemplateError(fault('namePut', {}));
    const next = endOfRun(text, at, blanks);
    if (next === at) state.at = 'tag';
    return next;
  },
  equals: (state, text, at) => {
    const next = endOfRun(text, at, blanks);
    if (next > at) return next;
    const one = text[at] ?? '';
    if (one === '>') {
      endTag(state);
      return at + 1;
    }
    state.at = 'value';
    state.quote = one === '"' || one === "'" ? one : '';
    return at + state.quote.length;
  },
  value: (state, text, at, found) => {
    const { quote, element } = state;
    const end = endOfValue(quote, text, at);
    if (end > at) readPart(state, text.slice(at, end), found, false);
    if (end === text.length) return end;
    // Only an entity at the end is still to be read; what two branches left is no text of its own.
    if (state.isWhole && state.written.includes('&')) readPart(state, '', found, true);
    begin(state, 'tag', element);
    return end + quote.length;
  },
};

const startOfValue = { at: 'equals', phase: 'start', written: '', isWhole: true } as const;

function begin(state: Reading, at: HtmlState['at'], element: string): void {
  state.at = at;
  state.quote = '';
  state.element = element;
  state.attribute = '';
  state.phase = 'start';
  state.written = '';
  state.isWhole = true;
}

const blanks = /[\t\n\f\r ]*/y;
const nameRun = /[^\t\n\f\r />=]*/y;
const elementRun = /[^\t\n\f\r />]*/y;
const bareRun = /[^\t\n\f\r >]*/y;

function endOfRun(text: string, at: number, run: RegExp): number {
  run.lastIndex = at;
  run.exec(text);
  return run.lastIndex;
}

function endOfValue(quote: string, text: string, at: number): number {
  if (quote === '') return endOfRun(text, at, bareRun);
  const end = text.indexOf(quote, at);
  return end < 0 ? text.length : end;
}

function longer(name: string, more: string): string {
  if (name.length >= longestName) return name;
  return (name + more.slice(0, longestName)).slice(0, longestName).toLowerCase();
}

/** What `<` begins: a tag, a comment, something like it, or nothing. */
function readOpening(state: Reading, text: string, at: number, found: Findings): number {
  const { element } = state;
  const one = text[at] ?? '';
  if (element === '') {
    const isTag = /[a-z/!?]/i.test(one);
    begin(state, isTag ? 'opening' : 'text', isTag ? one.toLowerCase() : '');
    return isTag ? at + 1 : at;
  }
  if (element.startsWith('!')) return readDeclaration(state, text, at, found);
  if (element === '?' || (element === '/' && /[^a-z>]/i.test(one))) {
    begin(state, 'bogus', '');
    return at;
  }
  const end = endOfRun(text, at, elementRun);
  if (end > at) state.element = longer(element, text.slice(at, end));
  if (end === text.length) return end;
  const isWordsOwn = state.isCondition && state.element === 'style';
  if (isActingTag(state.element) && !isWordsOwn) found.acting.add(`<${state.element}>`);
  state.at = 'tag';
  return end;
}

function readDeclaration(state: Reading, text: string, at: number, found: Findings): number {
  const isDash = text[at] === '-';
  if (isDash && state.element === '!') {
    state.element = '!-';
    return at + 1;
  }
  // Some mail programs read the HTML in `<!--[if …]> … <![endif]-->`, so its fields are treated as any others.
  const isCondition = isDash && state.element === '!-' && text.startsWith('[if', at + 1);
  if (isCondition) found.isSure = false;
  state.isCondition = isCondition || (state.isCondition && !isDash && !text.startsWith('[endif', at));
  const isComment = isDash && state.element === '!-' && !isCondition;
  begin(state, isComment ? 'comment' : 'bogus', '');
  if (!isComment) return at;
  state.written = opener;
  return at + 1;
}

const opener = '<!--';

/**
 * As browsers end a comment: with `-->` or `--!>`, for the first of which the dashes of its own beginning do.
 *
 * @param isBegun - false: its beginning stands at `from`
 */
function endOfComment(text: string, from: number, isBegun: boolean): number {
  if (isBegun) return endOf(/--!?>/g, text, from);
  const atOnce = endOf(/<!--(?:-?>)/y, text, from);
  return atOnce >= 0 ? atOnce : endOf(/--!?>/g, text, from + opener.length);
}

/** What may be the beginning of an end, at the end of a text. */
function restOfComment(text: string, isBegun: boolean): string {
  const last = text.slice(-12);
  const isOpening = !isBegun && /^<!---?$/.test(text);
  return isOpening ? text : (/--?!?$/.exec(last)?.[0] ?? '');
}

function restOfTag(text: string, _: boolean, element: string): string {
  const last = /<[^<]*$/.exec(text.slice(-12))?.[0] ?? '';
  return `</${element}`.startsWith(last.toLowerCase()) ? last : '';
}

/** On to what ends a comment, or an element that holds no markup; it may have begun before this text. */
function readToEnd(
  state: Reading,
  text: string,
  at: number,
  ending: (text: string, from: number, isBegun: boolean) => number,
  restOf: (text: string, isBegun: boolean, element: string) => string,
): number {
  const { written, isWhole, element } = state;
  const isBegun = !written.startsWith(opener);
  const isHere = at >= written.length && text.startsWith(written, at - written.length);
  const all = isHere ? text : written + text.slice(at);
  const from = isHere ? at - written.length : 0;
  const end = ending(all, from, isBegun) + (isHere ? 0 : at - written.length);
  if (!isWhole && end !== ending(text, at, true))
    throw new TemplateError(
      state.at === 'comment' ? fault('commentPut', {}) : fault('endPut', { tag: `</${element}>` }),
    );
  if (end >= 0) {
    begin(state, state.at === 'comment' ? 'text' : 'tag', state.at === 'comment' ? '' : `/${element}`);
    return end;
  }
  state.written = restOf(all.slice(from), isBegun, element);
  state.isWhole = isWhole || state.written === restOf(text.slice(at), true, element);
  return text.length;
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text) ? pattern.lastIndex : Number.NEGATIVE_INFINITY;
}

function endTag(state: Reading): void {
  const isVerbatim = Object.hasOwn(endTags, state.element);
  begin(state, isVerbatim ? 'verbatim' : 'text', isVerbatim ? state.element : '');
}

/** On through a part of a value. */
function readPart(state: Reading, part: string, found: Findings, isEnd: boolean): void {
  if (isAddressAttribute(state.attribute)) readAddress(state, part, found, isEnd);
  else if (state.attribute === 'style') {
    const written = state.written + part;
    const acting = actingInStyle(decodeEntities(written));
    if (acting) found.acting.add(acting);
    state.written = written.slice(-styleTail);
  }
}

/** An entity that may go on in what follows. */
export const openEntity = /&#?\w*$/;

function readAddress(state: Reading, part: string, found: Findings, isEnd: boolean): void {
  if (state.phase === 'query') return;
  if (state.phase === 'path') {
    if (/[?#]/.test(part)) state.phase = 'query';
    return;
  }
  const written = state.written + part;
  const isPartial = !isEnd && written.includes('&');
  const address = decodeEntities(isPartial ? written.replace(openEntity, '') : written);
  const plain = plainAddress(address);
  const end = plain.search(/[/?#:]/);
  if (end < 0) {
    if (written.length > longestScheme)
      throw new TemplateError(fault('schemeTooLong', { most: longestScheme }));
    state.written = written;
    if (plain !== '') state.phase = 'open';
    return;
  }
  state.phase = /[?#]/.test(plain.slice(end)) ? 'query' : 'path';
  state.written = '';
  if (plain[end] !== ':') return;
  if (!state.isWhole) throw new TemplateError(fault('colonAfter', {}));
  const acting = actingScheme(state.attribute, address);
  if (acting && !state.element.startsWith('/')) found.acting.add(acting);
  state.written = `${plain.slice(0, end).toLowerCase()}:`;
}
