import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'theme.css'), 'utf8');

/** Colours of one block of custom properties. */
function coloursAfter(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}
const light = coloursAfter(':root');
const dark = coloursAfter(':root[data-theme="dark"]');
const system = coloursAfter(':root:not([data-theme="light"])');

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2: (L1 + 0.05) / (L2 + 0.05). */
function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

const grounds = ['ground', 'ground-raised', 'ground-hover', 'ground-chosen'];
const pairs = [
  ...['ink', 'ink-soft', 'accent', 'danger'].flatMap((text) => grounds.map((ground) => [text, ground])),
  ...['ink', 'ink-soft', 'danger'].map((text) => [text, 'danger-ground']),
  ...['ink', 'ink-soft', 'good'].map((text) => [text, 'good-ground']),
  ...['ink', 'ink-soft', 'warn'].map((text) => [text, 'warn-ground']),
  ...['good', 'warn'].flatMap((text) =>
    ['ground', 'ground-raised', 'ground-hover'].map((ground) => [text, ground]),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
] as [string, string][];

test.each(pairs)('%s on %s can be read in light and dark (4.5:1)', (text, ground) => {
  for (const theme of [light, dark])
    expect(contrast(theme.get(text) ?? '', theme.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
});

test.each(grounds.slice(0, 2))('the edges of what can be pressed show on %s (3:1)', (ground) => {
  for (const theme of [light, dark])
    expect(contrast(theme.get('line-strong') ?? '', theme.get(ground) ?? '')).toBeGreaterThanOrEqual(3);
});

test('dark is the same whether the page or the system asks for it, and sets every colour', () => {
  expect([...system]).toEqual([...dark]);
  expect([...dark.keys()]).toEqual([...light.keys()]);
});
