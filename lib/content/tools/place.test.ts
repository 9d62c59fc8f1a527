import { expect, test } from 'vitest';
import { type Box, placePicker } from './place.ts';

const docked: Box = { left: 660, top: 280, width: 520, height: 520 };

function isInside({ left, top, width, height }: Box, view: { width: number; height: number }): boolean {
  return left >= 0 && top >= 0 && left + width <= view.width && top + height <= view.height;
}

test('beside a docked window, on the side with room and level with its foot', () => {
  const box = placePicker(
    docked,
    { left: 700, top: 760, width: 60, height: 32 },
    { width: 1280, height: 800 },
  );
  expect(box).toEqual({ left: 12, top: 192, width: 640, height: 600 });
});

test('on the right of a window that stands at the left edge', () => {
  const box = placePicker({ ...docked, left: 10, width: 500 }, null, { width: 1280, height: 800 });
  expect(box.left).toBe(518);
});

test('narrower beside the window than it would like, as long as it can be used there', () => {
  const box = placePicker(docked, null, { width: 1100, height: 800 });
  expect(box).toMatchObject({ width: 640, left: 12 });
  expect(placePicker({ ...docked, left: 400 }, null, { width: 1000, height: 800 })).toMatchObject({
    left: 8,
    width: 384,
  });
});

test('over a window that fills the page, above the button it was opened from', () => {
  const full: Box = { left: 60, top: 40, width: 904, height: 640 };
  const box = placePicker(full, { left: 160, top: 630, width: 60, height: 32 }, { width: 1024, height: 700 });
  expect(box).toEqual({ left: 160, top: 22, width: 640, height: 600 });
});

test.each([
  { name: '1,024 px', view: { width: 1024, height: 640 } },
  { name: '1,280 px at 200 %', view: { width: 640, height: 400 } },
  { name: '1,024 px at 200 %', view: { width: 512, height: 320 } },
  { name: 'a pop-out window', view: { width: 640, height: 720 } },
])('fits the window: $name', ({ view }) => {
  for (const left of [-20, 8, 200, view.width - 300, view.width - 40]) {
    for (const top of [-40, 8, view.height - 200]) {
      const compose = { left, top, width: 520, height: 480 };
      for (const button of [null, { left: left + 80, top: top + 440, width: 60, height: 32 }]) {
        expect(isInside(placePicker(compose, button, view), view)).toBe(true);
      }
    }
  }
});
