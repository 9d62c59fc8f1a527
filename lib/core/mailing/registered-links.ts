import type { LinkActions } from '../../contract/registered-link.ts';
import { linkField, type NumberedLink } from './links.ts';

const FIELD =
  /\{\{\s*tracked_link_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\s*\}\}/g;
const longestLabel = 200;

/** The field that stands in a text for the address of a registered link: its id, and nothing of where it leads. */
export function registeredField(id: string): string {
  return `tracked_link_${id.replaceAll('-', '')}`;
}

/** Ids of the registered links of some texts, each once, in order. */
export function registeredIn(...texts: readonly (string | null)[]): string[] {
  const found = texts.flatMap((text) =>
    [...(text ?? '').matchAll(FIELD)].map((match) => idOf(match.slice(1))),
  );
  return [...new Set(found)];
}

function idOf(parts: readonly string[]): string {
  return parts.slice(0, 5).join('-');
}

/** Puts something in the place of registered links. @param wordsFor - null: it stays as it is */
export function fillRegistered(text: string, wordsFor: (id: string) => string | null): string {
  return text.replaceAll(FIELD, (whole: string, ...parts: string[]) => wordsFor(idOf(parts)) ?? whole);
}

/**
 * Gives each registered link of a text a number of the mailing, behind those of its own links.
 *
 * @param known - links that have a number already
 * @param names - of the registered links that there are, by id
 */
export function numberRegistered(
  { html, text }: { html: string; text: string | null },
  known: readonly NumberedLink[],
  names: ReadonlyMap<string, string>,
): { html: string; text: string | null; links: NumberedLink[] } {
  const links = [...known];
  const fieldOf = (id: string): string | null => {
    const name = names.get(id);
    if (name === undefined) return null;
    const same = links.find(({ registeredId }) => registeredId === id);
    if (same) return `{{${linkField(same.number)}}}`;
    const number = Math.max(0, ...links.map((link) => link.number)) + 1;
    // Where it leads stands with the registered link; its id tells it from others here.
    links.push({ number, url: `#${id}`, label: name.slice(0, longestLabel), registeredId: id });
    return `{{${linkField(number)}}}`;
  };
  const filled = {
    html: fillRegistered(html, fieldOf),
    text: text === null ? null : fillRegistered(text, fieldOf),
  };
  return { ...filled, links: links.slice(known.length) };
}

/** Does a click on a link with these actions change anything? */
export function acts({ field, interests, selections, projects, followUp }: LinkActions): boolean {
  const lists = [interests, selections, projects];
  return (
    field !== null || followUp !== null || lists.some(({ add, remove }) => add.length + remove.length > 0)
  );
}

/** Two links of which one undoes what the other does, or that make the same task. */
export interface LinkConflict {
  kind: 'opposite' | 'twice';
  names: [string, string];
}

/** Where the actions of links that stand in one mailing are at odds: worth a look, not forbidden. */
export function conflictsOf(links: readonly { name: string; actions: LinkActions }[]): LinkConflict[] {
  return links.flatMap((one, place) =>
    links.slice(place + 1).flatMap((other): LinkConflict[] => {
      const names: [string, string] = [one.name, other.name];
      const opposite = isOpposite(one.actions, other.actions) || isOpposite(other.actions, one.actions);
      const twice =
        one.actions.followUp !== null && one.actions.followUp.title === other.actions.followUp?.title;
      return [
        ...(opposite ? [{ kind: 'opposite' as const, names }] : []),
        ...(twice ? [{ kind: 'twice' as const, names }] : []),
      ];
    }),
  );
}

function isOpposite(one: LinkActions, other: LinkActions): boolean {
  const lists = ['interests', 'selections', 'projects'] as const;
  const crossed = lists.some((list) => one[list].add.some((id) => other[list].remove.includes(id)));
  const { field } = one;
  return crossed || (field !== null && field.name === other.field?.name && field.value !== other.field.value);
}
