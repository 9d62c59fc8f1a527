import { type RawBuilder, sql } from 'kysely';
import {
  type ChoiceField,
  type Condition,
  type ConditionGroup,
  needsNoValue,
  type TextField,
  type TextOperator,
} from '../../../lib/contract/condition.ts';
import { dayStart } from '../../../lib/core/selection/day-start.ts';

type Sql = RawBuilder<boolean>;
/** The conditions that a field has. */
type Of<F extends Condition['field'], C = Condition> = C extends { field: infer G }
  ? F extends G
    ? C
    : never
  : never;
const DAY_MS = 24 * 60 * 60_000;

/** Does a person, a row `sp` of `people`, meet conditions? @param now - from which days are counted back */
export function meets(group: ConditionGroup, now: Date): Sql {
  const members = group.of.map((one) => (one.field === 'group' ? meets(one, now) : ask(one, now)));
  const joined = sql.join(members, group.match === 'all' ? sql` and ` : sql` or `);
  return group.match === 'none' ? sql<boolean>`(not (${joined}))` : sql<boolean>`(${joined})`;
}

/** How each kind of condition is asked of `sp`; each answers yes or no, and never null. */
const kinds: { [F in Condition['field']]: (condition: Of<F>, now: Date) => Sql } = {
  name: ofText,
  firstName: ofText,
  lastName: ofText,
  email: ofText,
  title: ofText,
  phone: ofText,
  company: ofText,
  companyEmail: ofText,
  companyCity: ofText,
  companyPostcode: ofText,
  companyWebsite: ofText,
  custom: ({ name, ...said }) => compare(sql`sp.fields ->> ${name}::text`, said),
  companyCustom: ({ name, ...said }) => compare(ofCompany(sql`sc.fields ->> ${name}::text`), said),
  country: ofChoice,
  language: ofChoice,
  timeZone: ofChoice,
  companyCountry: ofChoice,
  created: (condition, now) => ofDate(sql`sp.created_at`, condition, now),
  updated: (condition, now) => ofDate(sql`sp.updated_at`, condition, now),
  consent: ({ purpose, operator, status }) => {
    const is = sql<boolean>`coalesce((select c.status from consents c where c.workspace_id = sp.workspace_id
      and c.person_id = sp.id and c.purpose = ${purpose}), 'none') = ${status}`;
    return operator === 'is' ? is : not(is);
  },
  subscription: ({ typeId, operator }) => {
    const declined = sql<boolean>`exists (select from declined_subscriptions d where d.workspace_id = sp.workspace_id
      and d.person_id = sp.id and d.type_id = ${typeId}::uuid)`;
    return operator === 'declined' ? declined : not(declined);
  },
  noMailings: ({ operator }) => {
    const none = sql<boolean>`(sp.no_mailings or sp.former_at is not null or coalesce(${ofCompany(sql`sc.no_mailings`)}, false))`;
    return operator === 'yes' ? none : not(none);
  },
  selection: ({ operator, id }) => {
    const isIn = sql<boolean>`exists (select from selection_members m where m.workspace_id = sp.workspace_id
      and m.person_id = sp.id and m.list_id = ${id}::uuid)`;
    return operator === 'in' ? isIn : not(isIn);
  },
  interests: ({ operator, ids }) => {
    const found = sql`(select count(*) from person_interests i where i.workspace_id = sp.workspace_id
      and i.person_id = sp.id and i.interest_id = any(${ids}::uuid[]))`;
    if (operator === 'allOf') return sql<boolean>`${found} = ${new Set(ids).size}::int`;
    return operator === 'anyOf' ? sql<boolean>`${found} > 0` : sql<boolean>`${found} = 0`;
  },
  project: ({ operator, id }) => {
    const isIn = sql<boolean>`exists (select from project_members m where m.workspace_id = sp.workspace_id
      and m.person_id = sp.id and m.list_id = ${id}::uuid)`;
    return operator === 'in' ? isIn : not(isIn);
  },
  campaign: ({ operator, campaignId, statuses }) => {
    const on = sql<boolean>`exists (select from enrolments e where e.workspace_id = sp.workspace_id
      and e.person_id = sp.id and (${campaignId}::uuid is null or e.campaign_id = ${campaignId}::uuid)
      and (${statuses.length === 0}::boolean or e.status = any(${statuses}::text[])))`;
    return operator === 'on' ? on : not(on);
  },
};

