import { useEffect, useRef, useState } from 'preact/hooks';
import { imageLimits, type StoredImage } from '../../../lib/contract/image.ts';
import { readImage } from '../../../lib/core/image/read-image.ts';
import { attempt, type Problem, useLink } from '../../data/link.ts';
import { fileSize } from '../../file-size.ts';
import { formatNumber, t } from '../../i18n.ts';
import { base64Of } from '../../library/save-file.ts';

interface Upload {
  /** What is on its way; null while nothing is. */
  sending: { name: string; bytes: number } | null;
  /** Why the file that was given is none that can be taken. */
  wrong: string | null;
  /** What stood in the way of one that could. */
  problem: Problem | null;
  send(file: File): Promise<void>;
  cancel(): void;
}

/** Gives a picture to the server. What is no picture or too large is said before anything is sent. */
export function usePictureUpload(onStored: (image: StoredImage) => void): Upload {
  const { ask } = useLink();
  const [sending, setSending] = useState<Upload['sending']>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const present = useRef<string | null>(null);
  const cancel = (): void => {
    const id = present.current;
    present.current = null;
    setSending(null);
    // Nobody waits for it: one that arrives all the same is kept unused.
    if (id) void ask('images.cancel', { id }).catch(() => undefined);
  };
  useEffect(() => cancel, []);
  const send = async (file: File): Promise<void> => {
    cancel();
    const id = crypto.randomUUID();
    present.current = id;
    setProblem(null);
    const refusal = await refusalOf(file);
    if (present.current !== id) return;
    setWrong(refusal);
    if (refusal) return;
    setSending({ name: file.name, bytes: file.size });
    const answer = await attempt(async () => ask('images.add', { id, data: await base64Of(file) }));
    if (present.current !== id) return;
    present.current = null;
    setSending(null);
    if (answer.ok) onStored(answer.value);
    else setProblem(answer.problem);
  };
  return { sending, wrong, problem, send, cancel };
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
