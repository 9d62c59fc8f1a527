import { expect, test, vi } from 'vitest';
import { startLoop } from './loop.ts';

const never = 3_600_000;

test('works as long as there is more, then sleeps until it is woken', async () => {
  let left = 3;
  let wake = () => {};
  const unlisten = vi.fn(async () => {});
  const work = vi.fn(async () => {
    left -= 1;
    return left > 0;
  });
  const stop = await startLoop({
    work,
    onError: () => {},
    pollMs: never,
    listen: async (heard) => {
      wake = heard;
      return unlisten;
    },
  });
  await expect.poll(() => work.mock.calls.length).toBe(3);
  left = 2;
  wake();
  await expect.poll(() => work.mock.calls.length).toBe(5);
  await stop();
  expect(work).toHaveBeenCalledTimes(5);
  expect(unlisten).toHaveBeenCalledOnce();
});

test('looks by itself when nobody wakes it', async () => {
  const work = vi.fn(async () => false);
  const stop = await startLoop({ work, onError: () => {}, pollMs: 1 });
  await expect.poll(() => work.mock.calls.length).toBeGreaterThan(3);
  await stop();
});

test('what fails is told, and it goes on when it is woken', async () => {
  let wake = () => {};
  const work = vi.fn(async () => false).mockRejectedValueOnce(new Error('no room'));
  const onError = vi.fn(async (_: unknown) => {});
  const listen = async (heard: () => void) => {
    wake = heard;
    return async () => {};
  };
  const stop = await startLoop({ work, onError, pollMs: never, listen });
  await expect.poll(() => onError.mock.calls).toEqual([[new Error('no room')]]);
  wake();
  await expect.poll(() => work.mock.calls.length).toBe(2);
  await stop();
});

test('waits at its end for what is under way', async () => {
  let finish = () => {};
  const written: string[] = [];
  const work = async () => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    written.push('all');
    return true;
  };
  const stop = await startLoop({ work, onError: () => {}, pollMs: never });
  const stopped = stop();
  finish();
  await stopped;
  expect(written).toEqual(['all']);
});
