import { prepare } from '../handlebars/program.ts';
import type { Host } from '../handlebars/settings.ts';
import { forbiddenIn } from '../library/forbidden.ts';
import { Budget, defaultLimits, type Limits } from './budget.ts';
import { check, type FieldUse, nameOf, placed } from './check.ts';
import { safeContainer } from './container.ts';
import { mergeCrm } from './crm.ts';
import { type Position, TemplateError } from './error.ts';
import { bindHelper, printSection } from './helpers.ts';
import { leftOpen } from './left-open.ts';
import { languageOf, localeOf } from './locales.ts';
import { findPlaces, type Places } from './places.ts';
import { type PlainFields, plainFieldsOf } from './plain-fields.ts';
import { preparePrint } from './print.ts';
import type { FieldOutcome, Run, TemplateContext } from './run.ts';
import { type Prompt, readSource, type Source } from './source.ts';
import { oneLine, type TemplateKind } from './values.ts';

export interface CompileOptions {
  kind: TemplateKind;
  /** What stands for a field without a value and without a default: nothing, or the field as written, to be seen. */
  unresolved?: 'empty' | 'written';
  /** False where nobody is known whose fields these are: then the built-in exceptions say nothing either. */
  builtIns?: boolean;
  /** BCP 47 tag: how dates, numbers and lists are written. English where absent or no tag, never the machine's. */
  locale?: string;
  /** IANA zone in which instants are written. UTC where absent, never the machine's. */
  timeZone?: string;
  limits?: Partial<Limits>;
  /** Milliseconds from any beginning, for the limit of time; without it the other limits hold alone. */
  clock?: () => number;
}

/** Who else may know what the context lacks. */
export interface Fallbacks {
  /** The same person as the CRM knows them. */
  crm?: TemplateContext;
  /** Texts that somebody chose for fields without a value, by field. */
  defaults?: Readonly<Record<string, string>>;
  /** Shared by the parts of a mail; one of its own where absent. */
  budget?: Budget;
}

export interface Rendered {
  output: string;
  /** Fields that nobody had a value for, as written, each once. */
  missing: string[];
  /** Prompts still to be replaced by the person, as written. */
  prompts: string[];
  /** What stands in the output for prompts and, where they are to be seen, for missing fields, each once. */
  marks: string[];
  /** Where each printed field came from; one that is printed twice from different sources stands twice. */
  fields: FieldOutcome[];
  /** What each of those printed first, before it was escaped; empty where it is missing. */
  texts: ReadonlyMap<FieldOutcome, string>;
}

export interface Field {
  name: string;
  position: Position;
  /** Read from what a loop or `with` goes into, not from the person. */
  isInner: boolean;
  /** It is printed where it can have no value, and nothing is written that stands there then. */
  isBare: boolean;
}

export interface Template {
  (context: TemplateContext, fallbacks?: Fallbacks): Rendered;
  /** All that it reads, in order, printed or not. */
  readonly fields: readonly Field[];
  readonly prompts: readonly Prompt[];
  /** Null where something else is made of values than printing them. */
  readonly plainFields: PlainFields | null;
  /** What acts in the HTML that it can print, each once and as it is shown to people: `<script>`, `javascript:`. */
  readonly acting: readonly string[];
  /** What its HTML leaves open at the end: a comment, a tag, a value in quotes. */
  readonly leftOpen: TemplateError | null;
}

/**
 * Prepares a template. Nothing in it can run code: it is evaluated from its syntax tree, paths see own properties
 * only, helpers are those of `helper-names.ts`, and each printing is bounded in loops, steps, length and time.
 *
 * Kinds: `html` escapes every value for the place where it stands; `text` escapes nothing; `subject` escapes nothing
 * and is always one line.
 *
 * @throws {TemplateError} when the template cannot be read; its printing throws one when a limit is reached
 */
export function compile(written: string, options: CompileOptions): Template {
  const source = readSource(written, options.kind === 'html');
  try {
    return prepareTemplate(written, source, options);
  } catch (error) {
    throw placed(error, null, source.locate);
  }
}

