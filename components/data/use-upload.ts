import { useEffect, useRef, useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/errors.ts';
import { attempt, type Problem } from './link.ts';

export interface Upload {
  /** What is on its way; null while nothing is. */
  sending: { name: string; bytes: number /** As far as that is known. */; sent?: number } | null;
  /** Why the file that was given is none that can be taken. */
  wrong: string | null;
  /** What stood in the way of one that could. */
  problem: Problem | null;
  send(file: File): Promise<void>;
  cancel(): void;
}

interface UploadOf<T> {
  /** What is wrong with a file and what was expected; null when it can be sent. */
  refusalOf(file: File): Promise<string | null>;
  /** @param onSent - is told how many bytes have gone */
  add(id: string, file: File, onSent: (bytes: number) => void): Promise<Result<T>>;
  /** Nobody waits for it any more: one that arrives all the same is kept. */
  callOff(id: string): Promise<unknown>;
  onStored(value: T): void;
}

/** Gives one file to the server. What cannot be taken is said before anything is sent. */
export function useUpload<T>({ refusalOf, add, callOff, onStored }: UploadOf<T>): Upload {
  const [sending, setSending] = useState<Upload['sending']>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const present = useRef<string | null>(null);
  const cancel = (): void => {
    const id = present.current;
    present.current = null;
    setSending(null);
    if (id) void callOff(id).catch(() => undefined);
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
    const answer = await attempt(() =>
      add(id, file, (sent) => {
        if (present.current === id) setSending({ name: file.name, bytes: file.size, sent });
      }),
    );
    if (present.current !== id) return;
    present.current = null;
    setSending(null);
    if (answer.ok) onStored(answer.value);
    else setProblem(answer.problem);
  };
  return { sending, wrong, problem, send, cancel };
}
