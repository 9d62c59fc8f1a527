import type { Me } from '../../lib/contract/account.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { KnownFields } from '../../lib/core/library/findings.ts';
import { registeredField } from '../../lib/core/mailing/registered-links.ts';
import { customFieldPath, templateContext } from '../../lib/core/template/fields.ts';
import { mergeFieldNames } from '../../lib/core/template/merge-fields.ts';
import { printable } from '../../lib/core/template/values.ts';
import { t } from '../i18n.ts';

/** Something that the picker puts into a text. */
export interface FieldChoice {
  group: 'person' | 'custom' | 'me' | 'merge' | 'block' | 'link';
  /** As it is written in a template; of a link with its words, as HTML. */
  source: string;
  label: string;
  /** What it is for the person whose preview is open; null where nobody or nothing is known. */
  value: string | null;
}

const words = {
  first_name: 'editor.field.first_name',
  last_name: 'editor.field.last_name',
  full_name: 'editor.field.full_name',
  full_name_or_email: 'editor.field.full_name_or_email',
  email: 'editor.field.email',
  title: 'editor.field.title',
  company: 'editor.field.company',
  company_friendly: 'editor.field.company_friendly',
  phone: 'editor.field.phone',
  language: 'editor.field.language',
  my_name: 'editor.field.my_name',
  my_email: 'editor.field.my_email',
  my_title: 'editor.field.my_title',
  my_company: 'editor.field.my_company',
  my_signature: 'editor.field.my_signature',
} as const;
type Named = keyof typeof words;
const named = Object.keys(words) as Named[]; // its own keys

/**
 * Names that a template may read.
 *
 * @param custom - as of `KnownFields`
 */
export function knownFields(me: Me, custom: readonly string[] | null): KnownFields {
  return { names: Object.keys(templateContext(null, me)), custom };
}

/**
 * All that can be picked: fields of a person and of oneself, custom fields, merge fields, blocks.
 *
 * @param customNames - of the workspace, as far as they are known; the person's own are there too
 */
export function fieldChoices(
  person: Person | null,
  me: Me,
  customNames: readonly string[] = [],
): FieldChoice[] {
  const context = templateContext(person, me);
  const fields = named.map((name): FieldChoice => {
    const value = context[name];
    return {
      group: name.startsWith('my_') ? 'me' : 'person',
      source: `{{${name}}}`,
      label: t(words[name]),
      value: printable(value) ?? null,
    };
  });
  const own = person?.fields ?? {};
  const custom = [...new Set([...Object.keys(own), ...customNames])].map(
    (name): FieldChoice => ({
      group: 'custom',
      source: `{{${customFieldPath(name)}}}`,
      label: name,
      value: (Object.hasOwn(own, name) && own[name]) || null,
    }),
  );
  const merge = mergeFieldNames.map(
    (name): FieldChoice => ({ group: 'merge', source: `[[${name}]]`, label: name, value: null }),
  );
  return [...fields, ...custom, ...merge, ...blocks()];
}

function blocks(): FieldChoice[] {
  const one = (label: string, source: string): FieldChoice => ({
    group: 'block',
    source,
    label,
    value: null,
  });
  return [
    one(t('editor.field.if'), '{{#if company}}{{else}}{{/if}}'),
    one(t('editor.field.each'), '{{#each fields}}{{this}}{{/each}}'),
  ];
}

const specialLinks = ['view_link', 'unsubscribe_link', 'subscriptions_link'] as const;

/**
 * Links that each recipient of a mailing has of their own.
 *
 * @param registered - tracked links that mailings share
 */
export function linkChoices(registered: readonly { id: string; name: string }[]): FieldChoice[] {
  const special = specialLinks.map((name) => {
    const words = t(`mailings.link.${name}`);
    return {
      group: 'link' as const,
      source: `<a href="{{${name}}}">${words}</a>`,
      label: words,
      value: null,
    };
  });
  const shared = registered.map(({ id, name }) => {
    // As it stands in HTML, and is read back by `linkOf`; braces would be a field.
    const words = name.replaceAll(/[<>&{}[\]]/g, ' ').trim() || t('trackedLinks.link');
    const source = `<a href="{{${registeredField(id)}}}">${words}</a>`;
    return { group: 'link' as const, source, label: t('trackedLinks.choice', { name }), value: null };
  });
  return [...special, ...shared];
}

/** A link as the picker has it; null for any other source. */
export function linkOf(source: string): { href: string; words: string } | null {
  const [, href, words] = /^<a href="([^"]*)">(.*)<\/a>$/.exec(source) ?? [];
  return href === undefined || words === undefined ? null : { href, words };
}

/** The choices that have all words, in their name or as they are written. */
export function searchFields(choices: readonly FieldChoice[], search: string): FieldChoice[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ label, source }) => {
    const text = `${label} ${source}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** `{{first_name}}` with what stands where there is no value. */
export function withDefault(source: string, text: string): string {
  const plain = text.replaceAll(/[{}"\n]/g, ' ').trim();
  if (plain === '' || linkOf(source)) return source;
  if (source.startsWith('[[')) return source.replace(/\]\]$/, `|${plain.replaceAll(']', '')}]]`);
  return source.replace(/\}\}$/, ` | default: "${plain}"}}`);
}

/** A prompt for whoever sends the mail. */
export function promptOf(text: string): string {
  return `{{! ${text.replaceAll(/[{}\n]/g, ' ').trim()} }}`;
}
