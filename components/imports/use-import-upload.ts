import { useRef } from 'preact/hooks';
import { type Import, type ImportTarget, importLimits } from '../../lib/contract/import.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { useLink } from '../data/link.ts';
import { type Upload, useUpload } from '../data/use-upload.ts';
import { fileSize } from '../file-size.ts';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { base64Of } from '../library/save-file.ts';

/** A part that does not arrive is given again so often. */
const TRIES = 3;

/** Gives a file to the server part by part. What is too large is said before anything is sent. */
export function useImportUpload(target: ImportTarget, onStored: (stored: Import) => void): Upload {
  const link = useLink();
  const ask = useLibrary();
  const stopped = useRef(new Set<string>());
  const givePart = async (id: string, place: number, part: Blob): Promise<Result<Import>> => {
    const data = await base64Of(part);
    for (let tries = 1; ; tries += 1) {
      const answer = await link.ask('imports.part', { id, place, data });
      if (answer.ok || answer.code !== 'SERVER_AWAY' || tries === TRIES) return answer;
    }
  };
  return useUpload<Import>({
    refusalOf,
    add: async (id, file, onSent) => {
      const name = file.name.slice(0, 200);
      let answer = await ask('imports.create', { body: { id, name, bytes: file.size, target } });
      for (let place = 0; answer.ok && place * importLimits.partBytes < file.size; place += 1) {
        if (stopped.current.has(id)) return ok(answer.value);
        const end = Math.min(file.size, (place + 1) * importLimits.partBytes);
        answer = await givePart(id, place, file.slice(place * importLimits.partBytes, end));
        onSent(end);
      }
      return answer;
    },
    callOff: async (id) => {
      stopped.current.add(id);
      await ask('imports.cancel', { params: { id }, body: {} });
    },
    onStored,
  });
}

async function refusalOf({ name, size }: File): Promise<string | null> {
  const most = importLimits.bytes;
  if (size > most) return t('content.tooLarge', { name, size: fileSize(size), most: fileSize(most) });
  return size === 0 ? t('content.empty', { name }) : null;
}
