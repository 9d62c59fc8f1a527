const HUES = 8;

/** A person's initials on a colour that stays theirs. Says nothing that the name beside it does not. */
export function Avatar({ person }: { person: { name?: string | undefined; email: string } }) {
  const label = person.name?.trim() || person.email;
  const words = label.split(/[\s.@]+/).filter((word) => word !== '');
  const initials = [words[0], words.length > 1 ? words[1] : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('');
  return (
    <span class={`avatar hue-${hueOf(person.email)}`} aria-hidden="true">
      {initials.toUpperCase()}
    </span>
  );
}

function hueOf(email: string): number {
  let sum = 0;
  for (const sign of email.toLowerCase()) sum = (sum * 17 + (sign.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
}
