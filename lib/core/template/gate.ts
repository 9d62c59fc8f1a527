import { customNameOf } from '../person/custom-fields.ts';
import { fieldKey } from '../person/field-values.ts';
import { type CompileOptions, compile, type Fallbacks, type Rendered } from './compile.ts';
import { TemplateError } from './error.ts';
import { customFields } from './fields.ts';
import { sameFieldOf } from './merge-fields.ts';
import { emptyWithout } from './print.ts';
import type { FieldOutcome, TemplateContext } from './run.ts';
import type { Prompt } from './source.ts';

/** The parts of a mail that fields and prompts can stand in. */
export interface MailSource {
  subject: string;
  html: string;
  preheader?: string;
  /** The plain-text part where it is written by hand. */
  text?: string;
}
type Part = keyof MailSource;

/** Somebody who is to get the mail, with what is known of them. */
export interface Addressee extends Fallbacks {
  id: string;
  context: TemplateContext;
}

export interface MissingField {
  field: string;
  parts: Part[];
  why: NonNullable<FieldOutcome['why']>;
}

/** A mail that cannot go to this person as it is. */
export interface Held {
  id: string;
  missing: MissingField[];
}

export interface Gate {
  /** Whose mail may go. */
  ready: string[];
  /** Whose mail lacks something, in the order in which they were given. */
  held: Held[];
  /** The same by field, the one that most people lack first. */
  byField: { field: string; ids: string[] }[];
  /** Fields that print nothing where somebody has no value, by field: their mail goes all the same. */
  blank: { field: string; ids: string[] }[];
  /** Still to be replaced; while there is one the mail may go to nobody by itself. */
  prompts: (Prompt & { part: Part })[];
}

export type PrintingOptions = Omit<CompileOptions, 'kind' | 'unresolved'> & {
  /** When, on `clock`, to give up: each printing has its own limit, and there may be many. */
  untilMs?: number;
};

/**
 * What stands in the way of a mail, before a launch or a send: who lacks which field, and which prompts are left.
 *
 * @throws {TemplateError} when a part cannot be read, or its printing reaches a limit
 */
export function openGate(
  mail: MailSource,
  people: readonly Addressee[],
  options: PrintingOptions = {},
): Gate {
  const parts = compileParts(mail, options);
  const prompts = parts.flatMap(({ part, template }) =>
    template.prompts.map((prompt) => ({ ...prompt, part })),
  );
  const checked = people.map((person) => ({ id: person.id, ...lookAt(parts, person, options) }));
  const held = checked.flatMap(({ id, missing }) => (missing.length > 0 ? [{ id, missing }] : []));
  const ready =
    prompts.length > 0 ? [] : checked.filter(({ missing }) => missing.length === 0).map(({ id }) => id);
  const byField = groupByField(
    held.map(({ id, missing }) => ({ id, fields: missing.map(({ field }) => field) })),
  );
  const blank = groupByField(checked.map(({ id, blank: fields }) => ({ id, fields })));
  return { ready, held, byField, blank, prompts };
}

interface CompiledPart {
  part: Part;
  template: ReturnType<typeof compile>;
}

function compileParts(mail: MailSource, options: PrintingOptions): CompiledPart[] {
  const { preheader, text } = mail;
  return [
    { part: 'subject', template: compile(mail.subject, { ...options, kind: 'subject' }) },
    ...(preheader === undefined
      ? []
      : [{ part: 'preheader' as const, template: compile(preheader, { ...options, kind: 'subject' }) }]),
    { part: 'html', template: compile(mail.html, { ...options, kind: 'html' }) },
    ...(text === undefined
      ? []
      : [{ part: 'text' as const, template: compile(text, { ...options, kind: 'text' }) }]),
  ];
}

/** What a mail lacks for somebody. */
interface Lack {
  missing: MissingField[];
  /** Fields that print nothing, as they may. */
  blank: string[];
}

function lookAt(
  parts: readonly CompiledPart[],
  { context, ...fallbacks }: Addressee,
  { clock, untilMs = Number.POSITIVE_INFINITY }: PrintingOptions,
): Lack {
  if (clock && clock() > untilMs) throw new TemplateError('takes too long to print for so many people');
  const found = new Map<string, MissingField>();
  const blank = new Set<string>();
  for (const { part, template } of parts) {
    const rendered = template(context, fallbacks);
    for (const { field, source } of rendered.fields)
      if (source === 'exception' && emptyWithout.includes(sameFieldOf(field))) blank.add(field);
    for (const { field, why } of lacking(rendered)) {
      const known = found.get(field);
      if (!known) found.set(field, { field, parts: [part], why });
      else if (!known.parts.includes(part)) known.parts.push(part);
    }
  }
  return { missing: [...found.values()], blank: [...blank] };
}

function lacking({ fields }: Rendered): { field: string; why: MissingField['why'] }[] {
  return fields.flatMap(({ field, source, why = 'empty' }) => (source === 'missing' ? [{ field, why }] : []));
}

