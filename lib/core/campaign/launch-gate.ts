import type { Me } from '../../contract/account.ts';
import type { Campaign, StepEmail } from '../../contract/campaign.ts';
import type { CampaignGate, FieldTexts, StepGate } from '../../contract/gate.ts';
import type { Person } from '../../contract/person.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { EmailContent } from '../../contract/task.ts';
import { textForPerson } from '../library/copies.ts';
import { isEditable, withFieldValues } from '../person/field-values.ts';
import { isAutomatic } from '../schedule/run.ts';
import { formatsOf, hasOwnText } from '../template/email.ts';
import { TemplateError } from '../template/error.ts';
import { templateContext } from '../template/fields.ts';
import {
  type Addressee,
  type Choices,
  chosenFor,
  type MailSource,
  type MissingField,
  openGate,
  type PrintingOptions,
  type Settled,
  settle,
} from '../template/gate.ts';
import { stepsInOrder } from './steps.ts';

type Timing = Pick<PrintingOptions, 'clock' | 'untilMs'>;

/**
 * Who lacks which field in the mails of a campaign, step by step; each person in the text of their language.
 *
 * @param me - who launches, and writes the mails
 * @returns `INVALID_INPUT` naming the step when its text cannot be read or printed
 */
export function gateCampaign(
  campaign: Pick<Campaign, 'days'>,
  people: readonly Person[],
  me: Me,
  timing: Timing = {},
): Result<CampaignGate> {
  const steps: StepGate[] = [];
  for (const placed of emailSteps(campaign)) {
    const { step, email, dayNumber, stepNumber } = placed;
    const gates = ofStep(step.title, () =>
      eachText(email, people, me, timing).map(({ mail, addressees, options }) =>
        openGate(mail, addressees, options),
      ),
    );
    if (!gates.ok) return gates;
    const automatic = isAutomatic(step);
    const place = { stepId: step.id, title: step.title, dayNumber, stepNumber, automatic };
    steps.push({ ...place, ...joinGates(gates.value, people) });
  }
  const fields = new Set(
    steps.flatMap(({ byField, blank = [] }) => [...byField, ...blank].map(({ field }) => field)),
  );
  return ok({ steps, editable: [...fields].filter(isEditable) });
}

/** What becomes of one person in a launch. */
export interface LaunchFate {
  outcome: 'enrol' | 'skip' | 'held';
  /** Texts that their mails are printed with where they have no value. */
  defaults: FieldTexts;
  /** Values that are theirs from now on, by field. */
  values: FieldTexts;
  /**
   * With `held`: for what nothing was chosen, and in which steps; or (`isUnsafe`) for what a text or value was chosen
   * that may not stand at its place there.
   */
  missing: { field: string; steps: string[]; isUnsafe: boolean }[];
}

/**
 * What the choices give for each person over all mails of a campaign. A prompt holds nobody: each mail is a task, and
 * whoever writes it replaces the prompt.
 *
 * A value that is given is the person's under one name, so a mail that writes the field otherwise may still lack it:
 * such a person is held, rather than their mail later.
 *
 * @param choices - by the person's id
 * @param known - names of custom fields elsewhere, as for `withFieldValues`
 * @returns by the person's id; `INVALID_INPUT` as `gateCampaign`
 */
export function settleLaunch(
  campaign: Pick<Campaign, 'days'>,
  people: readonly Person[],
  choices: ReadonlyMap<string, Choices>,
  me: Me,
  { known, ...timing }: Timing & { known?: readonly string[] } = {},
): Result<Map<string, LaunchFate>> {
  const fates = new Map<string, LaunchFate>(
    people.map(({ id }) => [id, { outcome: 'enrol', defaults: {}, values: {}, missing: [] }]),
  );
  const first = settleSteps(campaign, people, choices, me, timing);
  if (!first.ok) return first;
  for (const { title, id, outcome, person, values, missing } of first.value) {
    const fate = fates.get(id);
    if (!fate) continue;
    fate.defaults = { ...fate.defaults, ...person.defaults };
    fate.values = { ...fate.values, ...values };
    if (outcome === 'skip') fate.outcome = 'skip';
    if (outcome === 'held' && missing.length > 0) hold(fate, title, missing, choices.get(id) ?? {});
  }
  const changed = people.flatMap((person) => {
    const { outcome, values = {} } = fates.get(person.id) ?? {};
    return outcome === 'enrol' && Object.keys(values).length > 0
      ? [withFieldValues(person, values, known)]
      : [];
  });
  const again = settleSteps(campaign, changed, withoutValues(choices), me, timing);
  if (!again.ok) return again;
  for (const { title, id, outcome, missing } of again.value) {
    const fate = fates.get(id);
    if (fate && outcome === 'held' && missing.length > 0) hold(fate, title, missing, {});
  }
  return ok(fates);
}

