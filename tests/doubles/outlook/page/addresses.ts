import type { Address } from './config.ts';

export function splitList(text: string): string[] {
  const parts = text.match(/(?:"[^"]*"|[^,;\n"])+/g) ?? [];
  return parts.map((part) => part.trim()).filter(Boolean);
}

export function asAddress(text: string, known: Address[]): Address | null {
  const match = /^(?:"?([^"<]*?)"?\s*<)?([^\s<>@,;"]+@[^\s<>@,;"]+\.[^\s<>@,;".]{2,})>?$/u.exec(text.trim());
  const email = match?.[2];
  if (email === undefined) return null;
  const contact = known.find((person) => person.email === email.toLowerCase());
  return { email, name: match?.[1]?.trim() || contact?.name || email };
}
