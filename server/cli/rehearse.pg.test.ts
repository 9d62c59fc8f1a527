import { expect, test } from 'vitest';
import type { RehearsalCounts } from '../../lib/contract/rehearsal.ts';
import { run } from './run.ts';

async function cli(...argv: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(['rehearse', ...argv], {
    env: {},
    interactive: false,
    say: (line) => out.push(line),
    note: (line) => err.push(line),
  });
  return { code, out, err };
}

test('G24 rehearse --example --json ends with one line of counts that add up, and is repeatable', async () => {
  const argv = ['--example', '--json', '--people', '2', '--seed', '5'];
  const { code, out } = await cli(...argv);
  expect(code).toBe(0);
  expect(out).toHaveLength(1);
  const { counts, addsUp, checks, seed } = JSON.parse(out[0] ?? '') as {
    counts: RehearsalCounts;
    addsUp: boolean;
    checks: { ok: boolean }[];
    seed: number;
  };
  expect({ addsUp, seed }).toEqual({ addsUp: true, seed: 5 });
  expect(checks.every(({ ok }) => ok)).toBe(true);
  const wholes = { people: 'asked', mails: 'planned', tasks: 'made', steps: 'planned' } as const;
  for (const [part, whole] of Object.entries(wholes)) {
    const figures: Record<string, number> = counts[part as keyof typeof wholes];
    const parts = Object.entries(figures).filter(([name]) => name !== whole);
    expect(parts.reduce((sum, [, figure]) => sum + figure, 0)).toBe(figures[whole]);
  }
  // Four campaigns, two people on each.
  expect(counts.people.asked).toBe(8);
  expect(counts.mails.planned).toBeGreaterThan(1);
  expect((await cli(...argv)).out).toEqual(out);
}, 120_000);

test('G24 without --json each person’s timeline says what happened, by which rule, and what is only shown', async () => {
  const { code, out } = await cli(
    ...['--example', '--people', '2', '--seed', '3', '--mix', 'outOfOffice=50,scanner=50', '--messages'],
    ...['--campaign', 'Quiet customers: three short mails'],
  );
  expect(code).toBe(0);
  const text = out.join('\n');
  expect(text).toContain('One question (email) sent by itself');
  expect(text).toContain('weekends do not count; holiday of the sender: midsommarafton');
  expect(text).toContain('is away until 2026-06-');
  expect(text).toContain('shown only: the server has no rule for it');
  expect(text).toContain('Subject: Re: One question about');
  expect(text).toMatch(/The books agree: \d+ of \d+ checks\./);
});

test.each([
  { argv: [], says: '--campaign is missing' },
  { argv: ['--example', '--mix', 'replies=90,bounces=20'], says: 'shares of 100 at most' },
  { argv: ['--example', '--mix', 'lucky=3'], says: 'got "lucky=3"' },
  { argv: ['--example', '--tasks', 'late'], says: 'late:DAYS' },
  { argv: ['--example', '--people', '0'], says: 'from 1 to 200' },
  { argv: ['--example', '--start', 'tomorrow'], says: 'expected an instant' },
])('$argv is refused: $says', async ({ argv, says }) => {
  const { code, err } = await cli(...argv);
  expect(code).toBe(2);
  expect(err.join('\n')).toContain(says);
});
