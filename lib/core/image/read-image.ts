import type { ImageType } from '../../contract/image.ts';
import { readJpegSize } from './jpeg-size.ts';

/** What the first bytes of a picture say. */
export interface ImageFacts {
  type: ImageType;
  /** In pixels, as it is shown: a photograph that is to be turned has been turned. */
  width: number;
  height: number;
}

/**
 * Kind and size of a picture by its bytes, whatever its name says.
 *
 * @returns null when it is no PNG, JPEG, GIF or WebP, or is cut off before its size
 * @see PNG 3 §11.2.1; GIF89a §18; RFC 9649 §2 (WebP)
 */
export function readImage(bytes: Uint8Array): ImageFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const facts = read(view);
    return facts && facts.width > 0 && facts.height > 0 ? facts : null;
  } catch (error) {
    if (error instanceof RangeError) return null; // it ends before its size
    throw error;
  }
}

function read(view: DataView): ImageFacts | null {
  if (view.byteLength < 12) return null;
  if (view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a) {
    if (textAt(view, 12, 4) !== 'IHDR') return null;
    return { type: 'png', width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (/^GIF8[79]a$/.test(textAt(view, 0, 6)))
    return { type: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (view.getUint16(0) === 0xffd8) {
    const size = readJpegSize(view);
    return size && { type: 'jpeg', ...size };
  }
  if (textAt(view, 0, 4) !== 'RIFF' || textAt(view, 8, 4) !== 'WEBP') return null;
  const size = readWebp(view);
  return size && { type: 'webp', ...size };
}

function readWebp(view: DataView): { width: number; height: number } | null {
  switch (textAt(view, 12, 4)) {
    case 'VP8 ':
      if (view.getUint8(23) !== 0x9d || view.getUint16(24) !== 0x012a) return null;
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      if (view.getUint8(20) !== 0x2f) return null;
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: threeBytes(view, 24) + 1, height: threeBytes(view, 27) + 1 };
    default:
      return null;
  }
}

function threeBytes(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
}

function textAt(view: DataView, at: number, length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(at + index)));
}
