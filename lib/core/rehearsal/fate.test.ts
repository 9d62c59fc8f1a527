import { describe, expect, test } from 'vitest';
import { fateOf, livelyMix } from './fate.ts';

const addresses = Array.from({ length: 2000 }, (_, index) => `person${index}@fjord.example`);
const fates = (mix: Parameters<typeof fateOf>[0], seed: number) =>
  addresses.map((address) => fateOf(mix, seed, address));

describe('G24 the fate of a person', () => {
  test('is the same for the same seed and address, however it is written', () => {
    expect(fates(livelyMix, 7)).toEqual(fates(livelyMix, 7));
    expect(fateOf(livelyMix, 7, 'Anna@Fjord.example')).toBe(fateOf(livelyMix, 7, 'anna@fjord.example'));
    expect(fates(livelyMix, 7)).not.toEqual(fates(livelyMix, 8));
  });

  test('is drawn by the shares of the mix; who is in none accepts', () => {
    const drawn = fates({ replies: 30, rejects: 10 }, 1);
    const share = (fate: string) => (100 * drawn.filter((one) => one === fate).length) / drawn.length;
    expect(share('replies')).toBeCloseTo(30, -1);
    expect(share('rejects')).toBeCloseTo(10, -1);
    expect(share('replies') + share('rejects') + share('accepts')).toBeCloseTo(100);
  });

  test.each([
    { mix: {}, all: 'accepts' },
    { mix: { bounces: 100 }, all: 'bounces' },
  ])('$mix makes everybody’s fate $all', ({ mix, all }) => {
    expect(new Set(fates(mix, 3))).toEqual(new Set([all]));
  });
});
