import type { ErrorBody, TemplateFault } from '../../lib/contract/errors.ts';
import { type FaultCode, faultSentences } from '../../lib/core/template/faults.ts';
import { formatNumber, t } from '../i18n.ts';

// Each sentence has the values of its code, which the compiler cannot follow through a code that is not known yet.
const say = t as (key: `fault.${FaultCode}`, values: Record<string, string | number>) => string;

/** What is wrong with a template, in the person's language; null for what this extension has no words for. */
export function sayFault({
  code,
  values,
  meant,
}: Pick<TemplateFault, 'code' | 'values' | 'meant'>): string | null {
  if (!isKnown(code)) return null;
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' ? formatNumber(value) : value,
  ]);
  const sentence = say(`fault.${code}`, Object.fromEntries(shown));
  return meant === null ? sentence : `${sentence}. ${t('editor.meant', { name: meant })}`;
}

function isKnown(code: string): code is FaultCode {
  return Object.hasOwn(faultSentences, code);
}

type WrongField = NonNullable<ErrorBody['fields']>[number];

/** What the server says against a field. */
export function sayWrong({ message, fault }: Pick<WrongField, 'message' | 'fault'>): string {
  return (fault && sayFault(fault)) ?? message;
}

/** The same with the part of the template that it is about, its language and its place. */
export function sayWrongPart(wrong: WrongField, languages: readonly string[]): string {
  const [, place, part = wrong.path] = /^variants\.(\d+)\.(\w+)$/.exec(wrong.path) ?? [];
  const name = isPart(part) ? t(`library.part.${part}`) : part;
  const language = place === undefined ? undefined : languages[Number(place)];
  const where = language ? `${name} (${language})` : name;
  const { line, column } = wrong.fault ?? {};
  const at = line && column ? t('editor.atPlace', { part: where, line, column }) : where;
  return `${at}: ${sayWrong(wrong)}`;
}

const parts = ['name', 'subject', 'preheader', 'html', 'text'] as const;
type TextPart = (typeof parts)[number];

function isPart(part: string): part is TextPart {
  return parts.some((one) => one === part);
}
