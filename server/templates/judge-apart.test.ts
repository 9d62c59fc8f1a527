import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { judgeApart } from './judge-apart.ts';

test('while an import is judged everybody else has their turn, and the next one waits', async () => {
  const order: string[] = [];
  const long = judgeApart({ kind: 'html', source: '<li>a'.repeat(20_000) }).then((judged) => {
    order.push('long');
    return judged;
  });
  const short = judgeApart({ kind: 'html', source: '<title>Hi</title><p>a<script>b</script></p>' });
  let turns = 0;
  while (order.length === 0) {
    await setImmediate();
    turns += 1;
  }
  expect(turns).toBeGreaterThan(10);
  expect(await long).toMatchObject({ ok: true });
  const clean = { html: '<p>a</p>', removed: ['<script>'], title: 'Hi' };
  expect(await short).toEqual({ ok: true, value: { ok: true, value: clean } });
});

test('one that breaks down keeps no other waiting', async () => {
  // Not what it may be, so that the thread fails.
  const broken = judgeApart({ kind: 'html', source: null as unknown as string });
  await expect(broken).rejects.toThrow();
  expect(await judgeApart({ kind: 'html', source: '<p>a</p>' })).toMatchObject({ ok: true });
});

test('one that does not end in its time is told, and keeps no other waiting', async () => {
  const endless = judgeApart({ kind: 'html', source: '<li>a'.repeat(100_000) }, 1);
  expect(await endless).toMatchObject({ ok: false, code: 'LIMIT_REACHED' });
  expect(await judgeApart({ kind: 'html', source: '<p>a</p>' })).toMatchObject({ ok: true });
});
