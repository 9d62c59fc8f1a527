import { type AgentKind, agentKind } from '../tracking/agent-kind.ts';
import { type ImageRequest, isLookAhead, openedBy } from '../tracking/opened-by.ts';

/**
 * Why something is taken for a machine's doing. `head`, `prefetch`: nobody has seen the answer; `agent`: the program says
 * so; `too_soon`: no person reads that fast; `burst`: several different links within moments.
 */
export type MachineReason = 'head' | 'prefetch' | 'agent' | 'too_soon' | 'burst';

export type TrackedKind = 'open' | 'click' | 'view';

/** A click that comes sooner is of what looks into mails while they are taken in. */
const SOONEST_CLICK_MS = 2000;
/** Within so long of each other two different links are no person's. */
const AT_ONCE_MS = 1000;
/** Nor are so many different ones within so long. */
const BURST_LINKS = 3;
export const BURST_MS = 5000;

/**
 * What one request alone tells of who has made it.
 *
 * @returns the kind of program, and why it is a machine; null: nothing says that it is one
 */
export function evidenceOf(
  kind: TrackedKind,
  asked: ImageRequest,
): { agent: AgentKind; machine: MachineReason | null } {
  const { method, purpose, userAgent, sinceSentMs } = asked;
  const agent = kind === 'click' ? agentKind(userAgent) : openedBy({ ...asked, sinceSentMs: null });
  if (method !== 'GET') return { agent: 'machine', machine: 'head' };
  if (isLookAhead(method, purpose)) return { agent: 'machine', machine: 'prefetch' };
  if (agent === 'machine') return { agent, machine: 'agent' };
  if (sinceSentMs !== null && sinceSentMs < SOONEST_CLICK_MS) return { agent, machine: 'too_soon' };
  return { agent, machine: null };
}

/** Something a recipient, or a machine on their behalf, has done. */
export interface JudgedEvent {
  id: string;
  kind: TrackedKind;
  /** Of a click: the number of its link. */
  link: number | null;
  at: Date;
  machine: string | null;
}

/**
 * What all events of one recipient tell together: clicks on different links at once are a scanner's, and so is what it
 * opens in the same moments. A verdict that stands stays; clicks that came first are judged again when others follow.
 *
 * @param events - in any order; those further apart than {@link BURST_MS} have nothing to do with each other
 * @returns ids of events that no person has made, and that nothing had said so of
 */
export function findBursts(events: readonly JudgedEvent[]): string[] {
  const inOrder = events.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const clicks = inOrder.filter(({ kind }) => kind === 'click');
  const spans = clicks.flatMap((first, place) => {
    const near = clicks.slice(place).filter(({ at }) => at.getTime() - first.at.getTime() <= BURST_MS);
    const atOnce = near.filter(({ at }) => at.getTime() - first.at.getTime() <= AT_ONCE_MS);
    if (different(near) >= BURST_LINKS) return [spanOf(near)];
    return different(atOnce) > 1 ? [spanOf(atOnce)] : [];
  });
  // A scanner asks for the images and the view online as it asks for the links, some of them a little before or after.
  const isWithin = ({ at, kind }: JudgedEvent) => {
    const room = kind === 'click' ? 0 : AT_ONCE_MS;
    return spans.some(({ from, to }) => from - room <= at.getTime() && at.getTime() <= to + room);
  };
  return inOrder.filter((event) => event.machine === null && isWithin(event)).map(({ id }) => id);
}

function different(clicks: readonly JudgedEvent[]): number {
  return new Set(clicks.map(({ link }) => link)).size;
}

function spanOf(clicks: readonly JudgedEvent[]): { from: number; to: number } {
  const times = clicks.map(({ at }) => at.getTime());
  return { from: Math.min(...times), to: Math.max(...times) };
}