function ask<F extends Condition['field']>(condition: Of<F>, now: Date): Sql {
  // The table has for each field what takes its conditions.
  const kind = kinds[condition.field] as (condition: Of<F>, now: Date) => Sql;
  return kind(condition, now);
}

const not = (one: Sql): Sql => sql<boolean>`not ${one}`;

/** A value of the company that they work for; null: of none. */
const ofCompany = (column: RawBuilder<unknown>) =>
  sql`(select ${column} from companies sc where sc.workspace_id = sp.workspace_id and sc.id = sp.company_id)`;

const texts: Record<TextField, RawBuilder<unknown>> = {
  name: sql`sp.first_name || ' ' || sp.last_name`,
  firstName: sql`sp.first_name`,
  lastName: sql`sp.last_name`,
  email: sql`sp.email`,
  title: sql`sp.title`,
  phone: sql`sp.phone`,
  company: sql`sp.company_name`,
  companyEmail: ofCompany(sql`sc.email`),
  companyCity: ofCompany(sql`sc.city`),
  companyPostcode: ofCompany(sql`sc.postcode`),
  companyWebsite: ofCompany(sql`sc.website`),
};

function ofText({ field, ...said }: Of<TextField>): Sql {
  return compare(texts[field], said);
}

function compare(
  column: RawBuilder<unknown>,
  { operator, value }: { operator: TextOperator; value: string },
): Sql {
  const text = sql`trim(coalesce(${column}, ''))`;
  const plain = value.replace(/[\\%_]/g, '\\$&');
  switch (operator) {
    case 'is':
      return sql<boolean>`lower(${text}) = lower(${value}::text)`;
    case 'isNot':
      return sql<boolean>`lower(${text}) <> lower(${value}::text)`;
    case 'contains':
      return sql<boolean>`${text} ilike ${`%${plain}%`}`;
    case 'containsNot':
      return sql<boolean>`${text} not ilike ${`%${plain}%`}`;
    case 'startsWith':
      return sql<boolean>`${text} ilike ${`${plain}%`}`;
    case 'endsWith':
      return sql<boolean>`${text} ilike ${`%${plain}`}`;
    case 'isEmpty':
      return sql<boolean>`${text} = ''`;
    case 'isFilled':
      return sql<boolean>`${text} <> ''`;
  }
}

const choices: Record<ChoiceField, RawBuilder<unknown>> = {
  country: sql`sp.country`,
  language: sql`sp.language`,
  timeZone: sql`sp.time_zone`,
  companyCountry: ofCompany(sql`sc.country`),
};

function ofChoice({ field, operator, values }: Of<ChoiceField>): Sql {
  if (needsNoValue(operator))
    return compare(choices[field], { operator: operator as 'isEmpty' | 'isFilled', value: '' });
  const value = sql`lower(coalesce(${choices[field]}, ''))`;
  const wanted = sql`${values.map((one) => one.toLowerCase())}::text[]`;
  // `SE` means `SE-AB` as well, and `sv` means `sv-FI`.
  const first = field === 'timeZone' ? value : sql`split_part(${value}, '-', 1)`;
  const isOne = sql<boolean>`(${value} = any(${wanted}) or ${first} = any(${wanted}))`;
  return operator === 'anyOf' ? isOne : not(isOne);
}

function ofDate(
  column: RawBuilder<unknown>,
  { operator, date = '', timeZone = 'UTC', days = 0 }: Of<'created' | 'updated'>,
  now: Date,
): Sql {
  const ago = new Date(now.getTime() - days * DAY_MS);
  switch (operator) {
    case 'since':
      return sql<boolean>`${column} >= ${dayStart(date, timeZone)}::timestamptz`;
    case 'before':
      return sql<boolean>`${column} < ${dayStart(date, timeZone)}::timestamptz`;
    case 'lastDays':
      return sql<boolean>`${column} >= ${ago}::timestamptz`;
    case 'notLastDays':
      return sql<boolean>`${column} < ${ago}::timestamptz`;
  }
}
