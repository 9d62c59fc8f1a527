import { useEffect, useRef, useState } from 'preact/hooks';
import type { RequestOf } from '../../lib/contract/api.ts';
import type { Mailing, MailingContent, MailingSetup } from '../../lib/contract/mailing.ts';
import type { Result } from '../../lib/contract/result.ts';
import { attempt, type Problem } from '../data/link.ts';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { formOf, isSameForm, type MailingDraft, type MailingForm } from './drafts.ts';
import { useMailingDraft } from './use-mailing-draft.ts';

type Change = Omit<RequestOf<'mailings.save'>['body'], 'version'>;
/** A list that is read raises the version, too; nobody has written then, and it is written once more. */
const mostTries = 4;

/**
 * What is being written of a mailing, and what becomes of it.
 *
 * @param mailing - as the server has it now
 * @param take - is given what the server answers to each change
 */
export function useWriting(mailing: Mailing, kept: MailingDraft | null, take: (mailing: Mailing) => void) {
  const ask = useLibrary();
  const { id } = mailing;
  const params = { id };
  const [base, setBase] = useState<MailingForm>(() => kept?.base ?? formOf(mailing));
  const [form, setForm] = useState<MailingForm>(() => kept?.form ?? formOf(mailing));
  const [theirs, setTheirs] = useState<Mailing | null>(() =>
    kept && !isSameForm(kept.base, mailing) ? mailing : null,
  );
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [spoken, setSpoken] = useState('');
  /** Raised when the text comes from elsewhere than its own field. */
  const [turn, setTurn] = useState(0);
  const latest = useRef({ form, mailing });
  latest.current = { form, mailing };
  const isChanged = !isSameForm(form, base);
  const draft = useMailingDraft({ id, base, form, isChanged });
  const begin = (next: MailingForm): void => {
    setBase(formOf(next));
    setForm(formOf(next));
    setTurn((now) => now + 1);
    setTheirs(null);
    setProblem(null);
  };
  // Somebody else has saved, and nothing is written here that it could be in the way of.
  useEffect(() => {
    if (!isChanged && !busy && !isSameForm(base, mailing)) begin(mailing);
  }, [mailing]);

  const write = async (change: Change, version: number, known: MailingForm, tries = 1): Promise<boolean> => {
    const answer = await attempt(() => ask('mailings.save', { params, body: { ...change, version } }));
    if (answer.ok) {
      take(answer.value);
      setBase(formOf(answer.value));
      return true;
    }
    if (answer.problem.code === 'MAILING_CHANGED') {
      const fresh = await attempt(() => ask('mailings.get', { params }));
      if (fresh.ok && isSameForm(fresh.value, known) && tries < mostTries)
        return await write(change, fresh.value.version, known, tries + 1);
      if (fresh.ok) {
        take(fresh.value);
        setTheirs(fresh.value);
      }
    }
    setProblem(answer.problem);
    return false;
  };
  /** @returns whether it is saved */
  const save = async (more: Omit<Change, 'setup' | 'content'> = {}): Promise<boolean> => {
    if (busy) return false;
    const written = latest.current.form;
    const isNew = !isSameForm(written, base);
    if (!isNew && Object.keys(more).length === 0) return true;
    setBusy(true);
    setProblem(null);
    const ok = await write({ ...(isNew && written), ...more }, latest.current.mailing.version, base);
    setBusy(false);
    if (!ok) return false;
    if (isNew) setSpoken(t('mailings.saidSaved'));
    if (latest.current.form === written && isNew) await draft.drop();
    return true;
  };
  return {
    form,
    busy,
    problem,
    theirs,
    spoken,
    turn,
    isChanged,
    draft,
    save,
    dismiss: () => setProblem(null),
    speak: setSpoken,
    setSetup: (change: Partial<MailingSetup>): void =>
      setForm((now) => ({ ...now, setup: { ...now.setup, ...change } })),
    setContent: (change: Partial<MailingContent>): void =>
      setForm((now) => ({ ...now, content: { ...now.content, ...change } })),
    /** Another text takes the place of the one there is. */
    replace: (change: (form: MailingForm) => MailingForm): void => {
      setForm(change);
      setTurn((now) => now + 1);
    },
    /** What the server says against a field, by the end of its path. */
    wrong: (path: string): string | null =>
      problem?.fields?.find((field) => field.path === path || field.path.endsWith(`.${path}`))?.message ??
      null,
    /** Does what is not part of the text, and takes the mailing as it is then. */
    run: async (question: () => Promise<Result<Mailing>>): Promise<boolean> => {
      const answer = await attempt(question);
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) take(answer.value);
      return answer.ok;
    },
    keepMine: async (): Promise<boolean> => {
      if (!theirs) return false;
      const known = formOf(theirs);
      setTheirs(null);
      setProblem(null);
      setBusy(true);
      const ok = await write(latest.current.form, theirs.version, known);
      setBusy(false);
      return ok;
    },
    takeTheirs: (): void => {
      if (theirs) begin(theirs);
      void draft.drop();
    },
    throwAway: async (): Promise<void> => {
      begin(base);
      await draft.drop();
    },
  };
}
export type Writing = ReturnType<typeof useWriting>;
