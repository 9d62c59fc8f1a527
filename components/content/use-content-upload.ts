import { type ContentItem, contentLimits } from '../../lib/contract/content.ts';
import { useLink } from '../data/link.ts';
import { type Upload, useUpload } from '../data/use-upload.ts';
import { fileSize } from '../file-size.ts';
import { t } from '../i18n.ts';
import { base64Of } from '../library/save-file.ts';

/** Gives a file to the server for mails to link to. What is too large is said before anything is sent. */
export function useContentUpload(onStored: (item: ContentItem) => void): Upload {
  const { ask } = useLink();
  return useUpload({
    refusalOf,
    add: async (id, file) =>
      ask('content.add', { id, name: file.name.slice(0, 200), data: await base64Of(file) }),
    callOff: (id) => ask('content.cancel', { id }),
    onStored,
  });
}

/** @returns what is wrong with a file and what was expected; null when it can be sent */
async function refusalOf(file: File): Promise<string | null> {
  const { name, size } = file;
  const most = contentLimits.bytes;
  if (size > most) return t('content.tooLarge', { name, size: fileSize(size), most: fileSize(most) });
  if (size === 0) return t('content.empty', { name });
  const first = await file
    .slice(0, 1)
    .arrayBuffer()
    .catch(() => null);
  return first ? null : t('content.unreadable', { name });
}
