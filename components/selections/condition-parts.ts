import { EnrolmentStatus } from '../../lib/contract/campaign.ts';
import {
  ChoiceField,
  ChoiceOperator,
  type Condition,
  CustomField,
  DateField,
  DateOperator,
  needsNoValue,
  TextField,
  TextOperator,
} from '../../lib/contract/condition.ts';
import { ConsentPurpose, ConsentStatus } from '../../lib/contract/consent.ts';
import { t } from '../i18n.ts';
import { languagesWith, placesOf, zonesWith } from '../places.ts';

interface Option {
  value: string;
  label: string;
}

/** What can be named in a condition, as far as it is known. */
export interface Nameable {
  types: readonly { id: string; name: string }[];
  /** Static ones. */
  selections: readonly { id: string; name: string }[];
  interests: readonly { id: string; name: string }[];
  projects: readonly { id: string; name: string }[];
  campaigns: readonly { id: string; name: string }[];
  countries: readonly { code: string; parts: { code: string; name: string }[] }[];
}

/** One thing to be filled in of a condition. `path`: its name in what the check says. */
export type Part = { path: string; label: string } & (
  | { kind: 'select'; value: string; options: readonly Option[]; set(value: string): Condition }
  | { kind: 'line'; type: 'text' | 'date' | 'number'; value: string; set(value: string): Condition }
  | {
      kind: 'several';
      values: readonly string[];
      options: readonly Option[];
      set(values: string[]): Condition;
    }
);

/** All that can be asked for, in the order in which it is offered. */
export const fields: readonly Condition['field'][] = [
  ...TextField.options,
  ...ChoiceField.options,
  ...CustomField.options,
  'consent',
  'subscription',
  'noMailings',
  'interests',
  'selection',
  'project',
  'campaign',
  ...DateField.options,
];

/** A condition of a field that still lacks what must be filled in. @param timeZone - of whoever asks */
export function newCondition(field: Condition['field'], timeZone: string): Condition {
  switch (field) {
    case 'custom':
    case 'companyCustom':
      return { field, name: '', operator: 'is', value: '' };
    case 'country':
    case 'language':
    case 'timeZone':
    case 'companyCountry':
      return { field, operator: 'anyOf', values: [] };
    case 'created':
    case 'updated':
      return { field, operator: 'lastDays', days: 30, timeZone };
    case 'consent':
      return { field, purpose: 'marketing', operator: 'is', status: 'given' };
    case 'subscription':
      return { field, typeId: '', operator: 'accepted' };
    case 'noMailings':
      return { field, operator: 'no' };
    case 'interests':
      return { field, operator: 'anyOf', ids: [] };
    case 'selection':
    case 'project':
      return { field, operator: 'in', id: '' };
    case 'campaign':
      return { field, operator: 'on', campaignId: null, statuses: [] };
    case 'company':
    case 'companyCity':
    case 'companyEmail':
    case 'companyPostcode':
    case 'companyWebsite':
    case 'email':
    case 'firstName':
    case 'lastName':
    case 'name':
    case 'phone':
    case 'title':
      return { field, operator: 'contains', value: '' };
  }
}

/** What is to be filled in of a condition, in its order. */
export function partsOf(condition: Condition, known: Nameable): Part[] {
  switch (condition.field) {
    case 'custom':
    case 'companyCustom':
      return [
        {
          path: 'name',
          label: t('conditions.customName'),
          kind: 'line',
          type: 'text',
          value: condition.name,
          set: (name) => ({ ...condition, name }),
        },
        operatorOf(condition.operator, TextOperator.options, (operator) => ({ ...condition, operator })),
        ...textOf(condition),
      ];
    case 'country':
    case 'language':
    case 'timeZone':
    case 'companyCountry':
      return [
        operatorOf(condition.operator, ChoiceOperator.options, (operator) => ({ ...condition, operator })),
        ...severalOf(condition, known),
      ];
    case 'created':
    case 'updated':
      return [
        operatorOf(condition.operator, DateOperator.options, (operator) => ({ ...condition, operator })),
        timeOf(condition),
      ];
    case 'consent':
      return [
        select('purpose', t('conditions.purpose'), condition.purpose, consentPurposes(), (value) => ({
          ...condition,
          purpose: ConsentPurpose.parse(value),
        })),
        operatorOf(condition.operator, ['is', 'isNot'], (operator) => ({ ...condition, operator })),
        select('status', t('conditions.status'), condition.status, consentStatuses(), (value) => ({
          ...condition,
          status: ConsentStatus.parse(value),
        })),
      ];
    case 'subscription':
      return [
        named('typeId', condition.typeId, known.types, (typeId) => ({ ...condition, typeId })),
        operatorOf(condition.operator, ['accepted', 'declined'], (operator) => ({ ...condition, operator })),
      ];
    case 'noMailings':
      return [operatorOf(condition.operator, ['yes', 'no'], (operator) => ({ ...condition, operator }))];
    case 'interests':
      return [
        operatorOf(condition.operator, ['anyOf', 'allOf', 'noneOf'], (operator) => ({
          ...condition,
          operator,
        })),
        {
          path: 'ids',
          label: t('conditions.value'),
          kind: 'several',
          values: condition.ids,
          options: known.interests.map(({ id, name }) => ({ value: id, label: name })),
          set: (ids) => ({ ...condition, ids }),
        },
      ];
    case 'project':
      return [
        operatorOf(condition.operator, ['in', 'notIn'], (operator) => ({ ...condition, operator })),
        named('id', condition.id, known.projects, (id) => ({ ...condition, id })),
      ];
    case 'selection':
      return [
        operatorOf(condition.operator, ['in', 'notIn'], (operator) => ({ ...condition, operator })),
        named('id', condition.id, known.selections, (id) => ({ ...condition, id })),
      ];
    case 'campaign':
      return campaignOf(condition, known);
    case 'company':
    case 'companyCity':
    case 'companyEmail':
    case 'companyPostcode':
    case 'companyWebsite':
    case 'email':
    case 'firstName':
    case 'lastName':
    case 'name':
    case 'phone':
    case 'title':
      return [
        operatorOf(condition.operator, TextOperator.options, (operator) => ({ ...condition, operator })),
        ...textOf(condition),
      ];
  }
}

