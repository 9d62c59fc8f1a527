import { imageLimits, type StoredImage } from '../../../lib/contract/image.ts';
import { readImage } from '../../../lib/core/image/read-image.ts';
import { useLink } from '../../data/link.ts';
import { type Upload, useUpload } from '../../data/use-upload.ts';
import { fileSize } from '../../file-size.ts';
import { formatNumber, t } from '../../i18n.ts';
import { base64Of } from '../../library/save-file.ts';

/** Gives a picture to the server. What is no picture or too large is said before anything is sent. */
export function usePictureUpload(onStored: (image: StoredImage) => void): Upload {
  const { ask } = useLink();
  return useUpload({
    refusalOf,
    add: async (id, file) => ask('images.add', { id, data: await base64Of(file) }),
    callOff: (id) => ask('images.cancel', { id }),
    onStored,
  });
}

/** @returns what is wrong with a file and what was expected; null when it can be sent */
async function refusalOf(file: File): Promise<string | null> {
  const { name, size } = file;
  const { bytes, side } = imageLimits;
  if (size > bytes) return t('editor.imageTooLarge', { name, size: fileSize(size), most: fileSize(bytes) });
  const content = await file.arrayBuffer().catch(() => null);
  if (!content) return t('editor.imageUnreadable', { name });
  const facts = readImage(new Uint8Array(content));
  if (!facts) return t('editor.imageKind', { name });
  const { width, height } = facts;
  if (Math.max(width, height) <= side) return null;
  const pixels = { width: formatNumber(width), height: formatNumber(height), most: formatNumber(side) };
  return t('editor.imageTooWide', { name, ...pixels });
}
