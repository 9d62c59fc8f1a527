import { EmailAddress, type Recipient } from '../../contract/primitives.ts';

/** `Anna Ek <anna@fjord.example>`, the name with or without quotes. */
const NAMED = /^"?([^"<>]*?)"?\s*<([^<>]*)>$/;

/**
 * Recipients as somebody types them, between commas, semicolons or line breaks; each address once. What is no address is
 * kept as it stands, so that it can be named and nothing that was typed is lost.
 */
export function readRecipients(typed: string): Recipient[] {
  const known = new Set<string>();
  return typed.split(/[,;\n](?=(?:[^"]*"[^"]*")*[^"]*$)/).flatMap((part) => {
    const one = readOne(part.trim());
    const key = one.email.toLowerCase();
    if (key === '' || known.has(key)) return [];
    known.add(key);
    return [one];
  });
}

function readOne(part: string): Recipient {
  const [, name = '', email] = NAMED.exec(part) ?? [];
  if (email === undefined) return { email: part };
  return name.trim() ? { email: email.trim(), name: name.trim() } : { email: email.trim() };
}

/** The other way round: one line, to be typed in. */
export function writeRecipients(recipients: readonly Recipient[]): string {
  return recipients
    .map(({ email, name }) => {
      if (!name) return email;
      return /[,;]/.test(name) ? `"${name}" <${email}>` : `${name} <${email}>`;
    })
    .join(', ');
}

/** The first of them that is no address; null: all are. */
export function wrongRecipient(recipients: readonly Recipient[]): string | null {
  return recipients.find(({ email }) => !EmailAddress.safeParse(email).success)?.email ?? null;
}
