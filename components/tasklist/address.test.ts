import { expect, test } from 'vitest';
import { questionOf, readAddress, writeAddress } from './address.ts';

const clock = { now: new Date('2026-11-18T09:00:00Z'), timeZone: 'Europe/Stockholm' };

test('§8.2 an address says which tasks are shown, and nonsense in it counts as not said', () => {
  const hash = '#/tasks?type=call&priority=high&due=both';
  expect(writeAddress(readAddress(hash))).toBe(hash);
  expect(readAddress('#/tasks?type=dance')).toMatchObject({ search: {}, due: '' });
});

test('§8.2 dates of one’s own are asked for only while they are chosen', () => {
  const own = '#/tasks?from=2026-11-20&to=2026-11-25';
  expect(questionOf(readAddress(`${own}&due=range`), clock)).toEqual({
    from: '2026-11-20',
    to: '2026-11-25',
  });
  expect(questionOf(readAddress(own), clock)).toEqual({});
  expect(questionOf(readAddress(`${own}&due=both`), clock)).toEqual({ from: '2026-11-18', to: '2026-11-19' });
});
