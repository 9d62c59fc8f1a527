import type { Location } from '../handlebars/ast.ts';
import type { Callable, Values } from '../handlebars/runtime.ts';
import { isSafeUrl } from './acting.ts';
import { TemplateError } from './error.ts';
import { escapeHtml } from './escape.ts';
import { asNumber, formatDate, formatNumber } from './format.ts';
import { letters } from './letters.ts';
import { withOneRecipient } from './mail-address.ts';
import { mergeValue } from './merge-fields.ts';
import type { Run } from './run.ts';
import { sanitisedHtml } from './safe-html.ts';
import { defaultHelper, mergeHelper, promptHelper } from './source.ts';
import { withScheme } from './url-text.ts';
import { isTruthy, ownValue, printable } from './values.ts';

/** One call of a helper: what it was given, by place and by name, and its block. */
interface Call {
  run: Run;
  values: readonly unknown[];
  named: Values;
  context: unknown;
  data: unknown;
  fn: Callable;
  inverse: Callable;
}
type Helper = (call: Call) => unknown;

/** Dates need calendar arithmetic; an address is read, and escaped twice. */
const costs: Readonly<Record<string, number>> = { date: 80, number: 8, list: 8, link: 3 };

/** What is compared is put into one form before, and what is true or not is looked through for a letter that shows. */
const judging: ReadonlySet<string> = new Set(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'and', 'or', 'not']);

const compare =
  (isRight: (order: number) => boolean): Helper =>
  ({ values: [a, b] }) => {
    const order = orderOf(a, b);
    return order !== undefined && isRight(order);
  };
const inText =
  (change: (text: string, locale: string) => string): Helper =>
  ({ run, values: [value] }) => {
    const text = printable(value);
    if (text === undefined) return undefined;
    run.budget.spend(text.length);
    return change(text.normalize('NFC'), run.locale);
  };

/** Their blocks give no value a name; one that is asked for is missing. */
const unnamed = Object.freeze({ blockParams: Object.freeze([]) });

const helpers: Readonly<Record<string, Helper>> = {
  if: ({ values: [value], context, fn, inverse }) => (isTruthy(value) ? fn : inverse)(context, unnamed),
  unless: ({ values: [value], context, fn, inverse }) => (isTruthy(value) ? inverse : fn)(context, unnamed),
  with: ({ values: [value], context, data, fn, inverse }) =>
    isTruthy(value) ? fn(value, { data, blockParams: [value] }) : inverse(context),
  each: ({ run, values: [list], context, data, fn, inverse }) =>
    printEach(run, list, data, fn) ?? inverse(context),
  lookup: ({ values: [from, name] }) => ownValue(from, printable(name) ?? ''),
  // A field that is empty too is no default: then the first is missing.
  default: ({ run, values: [value, otherwise] }) =>
    printable(value) ?? (printable(otherwise) === undefined ? undefined : useDefault(run, otherwise)),
  [defaultHelper]: ({ run, values: [value, text] }) =>
    printable(value) === undefined ? useDefault(run, textOf(run, text)) : value,
  [mergeHelper]: ({ run, values: [name, text] }) => {
    const value = mergeValue(run.context, textOf(run, name));
    if (typeof value === 'string') run.budget.spend(value.length);
    return printable(value) === undefined && text !== undefined ? useDefault(run, textOf(run, text)) : value;
  },
  [promptHelper]: () => undefined,
  eq: ({ values: [a, b] }) => isEqual(a, b),
  ne: ({ values: [a, b] }) => !isEqual(a, b),
  lt: compare((order) => order < 0),
  lte: compare((order) => order <= 0),
  gt: compare((order) => order > 0),
  gte: compare((order) => order >= 0),
  and: ({ values }) => values.find((value) => !isTruthy(value)) ?? values.at(-1),
  or: ({ values }) => values.find(isTruthy) ?? values.at(-1),
  not: ({ values: [value] }) => !isTruthy(value),
  ...Object.fromEntries(Object.entries(letters).map(([name, change]) => [name, inText(change)])),
  date: ({ run, values: [value, style] }) =>
    formatDate(value, printable(style) ?? 'long', run.language, run.timeZone),
  number: ({ run, values: [value], named }) =>
    formatNumber(
      value,
      {
        decimals: asNumber(named.decimals),
        currency: printable(named.currency),
        percent: named.percent === true,
      },
      run.language,
    ),
  list: printList,
  link: printLink,
};

/**
 * Binds the helpers that templates may call to a run; looked up by name while a template is prepared, so no name that
 * comes from data is ever one.
 */
