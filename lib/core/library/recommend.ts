import type { Me } from '../../contract/account.ts';
import type { Person } from '../../contract/person.ts';
import type { Criterion, Recommendation } from '../../contract/template.ts';
import { customNameOf } from '../person/custom-fields.ts';
import { templateContext } from '../template/fields.ts';
import { printable, walk } from '../template/values.ts';
import { isSpoken } from './languages.ts';

/** Of a template, what its rank depends on. */
interface Rankable {
  name: string;
  recommendation: Recommendation | null;
  /** Its own language and those of its variants. */
  languages: readonly string[];
  favourite: boolean;
  lastUsedAt: string | null;
}

/**
 * The templates that are recommended for a person, the most fitting first: the one with more criteria that hold (its
 * author has thought of fewer people), then one in the person's language, favourites, what was used last, by name.
 */
export function recommendedFor<T extends Rankable>(templates: readonly T[], person: Person, me: Me): T[] {
  const readField = fieldReader(person, me);
  const ranked = templates.flatMap((template) => {
    const { recommendation } = template;
    const held = recommendation?.criteria.filter((criterion) => holds(criterion, readField)).length ?? 0;
    return recommendation && isMet(recommendation, held) ? [{ template, held }] : [];
  });
  const speaks = ({ languages }: Rankable) => Number(isSpoken(languages, person.language));
  return ranked
    .sort(
      (a, b) =>
        b.held - a.held ||
        speaks(b.template) - speaks(a.template) ||
        Number(b.template.favourite) - Number(a.template.favourite) ||
        (b.template.lastUsedAt ?? '').localeCompare(a.template.lastUsedAt ?? '') ||
        a.template.name.localeCompare(b.template.name),
    )
    .map(({ template }) => template);
}

function isMet({ match, criteria }: Recommendation, held: number): boolean {
  return match === 'all' ? held === criteria.length : held > 0;
}

/**
 * Capitals and blanks around make no difference; a field without a value is an empty text. Of a field that there is not
 * nothing holds, and nothing contains an empty text: such a rule would be for everybody.
 */
function holds({ field, operator, value }: Criterion, readField: (field: string) => string | null): boolean {
  const read = readField(field);
  if (read === null) return false;
  const [actual, wanted] = [plain(read), plain(value)];
  switch (operator) {
    case 'equals':
      return actual === wanted;
    case 'notEquals':
      return actual !== wanted;
    case 'contains':
      return wanted !== '' && actual.includes(wanted);
    case 'notContains':
      return wanted !== '' && !actual.includes(wanted);
  }
}

/** @returns of a field that no person has null */
function fieldReader(person: Person, me: Me): (field: string) => string | null {
  const context = templateContext(person, me);
  const isField = (field: string) => Object.hasOwn(context, field) || customNameOf(field) !== null;
  return (field) => (isField(field) ? (printable(walk(context, partsOf(field))) ?? '') : null);
}

/** `fields.[Shoe size]`, as templates write it, is `fields.Shoe size`. */
function partsOf(field: string): string[] {
  return field.split('.').map((part) => /^\[(.+)\]$/.exec(part)?.[1] ?? part);
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
