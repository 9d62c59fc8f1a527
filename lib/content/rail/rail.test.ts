// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  aContext,
  FakeBackground,
  type FakeContext,
  FakeMailbox,
  loadFrames,
  railInfo,
} from '../../../tests/support/content.ts';
import { Rail } from './rail.ts';
import { widthAfterKey, withinWidth } from './width.ts';

let background: FakeBackground;
let context: FakeContext;
let mailbox: FakeMailbox;
let rail: Rail;

beforeEach(() => {
  loadFrames();
  setWindowWidth(1280);
  document.elementsFromPoint = () => [];
  background = new FakeBackground();
  context = aContext(background);
  mailbox = new FakeMailbox();
  rail = new Rail(document, mailbox, context);
});
afterEach(() => {
  context.leave();
  document.body.replaceChildren();
});

function setWindowWidth(px: number): void {
  Object.defineProperty(window, 'innerWidth', { value: px, configurable: true });
}
const shadow = () => document.querySelector('utskick-rail')?.shadowRoot;
const launcher = () => shadow()?.querySelector<HTMLButtonElement>('button');
const frame = () => shadow()?.querySelector('iframe');
const margin = () => document.documentElement.style.getPropertyValue('margin-right');
const saved = () => background.of('rail.set').map((request) => (request as { state: unknown }).state); // as Rail sends it

test('the launcher says in words what it shows', () => {
  rail.tell({ due: 120, offline: true, paired: true });
  expect(launcher()?.getAttribute('aria-label')).toBe('launcher 120 true true');
  expect(launcher()?.textContent).toBe('99+');
});

test('the frame is made at the first opening only, and kept', () => {
  expect(frame()).toBeNull();
  launcher()?.click();
  const first = frame();
  expect(first?.getAttribute('src')).toBe('about:blank#site=gmail&theme=light');
  rail.show(false, 'person');
  rail.show(true, 'person');
  expect(frame()).toBe(first);
});

test('a wide page makes room; closing gives everything back', () => {
  document.documentElement.style.setProperty('margin-right', '3px');
  rail.show(true, 'person');
  expect(margin()).toBe('360px');
  rail.show(false, 'person');
  expect(margin()).toBe('3px');
  document.documentElement.removeAttribute('style');
});

test('under 1,024 px the sidebar lies over the page', () => {
  setWindowWidth(1023);
  rail.show(true, 'person');
  expect(margin()).toBe('');
});

describe('state', () => {
  test('is taken up once, without saving it again', () => {
    rail.remember({ open: true, widthPx: 400 });
    expect(rail.isOpen).toBe(true);
    expect(margin()).toBe('400px');
    rail.remember({ open: false, widthPx: 320 });
    expect(rail.isOpen).toBe(true);
    expect(saved()).toEqual([]);
  });

  test('a person is faster than the memory', () => {
    rail.show(true, 'person');
    rail.show(false, 'person');
    rail.remember({ open: true, widthPx: 400 });
    expect(rail.isOpen).toBe(false);
  });

  test('what a person does is remembered', () => {
    rail.show(true, 'person');
    rail.show(false, 'person');
    expect(saved()).toEqual([
      { open: true, widthPx: 360 },
      { open: false, widthPx: 360 },
    ]);
  });

  test('the handle sets the width by key, within bounds', () => {
    rail.show(true, 'person');
    const handle = shadow()?.querySelector('[role=separator]');
    for (const key of ['End', 'ArrowLeft', 'ArrowRight'])
      handle?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    expect(saved().at(-1)).toEqual({ open: true, widthPx: 410 });
    expect(handle?.getAttribute('aria-valuenow')).toBe('410');
  });
});

describe('compose windows', () => {
  test('over a narrow page the sidebar steps aside and comes back, and neither is remembered', () => {
    setWindowWidth(900);
    rail.show(true, 'person');
    rail.composeOpened();
    expect(rail.isOpen).toBe(false);
    rail.composesGone();
    expect(rail.isOpen).toBe(true);
    expect(saved()).toHaveLength(1);
  });

  test('opened by a person while it had stepped aside, then closed, it stays closed', () => {
    setWindowWidth(900);
    rail.show(true, 'person');
    rail.composeOpened();
    rail.show(true, 'person');
    rail.show(false, 'person');
    rail.composesGone();
    expect(rail.isOpen).toBe(false);
  });

  test('beside a wide page it stays', () => {
    rail.show(true, 'person');
    rail.composeOpened();
    expect(rail.isOpen).toBe(true);
  });
});

test('closing gives the focus back to the page', () => {
  const field = document.body.appendChild(document.createElement('input'));
  field.focus();
  rail.show(true, 'person');
  field.blur();
  rail.show(false, 'person');
  expect(document.activeElement).toBe(field);
});

test('where the page has no room for a rail there is none', () => {
  mailbox.space = null;
  rail.place();
  expect(shadow()?.querySelector<HTMLElement>('.root')?.hidden).toBe(true);
});

test('with its script everything of ours leaves the page', () => {
  rail.show(true, 'person');
  context.leave();
  expect(document.querySelector('utskick-rail')).toBeNull();
  expect(margin()).toBe('');
});

test('keys on our handles do not reach the page', () => {
  const heard: string[] = [];
  const listener = (event: KeyboardEvent) => heard.push(event.key);
  document.addEventListener('keydown', listener);
  rail.tell(railInfo);
  launcher()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', bubbles: true, composed: true }));
  document.removeEventListener('keydown', listener);
  expect(heard).toEqual([]);
});

test.each([
  [100, 320],
  [360.4, 360],
  [900, 420],
])('a width of %d px becomes %d', (asked, given) => {
  expect(withinWidth(asked)).toBe(given);
});

test('other keys leave the width alone', () => {
  expect(widthAfterKey('a', 360)).toBeNull();
});
