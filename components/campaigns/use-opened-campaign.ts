import { useEffect, useState } from 'preact/hooks';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import { attempt, type Problem, problemOf, useLink } from '../data/link.ts';
import { useLibrary } from '../library/ask.ts';
import { type CampaignDraft, readDrafts } from './drafts.ts';

/** What the editor begins with. */
export interface OpenedCampaign {
  /** Null: a new one. */
  sheet: CampaignSheet | null;
  /** Work on it that was not saved. */
  draft: CampaignDraft | null;
}

/** A campaign and the unsaved work on it, once: what others do meanwhile shows when it is saved. */
export function useOpenedCampaign(id: string, isNew: boolean) {
  const link = useLink();
  const ask = useLibrary();
  const [opened, setOpened] = useState<OpenedCampaign | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isLeft = false;
    const open = async (): Promise<void> => {
      const [sheet, drafts] = await Promise.all([
        isNew ? null : attempt(() => ask('campaigns.get', { params: { id } })),
        readDrafts(link).catch(problemOf),
      ]);
      if (isLeft) return;
      if (sheet && !sheet.ok) setProblem(sheet.problem);
      else if ('code' in drafts && 'message' in drafts) setProblem(drafts as Problem);
      else
        setOpened({
          sheet: sheet?.value ?? null,
          draft: drafts[id] ?? null,
        });
    };
    void open();
    return () => {
      isLeft = true;
    };
    // Not on `isNew`: what was new and is saved goes on as it is.
  }, [id, turn]);
  const retry = (): void => {
    setProblem(null);
    setTurn(turn + 1);
  };
  return { opened, problem, retry };
}
