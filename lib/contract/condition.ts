import { z } from 'zod';
import { EnrolmentStatus } from './campaign.ts';
import { ConsentPurpose, ConsentStatus } from './consent.ts';
import { Id, TimeZone } from './primitives.ts';

/** How deep groups of conditions lie in each other at most, and how many conditions there are in all. */
export const conditionLimits = { depth: 3, conditions: 100, inGroup: 50, values: 100 };

export const TextField = z.enum([
  'name',
  'firstName',
  'lastName',
  'email',
  'title',
  'phone',
  'company',
  'companyEmail',
  'companyCity',
  'companyPostcode',
  'companyWebsite',
]);
export type TextField = z.infer<typeof TextField>;

/** Upper and lower case are the same; who has no text there has an empty one. */
export const TextOperator = z.enum([
  'is',
  'isNot',
  'contains',
  'containsNot',
  'startsWith',
  'endsWith',
  'isEmpty',
  'isFilled',
]);
export type TextOperator = z.infer<typeof TextOperator>;

/** Does an operator say all by itself, without a value? */
export function needsNoValue(operator: string): boolean {
  return operator === 'isEmpty' || operator === 'isFilled';
}

export const ChoiceField = z.enum(['country', 'language', 'timeZone', 'companyCountry']);
export type ChoiceField = z.infer<typeof ChoiceField>;
export const ChoiceOperator = z.enum(['anyOf', 'noneOf', 'isEmpty', 'isFilled']);
export const DateField = z.enum(['created', 'updated']);
export const DateOperator = z.enum(['since', 'before', 'lastDays', 'notLastDays']);
export const CustomField = z.enum(['custom', 'companyCustom']);

const said = { operator: TextOperator, value: z.string().trim().max(500).default('') };
const needed = 'expected a text';
const tellsValue = ({ operator, value }: { operator: string; value: string }) =>
  needsNoValue(operator) || value !== '';

const ofText = z.object({ field: TextField, ...said }).refine(tellsValue, { path: ['value'], error: needed });
const ofCustomField = z
  .object({ field: CustomField, name: z.string().trim().min(1).max(64), ...said })
  .refine(tellsValue, { path: ['value'], error: needed });
const ofChoice = z
  .object({
    field: ChoiceField,
    operator: ChoiceOperator,
    /** Of a country, all its parts are meant; of a language such as `sv`, all its kinds. */
    values: z.array(z.string().trim().min(1).max(100)).max(conditionLimits.values).default([]),
  })
  .refine(({ operator, values }) => needsNoValue(operator) || values.length > 0, {
    path: ['values'],
    error: 'expected at least one',
  });
const ofDate = z
  .object({
    field: DateField,
    operator: DateOperator,
    /** With `since` and `before`: midnight at the beginning of this day, by the clock of this zone. */
    date: z.iso.date().optional(),
    timeZone: TimeZone.optional(),
    /** With the others: so many times 24 hours, back from the moment at which it is read. */
    days: z.int().min(1).max(3650).optional(),
  })
  .superRefine(({ operator, date, timeZone, days }, context) => {
    const isCounted = operator === 'lastDays' || operator === 'notLastDays';
    const missing = isCounted
      ? days === undefined && 'days'
      : (date === undefined && 'date') || (timeZone === undefined && 'timeZone');
    if (missing) context.addIssue({ code: 'custom', path: [missing], message: `expected ${missing}` });
  });
const ofConsent = z.object({
  field: z.literal('consent'),
  purpose: ConsentPurpose,
  operator: z.enum(['is', 'isNot']),
  /** Of whom nothing was ever said it is `none`. */
  status: ConsentStatus,
});
const ofSubscription = z.object({
  field: z.literal('subscription'),
  typeId: Id,
  operator: z.enum(['accepted', 'declined']),
});
const ofNoMailings = z.object({
  /** Of the person, or of the company they work for. */
  field: z.literal('noMailings'),
  operator: z.enum(['yes', 'no']),
});
const ofSelection = z.object({
  field: z.literal('selection'),
  operator: z.enum(['in', 'notIn']),
  /** A static one. */
  id: Id,
});
const ofInterests = z.object({
  field: z.literal('interests'),
  operator: z.enum(['anyOf', 'allOf', 'noneOf']),
  ids: z.array(Id).min(1).max(conditionLimits.values),
});
const ofProject = z.object({ field: z.literal('project'), operator: z.enum(['in', 'notIn']), id: Id });
const ofCampaign = z.object({
  field: z.literal('campaign'),
  operator: z.enum(['on', 'notOn']),
  /** Null: any. */
  campaignId: Id.nullable(),
  /** How the run stands; none: however. */
  statuses: z.array(EnrolmentStatus).max(EnrolmentStatus.options.length).default([]),
});

/**
 * All that can be asked of a person. One more kind is a member here and its row in the table by which
 * `server/db/queries/conditions.ts` asks the database; nothing compiles before both are there.
 */
const conditions = [
  ofText,
  ofCustomField,
  ofChoice,
  ofDate,
  ofConsent,
  ofSubscription,
  ofNoMailings,
  ofInterests,
  ofSelection,
  ofProject,
  ofCampaign,
] as const;

export const Condition = z.discriminatedUnion('field', conditions);
export type Condition = z.infer<typeof Condition>;

/** Whether all, any or none of its members must hold. */
export const Match = z.enum(['all', 'any', 'none']);
export type Match = z.infer<typeof Match>;

/** Conditions, and groups of them. */
export interface ConditionGroup {
  field: 'group';
  match: Match;
  of: (Condition | ConditionGroup)[];
}

const group = { field: z.literal('group'), match: Match };
const some = <T extends z.ZodType>(member: T) => z.array(member).min(1).max(conditionLimits.inGroup);
const innermost = z.object({ ...group, of: some(Condition) });
const inner = z.object({ ...group, of: some(z.discriminatedUnion('field', [...conditions, innermost])) });
/** What a dynamic selection asks of people: a group in which groups lie, three deep. */
export const Conditions: z.ZodType<ConditionGroup> = z
  .object({ ...group, of: some(z.discriminatedUnion('field', [...conditions, inner])) })
  .refine((whole: ConditionGroup) => countConditions(whole) <= conditionLimits.conditions, {
    path: ['of'],
    error: `expected at most ${conditionLimits.conditions} conditions in all`,
  });

function countConditions({ of }: ConditionGroup): number {
  return of.reduce((sum, one) => sum + (one.field === 'group' ? countConditions(one) : 1), 0);
}
