import { z } from 'zod';
import { mostPerLaunch } from './limits.ts';
import { Id } from './primitives.ts';

const FieldName = z.string().min(1).max(200);
const Text = z.string().trim().min(1).max(2000);

/** Texts that were chosen for fields which have no value, by field as the mail names it. */
export const FieldTexts = z.record(FieldName, z.string().max(2000));
export type FieldTexts = z.infer<typeof FieldTexts>;

/**
 * What is to become of a field that a person lacks: another text in its place, the value itself (which then is the
 * person's), nothing (they are left out of the launch), or a person writes it into the mail.
 */
const FieldChoice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('default'), text: Text }),
  z.object({ type: z.literal('edit'), value: Text }),
  z.object({ type: z.literal('skip') }),
  z.object({ type: z.literal('task') }),
]);

/** One person's choices, by field; one for a field that is not missing changes nothing. */
export const PersonChoices = z.object({ personId: Id, fields: z.record(FieldName, FieldChoice) });
export type PersonChoices = z.infer<typeof PersonChoices>;

/** Part of a mail that a field or a prompt stands in. */
const MailPart = z.enum(['subject', 'preheader', 'html', 'text']);

const MissingField = z.object({
  field: z.string(),
  parts: z.array(MailPart),
  /** Nobody has a value, or it may not stand at its place (a link that runs code). */
  why: z.enum(['empty', 'unsafe']),
});

/** One email step before a launch: whom its mail could not go to as it is, and what its writer is asked for. */
export const StepGate = z.object({
  stepId: Id,
  title: z.string(),
  dayNumber: z.int(),
  stepNumber: z.int(),
  /** Its mail leaves by itself; with a prompt in it, it becomes a task. */
  automatic: z.boolean().optional(),
  held: z.array(z.object({ personId: Id, missing: z.array(MissingField) })),
  /** The same by field, the one that most people lack first. */
  byField: z.array(z.object({ field: z.string(), personIds: z.array(Id) })),
  /** Fields that print nothing for want of a value: who lacks them gets the mail all the same. */
  blank: z.array(z.object({ field: z.string(), personIds: z.array(Id) })).optional(),
  /** To be replaced by whoever writes the mail. */
  prompts: z.array(z.object({ text: z.string(), part: MailPart })),
});
export type StepGate = z.infer<typeof StepGate>;

/** All email steps, in order. People who could not be enrolled anyway are left out. */
export const CampaignGate = z.object({
  steps: z.array(StepGate),
  /** Of the missing and blank fields those that can be written with the person. */
  editable: z.array(z.string()),
});
export type CampaignGate = z.infer<typeof CampaignGate>;

export const GateQuestion = z.object({ personIds: z.array(Id).min(1).max(mostPerLaunch) });
