/** The beginnings of pictures, as far as they say kind and size; whoever reads on finds nothing. */

const bytes = (...parts: (number | string | readonly number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string'
        ? [...part].map((one) => one.charCodeAt(0))
        : typeof part === 'number'
          ? [part]
          : part,
    ),
  );
const be16 = (value: number) => [value >> 8, value & 255];
const le16 = (value: number) => [value & 255, value >> 8];
const be32 = (value: number) => [0, 0, ...be16(value)];
const le24 = (value: number) => [...le16(value & 0xffff), value >> 16];

/** @param more - bytes after the header, so that two of one size differ */
export function pngOf(width: number, height: number, more = ''): Uint8Array<ArrayBuffer> {
  return bytes(0x89, 'PNG\r\n\x1a\n', be32(13), 'IHDR', be32(width), be32(height), [8, 6, 0, 0, 0], more);
}

export function gifOf(width: number, height: number, version = '89a'): Uint8Array<ArrayBuffer> {
  return bytes('GIF', version, le16(width), le16(height), [0, 0, 0]);
}

/** @param orientation - as the camera says, 1 to 8; absent: without a word of it */
export function jpegOf(width: number, height: number, orientation?: number): Uint8Array<ArrayBuffer> {
  const exif = [
    'Exif\0\0MM',
    [0, 42],
    be32(8),
    be16(1),
    be16(0x0112),
    be16(3),
    be32(1),
    be16(orientation ?? 1),
    be16(0),
  ];
  const said = bytes(...exif);
  return bytes(
    [0xff, 0xd8, 0xff, 0xe0],
    be16(16),
    'JFIF\0',
    [1, 1, 0, 0, 1, 0, 1, 0, 0],
    ...(orientation === undefined ? [] : [[0xff, 0xe1], be16(said.length + 2), [...said]]),
    // a table of codes, which is no frame, and padding
    [0xff, 0xc4],
    be16(4),
    [0, 0, 0xff, 0xff, 0xc2],
    be16(17),
    8,
    be16(height),
    be16(width),
    [3],
  );
}

/** The three ways of WebP: lossy, lossless, with more than one picture or with transparency. */
export const webpOf = {
  lossy: (width: number, height: number) =>
    bytes('RIFF', be32(0), 'WEBPVP8 ', be32(0), [0, 0, 0, 0x9d, 1, 0x2a], le16(width), le16(height)),
  lossless: (width: number, height: number) => {
    const bits = (width - 1) | ((height - 1) << 14);
    return bytes('RIFF', be32(0), 'WEBPVP8L', be32(0), 0x2f, le16(bits & 0xffff), le16(bits >>> 16));
  },
  extended: (width: number, height: number) =>
    bytes('RIFF', be32(0), 'WEBPVP8X', be32(0), be32(0), le24(width - 1), le24(height - 1)),
};
