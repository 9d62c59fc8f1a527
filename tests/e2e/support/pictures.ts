import type { Page } from '@playwright/test';

export interface Comparison {
  /** Pixels that differ, for each pixel of the first picture that is not its ground. */
  share: number;
  /** PNG: the first picture, pale, with what differs in red. */
  difference: Buffer;
}

/**
 * Compares two PNG pictures pixel by pixel; a pixel differs when one of its colours is more than an eighth away.
 * Against what is drawn, and not against the whole: most of a mail is its ground.
 * Two sizes are no comparison: a page was cut where a window ended.
 *
 * @param page - any page; it only lends its canvas
 */
export async function comparePictures(page: Page, one: Buffer, other: Buffer): Promise<Comparison> {
  const { share, png } = await page.evaluate(compareInPage, [
    one.toString('base64'),
    other.toString('base64'),
  ]);
  return { share, difference: Buffer.from(png, 'base64') };
}

/** Runs in the page, and so holds all that it needs. */
async function compareInPage(pictures: string[]): Promise<{ share: number; png: string }> {
  const far = 32;
  const images = await Promise.all(
    pictures.map(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      return image;
    }),
  );
  const [width, height, ...sizes] = images.flatMap((image) => [image.width, image.height]);
  if (`${width},${height}` !== `${sizes}`)
    throw new Error(`two sizes: ${width} × ${height}, ${sizes.join(' × ')}`);
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('expected a canvas to draw on');
  const [one, other] = images.map((image) => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0);
    return pen.getImageData(0, 0, canvas.width, canvas.height);
  });
  if (!one || !other) throw new Error('expected two pictures');
  const differs = (a: Uint8ClampedArray, at: number, b: Uint8ClampedArray, from: number): boolean =>
    [0, 1, 2, 3].some((colour) => Math.abs((a[at + colour] ?? 0) - (b[from + colour] ?? 0)) > far);
  const ground = one.data.length - 4; // the last pixel: below the mail there is nothing else
  let drawn = 0;
  let different = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    if (differs(one.data, at, one.data, ground)) drawn += 1;
    const isOff = differs(one.data, at, other.data, at);
    if (isOff) different += 1;
    for (const colour of [0, 1, 2])
      one.data[at + colour] = isOff ? (colour === 0 ? 255 : 0) : 192 + (one.data[at + colour] ?? 0) / 4;
  }
  pen.putImageData(one, 0, 0);
  return { share: different / Math.max(1, drawn), png: canvas.toDataURL('image/png').split(',')[1] ?? '' };
}
