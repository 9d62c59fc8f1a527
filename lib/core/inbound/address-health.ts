import type { BouncedRecipient } from './bounce.ts';

/** What has come back from an address since it last answered. */
export interface AddressHealth {
  /** Since when it is known to be dead; null: it is not. */
  deadAt: string | null;
  /** Mails in a row that did not arrive. */
  bounces: number;
}

/** Mails in a row after which an address counts as dead, though each might have been chance. */
const MOST_BOUNCES = 5;

export const healthy: AddressHealth = { deadAt: null, bounces: 0 };

/**
 * What a mail that came back says of its address. One that is still being tried says nothing; one answer from the
 * address makes it {@link healthy} again.
 */
export function afterBounce(
  before: AddressHealth,
  { severity }: Pick<BouncedRecipient, 'severity'>,
  at: string,
): AddressHealth {
  if (severity === 'delayed') return before;
  const bounces = before.bounces + 1;
  const dead = severity === 'hard' || bounces >= MOST_BOUNCES;
  return { deadAt: before.deadAt ?? (dead ? at : null), bounces };
}
