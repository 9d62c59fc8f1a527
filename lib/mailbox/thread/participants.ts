import type { ThreadParticipant } from '../../contract/thread.ts';

const order = ['from', 'to', 'cc'] as const;

/** Each address (or bare name) once, as the most active of its roles. */
export function mergeParticipants(people: readonly ThreadParticipant[]): ThreadParticipant[] {
  const known = new Map<string, ThreadParticipant>();
  for (const person of people) {
    const key = person.email?.toLowerCase() ?? `name:${person.name}`;
    const before = known.get(key);
    const moreActive = !before || order.indexOf(person.role) < order.indexOf(before.role);
    if (moreActive) known.set(key, person);
  }
  return [...known.values()];
}