function groupByField(people: readonly { id: string; fields: readonly string[] }[]): Gate['byField'] {
  const ids = new Map<string, string[]>();
  for (const { id, fields } of people) {
    for (const field of fields) ids.set(field, [...(ids.get(field) ?? []), id]);
  }
  return [...ids]
    .map(([field, whose]) => ({ field, ids: whose }))
    .sort((a, b) => b.ids.length - a.ids.length || (a.field < b.field ? -1 : 1));
}

/** What somebody chose for a field that a person lacks. */
export type Choice =
  /** A text in its place. */
  | { type: 'default'; text: string }
  /** Not this mail to them. */
  | { type: 'skip' }
  /** A task instead: a person writes what is missing, and sends it. */
  | { type: 'task' }
  /** The missing value itself, which then is the person's. */
  | { type: 'edit'; value: string };

/** By field, in any of the ways in which mails write it. */
export type Choices = Readonly<Record<string, Choice>>;

/** What becomes of one person's mail. */
export interface Settled {
  id: string;
  /**
   * `send`: it goes; `skip`: not this mail to them; `task`: a person writes what is still missing; `held`: nothing was
   * chosen for what is missing, or the choice leaves it missing, or only prompts are left.
   */
  outcome: 'send' | 'skip' | 'task' | 'held';
  /** As the mail is printed: with the values and texts that were chosen. */
  person: Addressee;
  /** Values that from now on are the person's, by field. */
  values: Readonly<Record<string, string>>;
  /** What stands in the way; of `send` nothing. */
  missing: MissingField[];
}

/**
 * What the choices give for each person. A choice holds for a field that is missing, and a value (`edit`) for one that
 * prints nothing, too; the mails of who lacks nothing go as they are. One `skip` skips the mail. No text can stand for a prompt: while one is left, what would go is held.
 *
 * @param choices - by the person's id
 * @throws {TemplateError} as `openGate`
 */
export function settle(
  mail: MailSource,
  people: readonly Addressee[],
  choices: ReadonlyMap<string, Choices>,
  options: PrintingOptions = {},
): Settled[] {
  const parts = compileParts(mail, options);
  const hasPrompts = parts.some(({ template }) => template.prompts.length > 0);
  return people.map((person) => {
    const look = (one: Addressee) => lookAt(parts, one, options);
    const settled = settleMissing(person, look(person), choices.get(person.id) ?? {}, look);
    return hasPrompts && settled.outcome === 'send' ? { ...settled, outcome: 'held' } : settled;
  });
}

function settleMissing(
  person: Addressee,
  { missing, blank }: Lack,
  choices: Choices,
  look: (mended: Addressee) => Lack,
): Settled {
  const { id } = person;
  const isChosen = (type: Choice['type']) => (one: Named) => chosenFor(one, choices)?.type === type;
  const filled = blank.map((field) => ({ field })).filter(isChosen('edit'));
  if (missing.length + filled.length === 0) return { id, outcome: 'send', person, values: {}, missing };
  if (missing.some(isChosen('skip'))) return { id, outcome: 'skip', person, values: {}, missing };
  const mended = mend(person, [...missing, ...filled], choices);
  const left = look(mended.person).missing;
  const open = left.filter((one) => !isChosen('task')(one));
  if (open.length > 0) return { id, outcome: 'held', ...mended, missing: open };
  return { id, outcome: left.length > 0 ? 'task' : 'send', ...mended, missing: left };
}

type Named = Pick<MissingField, 'field'>;

/** What was chosen for a field, under the name that it is missing by or another that says the same. */
export function chosenFor({ field }: Named, choices: Choices): Choice | undefined {
  if (Object.hasOwn(choices, field)) return choices[field];
  const same = Object.keys(choices).find((one) => fieldKey(one) === fieldKey(field));
  return same === undefined ? undefined : choices[same];
}

function mend(
  person: Addressee,
  missing: readonly Named[],
  choices: Choices,
): Pick<Settled, 'person' | 'values'> {
  const texts: [string, string][] = [];
  const values: [string, string][] = [];
  for (const one of missing) {
    const choice = chosenFor(one, choices);
    if (choice?.type === 'default') texts.push([one.field, choice.text]);
    if (choice?.type === 'edit') values.push([one.field, choice.value]);
  }
  const defaults = { ...person.defaults, ...Object.fromEntries(texts) };
  const context = values.length > 0 ? withValues(person.context, values) : person.context;
  return { person: { ...person, context, defaults }, values: Object.fromEntries(values) };
}

/** `fields.plan` is a value among the custom fields, and has its other names too. */
function withValues(context: TemplateContext, values: readonly [string, string][]): TemplateContext {
  const given = values.map(([name, value]): [string, string] => [sameFieldOf(name), value]);
  const custom = Object.fromEntries(
    given.flatMap(([name, value]) => {
      const own = customNameOf(name);
      return own === null ? [] : [[own, value]];
    }),
  );
  const own = typeof context.fields === 'object' ? context.fields : {};
  return {
    ...context,
    ...customFields(custom),
    ...Object.fromEntries(given.filter(([name]) => !name.startsWith('fields.'))),
    fields: { ...own, ...custom },
  };
}
