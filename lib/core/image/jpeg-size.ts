/** Frames that hold a picture: all of C0 to CF but DHT, JPG and DAC. */
const frames = /^c[0-35-79-bd-f]$/;

/**
 * Size of a JPEG as it is shown: turned where the camera says so.
 *
 * @throws {RangeError} where it ends before its size
 * @see ITU-T T.81 §B.1.1.3 (markers); Exif 3.0 §4.6.4 (orientation)
 */
export function readJpegSize(view: DataView): { width: number; height: number } | null {
  let isTurned = false;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // padding before a marker
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || marker === 0xd9 || marker === 0xda) return null;
    if (marker === 0xe1) isTurned ||= readOrientation(view, at + 4) >= 5;
    if (frames.test(marker.toString(16))) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return isTurned ? { width: height, height: width } : { width, height };
    }
    at += 2 + length;
  }
}

/** @returns 1 to 8; 1, as it lies, where nothing is said */
function readOrientation(view: DataView, at: number): number {
  if (view.getUint32(at) !== 0x45786966) return 1; // "Exif"
  const tiff = at + 6;
  const little = view.getUint16(tiff) === 0x4949;
  const first = tiff + view.getUint32(tiff + 4, little);
  if (first + 2 > view.byteLength) return 1;
  const count = view.getUint16(first, little);
  for (let index = 0; index < count && first + 14 + index * 12 <= view.byteLength; index += 1) {
    const entry = first + 2 + index * 12;
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little);
  }
  return 1;
}
