import { expect, test } from 'vitest';
import { askAgain } from './ask-again.ts';
import type { Ask } from './send.ts';
import { MessagingError } from './wire.ts';

const silent = new MessagingError('unanswered', 'the worker was stopped');

/** A background that fails so often before it answers. */
function background(failures: Error[]): { ask: Ask; asked: () => number } {
  let asked = 0;
  const ask = async () => {
    asked++;
    const failure = failures.shift();
    if (failure) throw failure;
    return {};
  };
  return { ask: ask as unknown as Ask, asked: () => asked }; // every message is answered alike here
}
const atOnce = async () => {};

test('a question that found no worker is asked until there is one', async () => {
  const { ask, asked } = background([silent, silent, silent]);
  expect(await askAgain(ask, atOnce)('notices.list', {})).toEqual({});
  expect(asked()).toBe(4);
});

test('it is given up after six more tries', async () => {
  const { ask, asked } = background(Array.from({ length: 20 }, () => silent));
  await expect(askAgain(ask, atOnce)('notices.list', {})).rejects.toThrow('the worker was stopped');
  expect(asked()).toBe(7);
});

test('what would be done twice is asked once', async () => {
  const { ask, asked } = background([silent]);
  await expect(askAgain(ask, atOnce)('workThrough.advance', {})).rejects.toThrow();
  expect(asked()).toBe(1);
});

test.each(['refused', 'orphaned'] as const)('%s is an answer', async (kind) => {
  const { ask, asked } = background([new MessagingError(kind, 'no')]);
  await expect(askAgain(ask, atOnce)('notices.list', {})).rejects.toThrow('no');
  expect(asked()).toBe(1);
});
