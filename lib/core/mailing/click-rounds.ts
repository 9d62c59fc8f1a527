/**
 * Clicks in rounds that can each be acted on at once, so that what each person did last counts: in one round everybody has
 * one click at most, and those of a later round came later. The same link clicked several times running is one click.
 *
 * @param clicks - in the order in which they came
 * @returns of each round its clicks, by link
 */
export function clickRounds<T extends { personId: string; linkId: string; mailingId: string }>(
  clicks: readonly T[],
): Map<string, T[]>[] {
  const last = new Map<string, { round: number; name: string }>();
  const rounds: Map<string, T[]>[] = [];
  for (const click of clicks) {
    const before = last.get(click.personId);
    const name = `${click.linkId} ${click.mailingId}`;
    if (before?.name === name) continue;
    const round = before ? before.round + 1 : 0;
    last.set(click.personId, { round, name });
    const links = rounds[round] ?? new Map<string, T[]>();
    rounds[round] = links;
    links.set(click.linkId, [...(links.get(click.linkId) ?? []), click]);
  }
  return rounds;
}
