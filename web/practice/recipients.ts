import type { Recipient } from '../../lib/contract/primitives.ts';

/** One chip: what was typed, and the address in it, null when there is none. */
export interface Chip {
  key: string;
  text: string;
  email: string | null;
  name?: string;
}

const ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]{2,}$/u;

/**
 * Cuts typed or pasted text at commas, semicolons and line breaks that stand outside quotes and angle brackets.
 * @param everything - also take what no separator ends yet
 */
export function splitRecipients(text: string, everything: boolean): { complete: string[]; rest: string } {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    if (!quoted && /[,;\n\t]/.test(sign)) {
      parts.push(part);
      part = '';
    } else {
      part += sign;
    }
  }
  const complete = (everything ? [...parts, part] : parts)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return { complete, rest: everything ? '' : part.trimStart() };
}

/** Reads `Ana Ito <ana@example.com>`, `"Ito, Ana" <ana@…>` or a bare address. */
export function parseChip(text: string, key: string): Chip {
  const named = /^(.*)<([^<>]*)>$/u.exec(text);
  const email = (named?.[2] ?? text).trim();
  const name = (named?.[1] ?? '')
    .trim()
    .replace(/^"(.*)"$/u, '$1')
    .replace(/\\(.)/gu, '$1')
    .trim();
  if (!ADDRESS.test(email) || email.length > 254) return { key, text, email: null };
  return { key, text, email, ...(name ? { name: name.slice(0, 200) } : {}) };
}

/** Chips of what the server gave. */
export function chipsOf(recipients: readonly Recipient[]): Chip[] {
  return recipients.map(({ email, name }, index) => ({
    key: `${index}:${email}`,
    text: name ? `${name} <${email}>` : email,
    email,
    ...(name ? { name } : {}),
  }));
}

/** What the server takes; chips without an address are left out. */
export function recipientsOf(chips: readonly Chip[]): Recipient[] {
  return chips.flatMap(({ email, name }) => (email ? [{ email, ...(name ? { name } : {}) }] : []));
}

/** Adds chips, leaving out addresses that are there already. */
export function withoutDoubles(chips: readonly Chip[]): Chip[] {
  const seen = new Set<string>();
  return chips.filter(({ email }) => {
    const key = email?.toLowerCase();
    if (key === undefined) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
