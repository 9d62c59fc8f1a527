import type { CombineOperator, SelectionDefinition } from '../../contract/selection.ts';
import { listConditions } from './conditions.ts';

/** A selection that a definition is made of, and where it names it: `secondId`, `conditions.of.0.id`. */
export interface Part {
  path: string;
  id: string;
  /** It must be static. */
  mustBeStatic: boolean;
}

/** Selections that a definition is made of. */
export function partsOf(definition: SelectionDefinition): Part[] {
  if (definition.kind === 'combined')
    return (['firstId', 'secondId'] as const).map((path) => ({
      path,
      id: definition[path],
      mustBeStatic: false,
    }));
  return listConditions(definition.conditions).flatMap(({ path, condition }) =>
    condition.field === 'selection'
      ? [{ path: `conditions.${path}.id`, id: condition.id, mustBeStatic: true }]
      : [],
  );
}

/** Projects by whose people a definition finds others. */
export function projectsOf(definition: SelectionDefinition): string[] {
  if (definition.kind === 'combined') return [];
  return listConditions(definition.conditions).flatMap(({ condition }) =>
    condition.field === 'project' ? [condition.id] : [],
  );
}

/** Interests by which a definition finds people. */
export function interestsIn(definition: SelectionDefinition): string[] {
  if (definition.kind === 'combined') return [];
  return listConditions(definition.conditions).flatMap(({ condition }) =>
    condition.field === 'interests' ? condition.ids : [],
  );
}

/** Is somebody meant who is in the first of two selections, or not, and in the second, or not? */
export function isMeant(operator: CombineOperator, inFirst: boolean, inSecond: boolean): boolean {
  switch (operator) {
    case 'onlyFirst':
      return inFirst && !inSecond;
    case 'onlySecond':
      return inSecond && !inFirst;
    case 'both':
      return inFirst && inSecond;
    case 'oneOf':
      return inFirst !== inSecond;
    case 'either':
      return inFirst || inSecond;
  }
}

/**
 * The way on which a selection would come to be made of itself.
 *
 * @param id - of the selection that is to get the definition
 * @param known - definitions of the others by id; static ones have none
 * @returns ids from the part that is named to the selection itself; null: there is no such way
 */
export function findCircle(
  id: string,
  definition: SelectionDefinition,
  known: ReadonlyMap<string, SelectionDefinition>,
): string[] | null {
  const seen = new Set<string>();
  const wayFrom = (from: string): string[] | null => {
    if (from === id) return [from];
    if (seen.has(from)) return null;
    seen.add(from);
    const made = known.get(from);
    for (const part of made ? partsOf(made) : []) {
      const way = wayFrom(part.id);
      if (way) return [from, ...way];
    }
    return null;
  };
  for (const part of partsOf(definition)) {
    const way = wayFrom(part.id);
    if (way) return way;
  }
  return null;
}

/** How many selections a definition is made of, each as often as it must be read. @param known - as above, without circles */
export function countParts(
  definition: SelectionDefinition,
  known: ReadonlyMap<string, SelectionDefinition>,
): number {
  return partsOf(definition).reduce((sum, { id }) => {
    const made = known.get(id);
    return sum + 1 + (made ? countParts(made, known) : 0);
  }, 0);
}
