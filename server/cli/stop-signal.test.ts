import { expect, test, vi } from 'vitest';
import { stopSignal } from './stop-signal.ts';

test('the first Ctrl-C asks, the copy that npm passes on counts as the same, a later one forces', () => {
  let now = 1_000;
  const force = vi.fn();
  const signal = stopSignal(force, () => now);
  try {
    process.emit('SIGINT');
    expect(signal.asked.aborted).toBe(true);
    now += 5;
    process.emit('SIGINT');
    expect(force).not.toHaveBeenCalled();
    now += 2_000;
    process.emit('SIGINT');
    expect(force).toHaveBeenCalledOnce();
  } finally {
    signal.dispose();
  }
});
