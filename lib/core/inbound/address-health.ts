import type { Severity } from './reason.ts';

/** What has come back from an address since it last got a mail. */
export interface AddressHealth {
  /** Since when it is blocked; null: it is not. */
  deadAt: string | null;
  /** Mails in a row that did not arrive. */
  bounces: number;
}

/** Mails in a row after which an address is blocked, though each might have been chance; unless the workspace says otherwise. */
export const usualMostBounces = 5;
/** So long a mail may still come back; then it has arrived. */
const ARRIVED_AFTER_MS = 5 * 86_400_000;

/** A mail to an address that had left, as the ledger has it. */
export interface MailThere {
  at: string;
  returned: boolean;
}

/**
 * Mails in a row that came back, the latest of them counted first. One in between that did not come back has arrived,
 * and so has one of the last few days, once these are over: whatever the order in which reports come in, the count is the
 * same.
 *
 * @param mails - to one address, in any order
 * @param now - ISO 8601
 */
export function bouncesInARow(mails: readonly MailThere[], now: string): number {
  const latestFirst = mails.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  let bounces = 0;
  for (const { at, returned } of latestFirst) {
    if (returned) bounces += 1;
    else if (bounces > 0 || Date.parse(now) - Date.parse(at) > ARRIVED_AFTER_MS) return bounces;
  }
  return bounces;
}

/**
 * What a mail that came back makes of its address: dead at once, or blocked after so many in a row. One that is still
 * being tried changes nothing.
 *
 * @param bounces - mails in a row that came back, this one among them
 * @param most - so many block it
 * @param at - ISO 8601
 */
export function afterBounce(
  before: AddressHealth,
  { severity, bounces, most = usualMostBounces }: { severity: Severity; bounces: number; most?: number },
  at: string,
): AddressHealth {
  if (severity === 'delayed') return before;
  const dead = severity === 'hard' || bounces >= most;
  return { deadAt: before.deadAt ?? (dead ? at : null), bounces };
}
