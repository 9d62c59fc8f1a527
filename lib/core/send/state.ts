/** Where a message to one person stands. */
export type SendState =
  /** Waits for its time. */
  | 'planned'
  /** A process has taken it and has until the end of its lease to begin. */
  | 'claimed'
  /** Its bytes may be on their way. Only an answer or evidence leads on from here, never the clock. */
  | 'handing_over'
  /** The mail server has taken it over. */
  | 'accepted'
  /** Refused for now; tried again later. */
  | 'deferred'
  /** Refused for good. */
  | 'rejected'
  /** It ended without an answer: it may have arrived. Never sent again by itself. */
  | 'unsure'
  /** Not to be sent; the row says why. */
  | 'cancelled'
  /** Cannot go through its channel as that is now. */
  | 'held'
  /** Accepted, and could not be delivered after all. */
  | 'bounced'
  /** Its recipient has marked it as spam. */
  | 'complained';

/** What can happen to a send: from where, to where. The ledger's statements take their conditions from here. */
export const moves = {
  /** A process takes it. */
  claim: { from: ['planned', 'deferred'], to: 'claimed' },
  /** Given back unbegun, or its lease is over. */
  giveBack: { from: ['claimed'], to: 'planned' },
  /** Written before the first byte leaves. */
  begin: { from: ['claimed'], to: 'handing_over' },
  /** Its content cannot be made into a message. */
  refuse: { from: ['claimed'], to: 'rejected' },
  /** The journal, or the connection, proves that its last bytes never left. */
  notBegun: { from: ['handing_over'], to: 'planned' },
  /** Nobody knows whether it arrived. */
  lose: { from: ['handing_over'], to: 'unsure' },
  /** An answer, or evidence that comes in later. */
  accept: { from: ['handing_over', 'unsure'], to: 'accepted' },
  defer: { from: ['handing_over', 'unsure'], to: 'deferred' },
  reject: { from: ['handing_over', 'unsure'], to: 'rejected' },
  hold: { from: ['handing_over', 'unsure'], to: 'held' },
  /** No longer wanted: possible until the hand-over begins. */
  cancel: { from: ['planned', 'deferred', 'claimed', 'held'], to: 'cancelled' },
  /** A person wants it sent, knowing that an unsure one may have arrived. */
  release: { from: ['held', 'unsure'], to: 'planned' },
  /** A person has found out that an unsure one has arrived, or does not want it sent again. */
  settle: { from: ['unsure'], to: 'accepted' },
  drop: { from: ['unsure'], to: 'cancelled' },
  /** It has come back: it had left, whatever else is known of it. */
  bounce: { from: ['handing_over', 'accepted', 'unsure'], to: 'bounced' },
  complain: { from: ['handing_over', 'accepted', 'unsure', 'bounced'], to: 'complained' },
  /** A person wants it written and sent anew; refused for good, it has certainly not arrived. */
  renew: { from: ['rejected'], to: 'cancelled' },
  /** Its workspace was brought into another database: the one it came from may still send it. */
  park: { from: ['planned', 'deferred', 'claimed'], to: 'held' },
} as const satisfies Record<string, { from: readonly SendState[]; to: SendState }>;
export type SendMove = keyof typeof moves;

/** @returns the state after the move, or null where it cannot happen */
export function moved(state: SendState, move: SendMove): SendState | null {
  const { from, to } = moves[move];
  return (from as readonly SendState[]).includes(state) ? to : null;
}

/** May it still be sent: a mail planned for a moment is worth nothing long after it. */
export function isLate(notAfter: Date | null, now: Date): boolean {
  return notAfter !== null && now.getTime() > notAfter.getTime();
}
