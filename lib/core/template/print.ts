import type { Mustache, Path } from '../handlebars/ast.ts';
import type { Evaluate } from '../handlebars/runtime.ts';
import { fieldOf, nameOf } from './check.ts';
import { TemplateError } from './error.ts';
import { escapeAt, escapeHtml } from './escape.ts';
import { inLetters } from './letters.ts';
import { fieldMark, mergeMark, promptMark } from './marks.ts';
import { sameFieldOf } from './merge-fields.ts';
import type { Place } from './place.ts';
import type { FieldOutcome, FieldSource, Run } from './run.ts';
import { SafeHtml } from './safe-html.ts';
import { mergeHelper, promptHelper } from './source.ts';
import { UrlText } from './url-text.ts';
import { isLong, printable } from './values.ts';

export interface PrintOptions {
  isHtml: boolean;
  /** What stands for a field without a value: nothing, or the field as written, to be seen. */
  unresolved: 'empty' | 'written';
  builtIns: boolean;
  texts: readonly string[];
  /** Those of the template so far, by field: one object for each, so that a set tells them apart. */
  outcomes: Map<string, Outcomes>;
}

const text: Place = { type: 'text' };
/** Encoding takes several times as long as printing. */
const stepsInAttribute = 3;

/** Fields of a person that print nothing where they have no value, so that the mail goes all the same. */
export const emptyWithout: readonly string[] = ['first_name', 'last_name', 'title'];

/** No value and no default, and yet no failure (campaign rules for dynamic fields). */
function exceptionFor(written: string, { language }: Run): string | undefined {
  const name = sameFieldOf(written);
  if (emptyWithout.includes(name)) return '';
  const isCompany = name === 'company' || name === 'company_friendly' || name === 'friendly_company';
  return isCompany ? (language.yourCompany ?? undefined) : undefined;
}

/** Prints one mustache: its value where it has one, else what stands for it, escaped for its place. */
export function preparePrint(
  mustache: Mustache,
  place: Place = text,
  read: Evaluate,
  current: () => Run,
  options: PrintOptions,
): Evaluate {
  if (nameOf(mustache.path) === promptHelper) return preparePrompt(mustache, current, options);
  const { name: asWritten, path } = fieldOf(mustache, options.texts);
  const readsFrom = path ? readingFrom(path) : inContext;
  const ofPerson = { name: withoutWay(asWritten), outcomes: outcomesOf(withoutWay(asWritten), options) };
  const ofOther = { name: asWritten, outcomes: outcomesOf(asWritten, options) };
  const { loc } = mustache;
  const steps = place.type === 'text' ? 1 : stepsInAttribute;
  const mark = markOf(mustache, asWritten, options.texts);
  const helper = mustache.params.length > 0 ? nameOf(mustache.path) : '';
  return (scope) => {
    const run = current();
    run.budget.step(loc, steps);
    run.isDefault = false;
    const isOfPerson = readsFrom(scope) === run.context;
    const { name, outcomes } = isOfPerson ? ofPerson : ofOther;
    const value = read(scope);
    const given = printable(value);
    // A written default may be empty; what a helper could make nothing of is missing.
    if (given !== undefined || (run.isDefault && typeof value === 'string')) {
      const written = write(run, value, given ?? '', place, options.isHtml);
      if (written !== undefined) {
        tell(run, outcomes[run.isDefault ? 'default' : run.fromCrm.has(name) ? 'crm' : 'value'], given ?? '');
        return written;
      }
    }
    if (given === undefined && typeof value === 'string') run.budget.spend(value.length);
    const chosen = Object.hasOwn(run.defaults, name) ? run.defaults[name] : undefined;
    const spare = chosen ?? (isOfPerson && options.builtIns ? exceptionFor(name, run) : undefined);
    const otherwise = spare && inLetters(helper, spare, run.locale);
    const written =
      otherwise === undefined ? undefined : write(run, otherwise, otherwise, place, options.isHtml);
    if (written !== undefined) {
      tell(run, outcomes[chosen === undefined ? 'exception' : 'default'], otherwise ?? '');
      return written;
    }
    const isEmpty = given === undefined && otherwise === undefined;
    tell(run, isEmpty ? outcomes.missing : outcomes.unsafe, '');
    return options.unresolved === 'written' ? leave(run, mark, options.isHtml) : '';
  };
}

function tell({ outcomes }: Run, outcome: FieldOutcome, text: string): void {
  if (!outcomes.has(outcome)) outcomes.set(outcome, text);
}

const inContext: Evaluate = ({ context }) => context;

/** What the first name of a path is looked up in: `@root.company` and, in a loop, `../company` are the person's. */
function readingFrom({ data, depth, parts }: Path): Evaluate {
  if (data) return parts[0] === 'root' ? ({ data }) => (data as { root?: unknown }).root : () => undefined;
  return depth > 0 ? ({ depths }) => depths?.[depth] : inContext;
}

/** Of a person's field the name alone, by which it is chosen and named. */
function withoutWay(name: string): string {
  return name.replace(/^(?:(?:\.\.\/)+|@root\.)/, '');
}

function outcomesOf(name: string, { outcomes }: PrintOptions): Outcomes {
  const known = outcomes.get(name) ?? makeOutcomes(name);
  outcomes.set(name, known);
  return known;
}

/** The field as it is written, to be found and replaced. */
function markOf({ path, params }: Mustache, name: string, texts: readonly string[]): string {
  const [first] = params;
  const isMerge = nameOf(path) === mergeHelper && first?.type === 'NumberLiteral';
  return isMerge ? mergeMark(texts[first.value] ?? name) : fieldMark(name);
}

type Outcomes = Record<FieldSource | 'unsafe', FieldOutcome>;

function makeOutcomes(field: string): Outcomes {
  return {
    value: { field, source: 'value' },
    crm: { field, source: 'crm' },
    default: { field, source: 'default' },
    exception: { field, source: 'exception' },
    missing: { field, source: 'missing', why: 'empty' },
    unsafe: { field, source: 'missing', why: 'unsafe' },
  };
}

function write(run: Run, value: unknown, given: string, place: Place, isHtml: boolean): string | undefined {
  if (isHtml && value instanceof SafeHtml && place.type === 'text') {
    run.budget.spend(value.html.length);
    return value.html;
  }
  run.budget.spend(given.length);
  if (!isHtml) return given;
  // Encoding takes several times as long as printing, so that what is endless is refused before.
  if (place.type !== 'text' && isLong(given)) run.budget.spend(3 * given.length);
  const escaped = escapeAt(place, given, {
    isUrlText: value instanceof UrlText,
    isOwn: run.literals.has(given),
  });
  if (escaped !== undefined) run.budget.spend(escaped.length - given.length);
  return escaped;
}

/** Something that is still to be replaced; told, because a value of somebody's may look the same. */
function leave({ budget, marks }: Run, mark: string, isHtml: boolean): string {
  budget.spend(mark.length);
  marks.add(mark);
  return isHtml ? escapeHtml(mark) : mark;
}

/** A prompt stays visible until the person has replaced it. */
function preparePrompt(mustache: Mustache, current: () => Run, { isHtml, texts }: PrintOptions): Evaluate {
  const [param] = mustache.params;
  const prompt = param?.type === 'NumberLiteral' ? texts[param.value] : undefined;
  if (prompt === undefined) throw new TemplateError('expected a text of the template');
  return () => {
    const run = current();
    run.budget.step(mustache.loc);
    run.prompts.add(prompt);
    return leave(run, promptMark(prompt), isHtml);
  };
}
