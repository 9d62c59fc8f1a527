import './speak-english.ts';
import { cleanup, configure, render } from '@testing-library/preact';
import type { ComponentChildren } from 'preact';
import { afterEach } from 'vitest';
import { LinkContext } from '../../components/data/link.ts';
import { FakeBackground } from './fake-background.ts';
import type { FakeState } from './fake-state.ts';

// happy-dom lays nothing out: without a height no line of a virtual list would be in sight.
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, get: () => 640 },
  clientWidth: { configurable: true, get: () => 360 },
});

// How long something may take says nothing here: a machine may have other work.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

/** Draws a page of ours over a background in memory. */
export function show(
  page: ComponentChildren,
  state: Partial<FakeState> = {},
  answers: FakeBackground['answers'] = {},
): FakeBackground {
  const background = new FakeBackground(state);
  background.answers = answers;
  render(<LinkContext.Provider value={background.link}>{page}</LinkContext.Provider>);
  return background;
}

/** Presses a key where the focus is. */
export function press(key: string): void {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}