export function bindHelper(name: string, current: () => Run): Callable {
  const helper = Object.hasOwn(helpers, name) ? helpers[name] : undefined;
  if (!helper) throw new TemplateError(`${name}: no such helper`);
  const cost = costs[name] ?? 1;
  const looks = judging.has(name) ? 3 : 1;
  return function (this: unknown, ...given: unknown[]) {
    // The last thing that a helper is given describes the call.
    const options = given.pop() as { hash: Values; data: unknown; loc: Location } & Partial<Call>;
    const { hash: named, data, fn = nothing, inverse = nothing } = options;
    const run = current();
    run.budget.step(options.loc, cost);
    // Looked at, whether it shows or not.
    for (const value of given) if (typeof value === 'string') run.budget.spend(looks * value.length);
    return helper({ run, values: given, named, context: this, data, fn, inverse });
  };
}

/** `{{#items}} … {{/items}}`: what Handlebars does with a block whose name is a field's. */
export function printSection(current: () => Run): Callable {
  return function (this: unknown, value: unknown, given: unknown) {
    const { fn, inverse, data, loc } = given as {
      fn: Callable;
      inverse: Callable;
      data: unknown;
      loc: Location;
    };
    const run = current();
    run.budget.step(loc);
    if (typeof value === 'string') run.budget.spend(value.length);
    if (value === true) return fn(this, unnamed);
    if (!isTruthy(value) && value !== 0) return inverse(this);
    return Array.isArray(value) ? printEach(run, value, data, fn) : fn(value, unnamed);
  };
}

function nothing(): string {
  return '';
}

function useDefault(run: Run, value: unknown): unknown {
  run.isDefault = true;
  return value;
}

function textOf(run: Run, number: unknown): string {
  const text = typeof number === 'number' ? run.texts[number] : undefined;
  if (text === undefined) throw new TemplateError('expected a text of the template');
  return text;
}

/** @returns undefined where there is nothing to go through */
function printEach({ budget }: Run, list: unknown, data: unknown, fn: Callable): string | undefined {
  if (typeof list !== 'object' || list === null) return undefined;
  const keys = Array.isArray(list) ? null : Object.keys(list);
  const length = keys ? keys.length : (list as unknown[]).length; // an array where there are no keys
  if (length === 0) return undefined;
  // One frame for all turns, as Handlebars has it.
  const frame: Values = { ...(data as Values), _parent: data };
  let printed = '';
  for (let index = 0; index < length; index += 1) {
    budget.loop();
    const key = keys?.[index] ?? index;
    const value = ownValue(list, key);
    frame.key = key;
    frame.index = index;
    frame.first = index === 0;
    frame.last = index === length - 1;
    printed += String(fn(value, { data: frame, blockParams: [value, key] }));
    budget.hold(printed.length);
  }
  return printed;
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || orderOf(a, b) === 0;
}

/** Numbers and texts that are numbers by size, other texts by their characters (ISO dates come out right). */
function orderOf(a: unknown, b: unknown): number | undefined {
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== undefined && y !== undefined) return x - y;
  const [first, second] = [composed(a), composed(b)];
  if (first === '' || second === '') return first === second && isPlain(a) && isPlain(b) ? 0 : undefined;
  return first < second ? -1 : Number(first > second);
}

/** `é` is the same letter whether it was typed as one character or as two. */
function composed(value: unknown): string {
  return printable(value)?.normalize('NFC') ?? '';
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** `a, b and c`; of objects what stands under a name. */
function printList({ run, values: [list, name], named }: Call): string | undefined {
  if (!Array.isArray(list)) return printable(list);
  const key = printable(name);
  const texts = list.flatMap((value: unknown) => {
    run.budget.loop();
    const item = key === undefined ? value : ownValue(value, key);
    if (typeof item === 'string') run.budget.spend(item.length);
    const text = printable(item);
    return text === undefined ? [] : [text];
  });
  return texts.length > 0 ? run.language.list(texts, named.or === true) : undefined;
}

/** A link with a text of its own; where there is no HTML, the text and the address. */
function printLink({ run, values: [address, label] }: Call): unknown {
  const given = printable(address)?.trim();
  if (given === undefined) return undefined;
  const written = withScheme(given);
  if (!isSafeUrl(written)) return undefined;
  const url = run.literals.has(given) ? written : withOneRecipient(written);
  const text = printable(label) ?? (written === given ? url : given);
  run.budget.spend(url.length + text.length);
  const plain = text === url || text === given ? url : `${text} <${url}>`;
  if (run.kind !== 'html') return plain;
  return sanitisedHtml(`<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`, plain);
}
