import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DeliveryProcess } from './delivery-process.ts';
import type { Fate, TestSink } from './smtp-sink.ts';

/** The full size takes some minutes: UTSKICK_TEST_MAILS=10000 UTSKICK_TEST_KILLS=100. */
export const MAILS = Number(process.env.UTSKICK_TEST_MAILS ?? 300);
export const KILLS = Number(process.env.UTSKICK_TEST_KILLS ?? 5);

/** Numbers from 0 to below 1, the same in each run (mulberry32). */
export function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const bad: Fate[] = ['dropAtData', 'dropInside', 'dropUntaken', 'dropTaken', 'dropAfter'];
/** One line in ten is dropped, before or after the message was taken, and before or after the 250. */
export function unreliable(draw: () => number): () => Fate {
  return () => (draw() < 0.1 ? (bad[Math.floor(draw() * bad.length)] ?? 'accept') : 'accept');
}

function sayHowSoon(resumedMs: number[]): void {
  const [middle = 0, last = 0] = [0.5, 1].map((share) => {
    const sorted = resumedMs.toSorted((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  });
  process.stdout.write(
    `from a kill until the next mail arrived: ${Math.round(middle)} ms, at most ${Math.round(last)}\n`,
  );
}

export type KillLocation = { databaseUrl: string } | { dataDir: string };

/** Processes and folders of a test that kills; all gone after {@link Kills.end}. */
export class Kills {
  readonly #running = new Set<DeliveryProcess>();
  readonly #cleanUps: (() => unknown)[] = [];

  onEnd(cleanUp: () => unknown): void {
    this.#cleanUps.push(cleanUp);
  }

  async end(): Promise<void> {
    for (const one of this.#running) await one.kill();
    this.#running.clear();
    for (const cleanUp of this.#cleanUps.splice(0).reverse()) await cleanUp();
  }

  folder(): string {
    const path = mkdtempSync(join(tmpdir(), 'utskick-delivery-'));
    chmodSync(path, 0o700);
    this.onEnd(() => rmSync(path, { recursive: true, force: true }));
    return path;
  }

  /**
   * Kills processes that hand over until the given number is reached, then lets them finish.
   *
   * @param mailings - they also read lists and plan the mails of mailings
   */
  async sendThrough(
    location: KillLocation,
    sink: TestSink,
    { processes, draw, mailings = false }: { processes: number; draw: () => number; mailings?: boolean },
  ): Promise<void> {
    const journalFolder = join(this.folder(), 'journals');
    const start = () => {
      const one = new DeliveryProcess({ location, smtpPort: sink.port, journalFolder, mailings });
      this.#running.add(one);
      return one;
    };
    const team = Array.from({ length: processes }, start);
    const patient = { interval: 1, timeout: 60_000 };
    const resumedMs: number[] = [];
    for (let kills = 0; kills < KILLS; kills += 1) {
      const place = Math.floor(draw() * processes);
      const victim = team[place];
      if (!victim) throw new Error(`expected a process at ${place}`);
      await expect.poll(() => victim.isReady, patient).toBe(true);
      // Spread over the whole run: each a few mails after the last, at any moment of a hand-over.
      const share = ((kills + draw()) / (KILLS + 1)) * MAILS * 0.9;
      await expect.poll(() => sink.arrivals.length, patient).toBeGreaterThanOrEqual(Math.floor(share));
      await victim.kill();
      this.#running.delete(victim);
      const [seen, killedAt] = [sink.arrivals.length, performance.now()];
      team[place] = start();
      // Of several the others go on.
      if (processes > 1) continue;
      await expect.poll(() => sink.arrivals.length, patient).toBeGreaterThan(seen);
      resumedMs.push(performance.now() - killedAt);
    }
    if (process.env.UTSKICK_TEST_KILLS && resumedMs.length > 0) sayHowSoon(resumedMs);
    await expect.poll(() => team.some((one) => one.isIdle), { interval: 20, timeout: 120_000 }).toBe(true);
    for (const one of team) {
      await expect.poll(() => one.isReady, patient).toBe(true);
      expect(await one.stop()).toBe(0);
      this.#running.delete(one);
    }
  }
}
