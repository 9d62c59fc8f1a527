import { useEffect, useState } from 'preact/hooks';
import type { Mailing } from '../../lib/contract/mailing.ts';
import { type Problem, problemOf, useLink } from '../data/link.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { type MailingDraft, readDrafts } from './drafts.ts';

const oftenMs = 1_500;
const seldomMs = 20_000;

/** How soon a mailing may look different without anybody doing anything, in milliseconds; null: it rests. */
function nextLookMs({ status, list }: Mailing): number | null {
  if (list.state === 'computing' || status === 'preparing' || status === 'sending') return oftenMs;
  return status === 'draft' ? null : seldomMs;
}

/** A mailing as it stands, looked at again while it moves, and the unsaved work on it. */
export function useOpenedMailing(id: string) {
  const ask = useLibrary();
  const link = useLink();
  const live = useAsked(`mailing ${id}`, () => ask('mailings.get', { params: { id } }));
  const [mailing, setMailing] = useState<Mailing | null>(null);
  const [draft, setDraft] = useState<{ draft: MailingDraft | null } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  // What was asked for before a change may come after it.
  const take = (next: Mailing): void => setMailing((now) => (now && now.version > next.version ? now : next));
  useEffect(() => {
    if (live.value) take(live.value);
  }, [live.value]);
  useEffect(() => {
    readDrafts(link).then(
      ({ [id]: kept }) => setDraft({ draft: kept ?? null }),
      (error: unknown) => setProblem(problemOf(error)),
    );
  }, [id]);
  const pauseMs = mailing && nextLookMs(mailing);
  useEffect(() => {
    if (pauseMs === null) return;
    const timer = setInterval(() => void live.reload(), pauseMs);
    return () => clearInterval(timer);
  }, [pauseMs]);
  return { mailing, draft, take, problem: problem ?? live.problem, reload: live.reload };
}
