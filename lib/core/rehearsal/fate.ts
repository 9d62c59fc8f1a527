import { Fate, type WorldMix } from '../../contract/rehearsal.ts';
import { fraction } from '../chance/fraction.ts';

/** A mix in which everything happens. */
export const livelyMix = {
  defers: 12,
  rejects: 6,
  bounces: 8,
  replies: 20,
  outOfOffice: 10,
  scanner: 8,
  reads: 20,
} as const satisfies WorldMix;

/**
 * What a person of a rehearsal does with our mails: the same for the same seed and address.
 *
 * @param mix - shares of a hundred; who is in none accepts
 */
export function fateOf(mix: WorldMix, seed: number, address: string): Fate {
  let place = fraction(`${seed} fate ${address.toLowerCase()}`) * 100;
  for (const fate of Fate.exclude(['accepts']).options) {
    place -= mix[fate] ?? 0;
    if (place < 0) return fate;
  }
  return 'accepts';
}