function prepareTemplate(written: string, source: Source, options: CompileOptions): Template {
  const { program, texts, prompts, locate } = source;
  const { uses, literals } = check(program);
  const printing = printingOf(source, literals, options);
  let run: Run | null = null;
  const current = (): Run => {
    if (!run) throw new Error('expected a printing under way');
    return run;
  };
  const places = options.kind === 'html' ? findPlaces(program) : null;
  const host = makeHost(places, texts, options, current);
  const spec = prepare(program, { data: true }, { host });
  const container = safeContainer(printSection(current));
  const print = (context: TemplateContext, fallbacks: Fallbacks = {}): Rendered => {
    const own = startRun(printing, context, fallbacks);
    run = own;
    try {
      const { context: root } = own;
      const depths = spec.useDepths ? [root] : undefined;
      const printed = spec.main(
        container,
        root,
        {},
        {},
        { root },
        spec.useBlockParams ? [] : undefined,
        depths,
      );
      own.budget.addPart(String(printed).length);
      return finish(own, places?.isSure === false ? harmless(String(printed)) : String(printed));
    } catch (error) {
      throw placed(error, own.budget.at?.start ?? null, locate);
    } finally {
      run = null;
    }
  };
  let fields: readonly Field[] | null = null;
  return Object.defineProperties(print, {
    prompts: { value: prompts },
    plainFields: { value: plainFieldsOf(program, texts, places) },
    acting: { value: [...(places?.acting ?? [])] },
    leftOpen: { get: () => places && leftOpen(written, places.end) },
    // Not asked for by most, and not for nothing: each has its place in the source.
    fields: { get: () => (fields ??= uses.map((use) => asField(use, locate))) },
  }) as Template; // what the lines above make of it
}

/** What is printed, where it could not be told beforehand what that does. */
function harmless(printed: string): string {
  const acting = forbiddenIn(printed);
  if (acting.length > 0) throw new TemplateError(`prints ${acting.join(', ')}, which cannot stand in a mail`);
  return printed;
}

function makeHost(
  places: Places | null,
  texts: readonly string[],
  { kind, unresolved = 'empty', builtIns = true }: CompileOptions,
  current: () => Run,
): Host {
  const isHtml = kind === 'html';
  const options = { isHtml, unresolved, builtIns, texts, outcomes: new Map() };
  return {
    helper: (name) => bindHelper(name, current),
    print: (mustache, read) => preparePrint(mustache, places?.fields.get(mustache), read, current, options),
    block: (print) => (scope) => {
      const printed = String(print(scope));
      current().budget.hold(printed.length);
      return printed;
    },
  };
}

/** What every printing of a template begins with. */
function printingOf({ texts }: Source, literals: Set<string>, options: CompileOptions): Printing {
  const { kind, locale = 'en', timeZone = 'UTC', limits, clock = null } = options;
  const bounds = { ...defaultLimits, ...limits };
  for (const text of texts) literals.add(text);
  const written = { texts, literals };
  return {
    kind,
    locale: localeOf(locale),
    language: languageOf(locale),
    timeZone,
    ...written,
    bounds,
    clock,
  };
}
interface Printing extends Pick<Run, 'kind' | 'locale' | 'language' | 'timeZone' | 'texts' | 'literals'> {
  bounds: Limits;
  clock: (() => number) | null;
}

function startRun(
  printing: Printing,
  given: TemplateContext,
  { crm, defaults = {}, budget }: Fallbacks,
): Run {
  const { context, fromCrm } = mergeCrm(given, crm);
  return {
    kind: printing.kind,
    locale: printing.locale,
    language: printing.language,
    timeZone: printing.timeZone,
    texts: printing.texts,
    literals: printing.literals,
    budget: budget ?? new Budget(printing.bounds, printing.clock),
    context,
    fromCrm,
    defaults,
    isDefault: false,
    outcomes: new Map(),
    prompts: new Set(),
    marks: new Set(),
  };
}

function finish({ kind, outcomes, prompts, marks }: Run, printed: string): Rendered {
  const missing = new Set<string>();
  for (const { source, field } of outcomes.keys()) if (source === 'missing') missing.add(field);
  return {
    output: kind === 'subject' ? oneLine(printed) : printed,
    missing: [...missing],
    prompts: [...prompts],
    marks: [...marks],
    fields: [...outcomes.keys()],
    texts: outcomes,
  };
}

function asField({ path, ...use }: FieldUse, locate: Source['locate']): Field {
  const { line, column } = path.loc.start;
  return { name: nameOf(path), position: locate(line, column), ...use };
}
