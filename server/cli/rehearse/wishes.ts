import { Fate, type TaskWork, WorldMix } from '../../../lib/contract/rehearsal.ts';
import { livelyMix } from '../../../lib/core/rehearsal/fate.ts';
import { misuse } from '../problem.ts';

/** A whole number from the command line. */
export function numberOf(
  option: string,
  text: string | undefined,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw misuse(`--${option}: expected a whole number from ${least} to ${most}, got "${text}".`);
}

/** `lively`, `none`, or shares of a hundred: `replies=20,bounces=5`. */
export function mixOf(text = 'lively'): WorldMix {
  if (text === 'lively') return livelyMix;
  if (text === 'none') return {};
  const names = Fate.exclude(['accepts']).options;
  const shares = text.split(',').map((part) => /^(\w+)=(\d+)$/.exec(part.trim()) ?? [part, '', '']);
  const unknown = shares.find(([, name]) => !names.some((fate) => fate === name));
  if (unknown)
    throw misuse(
      `--mix: expected lively, none, or shares such as replies=20,bounces=5 (of ${names.join(', ')}), got "${unknown[0]}".`,
    );
  const mix = WorldMix.safeParse(Object.fromEntries(shares.map(([, name, share]) => [name, Number(share)])));
  if (mix.success) return mix.data;
  throw misuse(`--mix: ${mix.error.issues[0]?.message ?? 'not a mix'}, got "${text}".`);
}

/** `at-due`, `late:N`, `varied:N`, or `never`. */
export function workOf(text = 'at-due'): TaskWork {
  if (text === 'at-due') return { kind: 'atDue' };
  if (text === 'never') return { kind: 'never' };
  const [, kind, days] = /^(late|varied):(\d{1,3})$/.exec(text) ?? [];
  const number = Number(days);
  if ((kind === 'late' || kind === 'varied') && number >= 1 && number <= 365) return { kind, days: number };
  throw misuse(`--tasks: expected at-due, late:DAYS, varied:DAYS (1 to 365) or never, got "${text}".`);
}

/** An instant with its offset. */
export function startOf(text: string | undefined, otherwise: Date): Date {
  if (text === undefined) return otherwise;
  const at = new Date(text);
  if (/T.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(at.getTime())) return at;
  throw misuse(`--start: expected an instant such as 2026-06-01T08:00+02:00, got "${text}".`);
}