type Of<F extends Condition['field'], C = Condition> = C extends { field: infer G }
  ? F extends G
    ? C
    : never
  : never;

function select(
  path: string,
  label: string,
  value: string,
  options: readonly Option[],
  set: (value: string) => Condition,
): Part {
  return { path, label, kind: 'select', value, options, set };
}

function operatorOf<O extends Condition['operator']>(
  operator: O,
  operators: readonly O[],
  set: (operator: O) => Condition,
): Part {
  const options = operators.map((value) => ({ value, label: sayOperator(value) }));
  return select('operator', t('conditions.operatorLabel'), operator, options, (value) =>
    set(operators.find((one) => one === value) ?? operator),
  );
}

const sayOperator = (operator: Condition['operator']): string => t(`conditions.operator.${operator}`);

function textOf(condition: Of<TextField> | Of<'custom'>): Part[] {
  if (needsNoValue(condition.operator)) return [];
  const set = (value: string): Condition => ({ ...condition, value });
  return [
    { path: 'value', label: t('conditions.value'), kind: 'line', type: 'text', value: condition.value, set },
  ];
}

function severalOf(condition: Of<ChoiceField>, known: Nameable): Part[] {
  if (needsNoValue(condition.operator)) return [];
  const { field, values } = condition;
  const options = {
    country: () => placesOf(known.countries),
    companyCountry: () => placesOf(known.countries),
    language: () => languagesWith(''),
    timeZone: () => zonesWith('UTC'),
  }[field]();
  const set = (next: string[]): Condition => ({ ...condition, values: next });
  return [{ path: 'values', label: t('conditions.value'), kind: 'several', values, options, set }];
}

function timeOf(condition: Of<'created'>): Part {
  const isCounted = condition.operator === 'lastDays' || condition.operator === 'notLastDays';
  return {
    path: isCounted ? 'days' : 'date',
    label: t(isCounted ? 'conditions.days' : 'conditions.day'),
    kind: 'line',
    type: isCounted ? 'number' : 'date',
    value: isCounted ? String(condition.days ?? '') : (condition.date ?? ''),
    set: (value) => {
      const { days: _, date: __, ...rest } = condition;
      if (value === '') return rest;
      return isCounted ? { ...rest, days: Number(value) } : { ...rest, date: value };
    },
  };
}

function named(
  path: string,
  id: string,
  list: readonly { id: string; name: string }[],
  set: (id: string) => Condition,
): Part {
  const isKnown = id === '' || list.some((one) => one.id === id);
  const options = [
    ...(id === '' ? [{ value: '', label: t('conditions.choose') }] : []),
    ...(isKnown ? [] : [{ value: id, label: t('conditions.unknown') }]),
    ...list.map((one) => ({ value: one.id, label: one.name })),
  ];
  return select(path, t('conditions.value'), id, options, set);
}

function campaignOf(condition: Of<'campaign'>, known: Nameable): Part[] {
  const { campaignId, statuses } = condition;
  const isKnown = campaignId === null || known.campaigns.some(({ id }) => id === campaignId);
  const campaigns = [
    { value: '', label: t('conditions.anyCampaign') },
    ...(isKnown ? [] : [{ value: campaignId, label: t('conditions.unknown') }]),
    ...known.campaigns.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const states = [
    { value: '', label: t('conditions.anyStatus') },
    ...EnrolmentStatus.options.map((value) => ({ value, label: t(`runStatus.${value}`) })),
  ];
  return [
    operatorOf(condition.operator, ['on', 'notOn'], (operator) => ({ ...condition, operator })),
    select('campaignId', t('conditions.field.campaign'), campaignId ?? '', campaigns, (value) => ({
      ...condition,
      campaignId: value || null,
    })),
    select('statuses', t('conditions.status'), statuses[0] ?? '', states, (value) => ({
      ...condition,
      statuses: EnrolmentStatus.options.filter((one) => one === value),
    })),
  ];
}

const consentPurposes = (): Option[] =>
  ConsentPurpose.options.map((value) => ({ value, label: t(`consent.${value}`) }));
const consentStatuses = (): Option[] =>
  ConsentStatus.options.map((value) => ({ value, label: t(`consent.${value}`) }));
