import type { ContentType } from '../../contract/content.ts';
import { readImage } from '../image/read-image.ts';

const pdf = [...'%PDF-'].map((character) => character.charCodeAt(0));

/** What a file is by its first bytes, whatever its name says. */
export function contentTypeOf(bytes: Uint8Array): ContentType {
  if (pdf.every((code, index) => bytes[index] === code)) return 'pdf';
  return readImage(bytes)?.type ?? 'other';
}
