import { describe, expect, test } from 'vitest';
import { afterBounce, bouncesInARow, type MailThere } from './address-health.ts';

const at = '2026-06-04T10:00:00.000Z';
const healthy = { deadAt: null, bounces: 0 };

test('mailings §15 hard: one report that the address is dead blocks it, and it stays blocked', () => {
  const dead = afterBounce(healthy, { severity: 'hard', bounces: 1 }, at);
  expect(dead).toEqual({ deadAt: at, bounces: 1 });
  const later = '2026-07-01T00:00:00.000Z';
  expect(afterBounce(dead, { severity: 'soft', bounces: 2 }, later).deadAt).toBe(at);
});

test.each([
  { bounces: 4, most: undefined, blocked: false },
  { bounces: 5, most: undefined, blocked: true },
  { bounces: 1, most: 1, blocked: true },
  { bounces: 9, most: 10, blocked: false },
])('mailings §15 threshold: $bounces in a row of at most $most', ({ bounces, most, blocked }) => {
  const health = afterBounce(healthy, { severity: 'soft', bounces, ...(most && { most }) }, at);
  expect(health).toEqual({ deadAt: blocked ? at : null, bounces });
});

test('what is still being tried says nothing', () => {
  expect(afterBounce(healthy, { severity: 'delayed', bounces: 1 }, at)).toBe(healthy);
});

describe('mailings §15 consecutive: mails in a row that came back', () => {
  const day = (date: string, returned = true): MailThere => ({
    at: `2026-06-${date}T08:00:00.000Z`,
    returned,
  });
  test.each<{ what: string; mails: MailThere[]; bounces: number }>([
    { what: 'none', mails: [], bounces: 0 },
    { what: 'three', mails: [day('01'), day('02'), day('03')], bounces: 3 },
    { what: 'one that arrived begins anew', mails: [day('01'), day('02', false), day('03')], bounces: 1 },
    {
      what: 'one of yesterday may still come back',
      mails: [day('01'), day('02'), day('03', false)],
      bounces: 2,
    },
    {
      what: 'one of last month has arrived',
      mails: [
        { at: '2026-05-02T08:00:00.000Z', returned: true },
        { at: '2026-05-20T08:00:00.000Z', returned: false },
      ],
      bounces: 0,
    },
  ])('$what, in whatever order they are told', ({ mails, bounces }) => {
    expect(bouncesInARow(mails, at)).toBe(bounces);
    expect(bouncesInARow(mails.toReversed(), at)).toBe(bounces);
  });
});
