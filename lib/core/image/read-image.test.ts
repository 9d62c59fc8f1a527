import { expect, test } from 'vitest';
import { gifOf, jpegOf, pngOf, webpOf } from '../../../tests/support/images.ts';
import { readImage } from './read-image.ts';

test.each([
  ['png', 'PNG', pngOf(600, 240)],
  ['gif', 'GIF87a', gifOf(600, 240, '87a')],
  ['gif', 'GIF89a', gifOf(600, 240)],
  ['jpeg', 'JPEG', jpegOf(600, 240)],
  ['jpeg', 'JPEG that lies as it was taken', jpegOf(600, 240, 3)],
  ['jpeg', 'JPEG that is to be turned', jpegOf(240, 600, 6)],
  ['webp', 'lossy WebP', webpOf.lossy(600, 240)],
  ['webp', 'lossless WebP', webpOf.lossless(600, 240)],
  ['webp', 'extended WebP', webpOf.extended(600, 240)],
])('%s by its bytes: %s', (type, _, bytes) => {
  expect(readImage(bytes)).toEqual({ type, width: 600, height: 240 });
  // As it lies in a larger buffer, too.
  const inside = new Uint8Array([1, 2, 3, ...bytes]).subarray(3);
  expect(readImage(inside)).toEqual({ type, width: 600, height: 240 });
});

test.each([
  ['nothing', new Uint8Array(0)],
  ['a page', new TextEncoder().encode('<!doctype html><script>alert(1)</script>')],
  ['a drawing that could act', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['a PNG whose first part is another', pngOf(1, 1).fill(0x41, 12, 16)],
  ['a JPEG without a frame', new Uint8Array([0xff, 0xd8, 0xff, 0xd9, ...new Array(20).fill(0)])],
  ['a JPEG whose parts have no length', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new Array(20).fill(0)])],
  ['a RIFF file that is sound', new TextEncoder().encode('RIFF....WAVEfmt .............')],
  ['a picture without size', pngOf(0, 10)],
])('%s is no picture', (_, bytes) => {
  expect(readImage(bytes)).toBeNull();
});

test('a picture that is cut off before its size is none, at whatever byte', () => {
  const whole = [
    pngOf(6, 2),
    gifOf(6, 2),
    jpegOf(2, 6, 6),
    ...Object.values(webpOf).map((make) => make(6, 2)),
  ];
  for (const bytes of whole) {
    for (let length = 0; length < bytes.length; length += 1) {
      const found = readImage(bytes.subarray(0, length));
      if (found) expect(found).toMatchObject({ width: 6, height: 2 });
    }
    expect(readImage(bytes)).toMatchObject({ width: 6, height: 2 });
  }
});