function settleSteps(
  campaign: Pick<Campaign, 'days'>,
  people: readonly Person[],
  choices: ReadonlyMap<string, Choices>,
  me: Me,
  timing: Timing,
): Result<(Settled & { title: string })[]> {
  const all: (Settled & { title: string })[] = [];
  if (people.length === 0) return ok(all);
  for (const { step, email } of emailSteps(campaign)) {
    const settled = ofStep(step.title, () =>
      eachText(email, people, me, timing).flatMap(({ mail, addressees, options }) =>
        settle(mail, addressees, choices, options),
      ),
    );
    if (!settled.ok) return settled;
    for (const one of settled.value) all.push({ ...one, title: step.title });
  }
  return ok(all);
}

function withoutValues(choices: ReadonlyMap<string, Choices>): ReadonlyMap<string, Choices> {
  const others = (of: Choices) =>
    Object.fromEntries(Object.entries(of).filter(([, { type }]) => type !== 'edit'));
  return new Map([...choices].map(([id, of]) => [id, others(of)]));
}

function hold(fate: LaunchFate, title: string, missing: readonly MissingField[], choices: Choices): void {
  if (fate.outcome === 'enrol') fate.outcome = 'held';
  for (const one of missing) {
    const chosen = chosenFor(one, choices)?.type;
    const isUnsafe = one.why === 'unsafe' && (chosen === 'default' || chosen === 'edit');
    const known = fate.missing.find(({ field }) => field === one.field);
    if (known) {
      known.steps.push(title);
      known.isUnsafe ||= isUnsafe;
    } else fate.missing.push({ field: one.field, steps: [title], isUnsafe });
  }
}

function emailSteps(campaign: Pick<Campaign, 'days'>) {
  return stepsInOrder(campaign).flatMap((placed) =>
    placed.step.email ? [{ ...placed, email: placed.step.email }] : [],
  );
}

interface TextGroup {
  mail: MailSource;
  addressees: Addressee[];
  options: PrintingOptions;
}

/** People who get the same text in the same language, together: it is prepared once. */
function eachText(email: StepEmail, people: readonly Person[], me: Me, timing: Timing): TextGroup[] {
  const groups = new Map<string | null, TextGroup>();
  const groupOf = (text: EmailContent, person: Person): TextGroup => ({
    mail: sourceOf(text),
    addressees: [],
    options: { ...formatsOf(text, person, me), ...timing },
  });
  for (const person of people) {
    const group = groups.get(person.language) ?? groupOf(textForPerson(email, person.language), person);
    group.addressees.push({ id: person.id, context: templateContext(person, me) });
    groups.set(person.language, group);
  }
  return [...groups.values()];
}

function sourceOf(email: EmailContent): MailSource {
  const { subject, html, preheader } = email;
  return { subject, html, ...(preheader && { preheader }), ...(hasOwnText(email) && { text: email.text }) };
}

function ofStep<T>(title: string, work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    if (error instanceof TemplateError) return fail('INVALID_INPUT', `“${title}”: ${error.message}`);
    throw error;
  }
}

type Gates = ReturnType<typeof openGate>[];

/** One gate of those of each language; people in the order in which they were given. */
function joinGates(
  gates: Gates,
  people: readonly Person[],
): Pick<StepGate, 'held' | 'byField' | 'blank' | 'prompts'> {
  const missing = new Map(gates.flatMap(({ held }) => held.map((one) => [one.id, one.missing] as const)));
  const held = people.flatMap(({ id }) => {
    const lacks = missing.get(id);
    return lacks ? [{ personId: id, missing: lacks }] : [];
  });
  const byField = new Map<string, string[]>();
  for (const { personId, missing: lacks } of held)
    for (const { field } of lacks) byField.set(field, [...(byField.get(field) ?? []), personId]);
  const blank = new Map<string, Set<string>>();
  for (const { field, ids } of gates.flatMap((gate) => gate.blank))
    blank.set(field, new Set([...(blank.get(field) ?? []), ...ids]));
  const prompts = new Map(
    gates.flatMap((gate) =>
      gate.prompts.map(({ text, part }) => [`${part}\n${text}`, { text, part }] as const),
    ),
  );
  return {
    held,
    byField: [...byField]
      .map(([field, personIds]) => ({ field, personIds }))
      .sort((a, b) => b.personIds.length - a.personIds.length || (a.field < b.field ? -1 : 1)),
    ...(blank.size > 0 && {
      blank: [...blank].map(([field, ids]) => ({
        field,
        personIds: people.flatMap(({ id }) => (ids.has(id) ? [id] : [])),
      })),
    }),
    prompts: [...prompts.values()],
  };
}
