import { useRef, useState } from 'preact/hooks';
import type { Day, Step } from '../../lib/contract/campaign.ts';
import type { CampaignImpact, CampaignSheet, PeopleInside } from '../../lib/contract/campaign-authoring.ts';
import {
  changeStep,
  duplicateStep,
  type Edited,
  findStep,
  insertStep,
  moveStep,
  type Place,
  removeStep,
  renumberDay,
} from '../../lib/core/campaign/edit.ts';
import type { Cleared } from '../../lib/core/campaign/send-options.ts';
import { attempt, type Problem } from '../data/link.ts';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import {
  type CampaignForm,
  emptyForm,
  formOf,
  isSameForm,
  isSamePlan,
  newStep,
  type Wrong,
  wrongIn,
  wrongOf,
} from './form.ts';
import { useCampaignDraft } from './use-campaign-draft.ts';
import type { OpenedCampaign } from './use-opened-campaign.ts';

const nothingWrong: Wrong = new Map();

/** What was done to the steps last, and how they were before. */
interface Undoable {
  id: string;
  text: string;
  days: Day[];
}

/** What is being written, and what becomes of it. */
export function useCampaignEditing(id: string, opened: OpenedCampaign, category: string) {
  const ask = useLibrary();
  // The address changes with what is looked at; what was begun stays.
  const [blank] = useState(() => ({ ...emptyForm, category }));
  const [base, setBase] = useState(opened.sheet);
  const [begun, setBegun] = useState(() => opened.draft?.baseVersion ?? opened.sheet?.version ?? null);
  const [form, setForm] = useState<CampaignForm>(() => opened.draft?.form ?? formOf(opened.sheet ?? blank));
  const [chosen, setChosen] = useState(() => form.days[0]?.steps[0]?.id ?? '');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wrong, setWrong] = useState<Wrong>(nothingWrong);
  const [theirs, setTheirs] = useState<CampaignSheet | null>(null);
  const [impact, setImpact] = useState<CampaignImpact | null>(null);
  const [cleared, setCleared] = useState<Cleared[]>([]);
  const [undoable, setUndoable] = useState<Undoable | null>(null);
  const [spoken, setSpoken] = useState('');
  const latest = useRef(form);
  latest.current = form;
  const isChanged = !isSameForm(form, base ?? blank);
  const draft = useCampaignDraft({ id, baseVersion: begun, form, isChanged });

  const take = (edited: Edited, said: string): void => {
    setForm((now) => ({ ...now, days: edited.days }));
    // What is said by its place is wrong elsewhere now, and an undo would take this away too.
    setWrong(nothingWrong);
    setUndoable(null);
    setCleared(edited.cleared);
    setSpoken(said);
  };
  const begin = (sheet: CampaignSheet): void => {
    setBase(sheet);
    setBegun(sheet.version);
    setTheirs(null);
    setProblem(null);
    setWrong(nothingWrong);
    setImpact(null);
  };
  const refused = async (found: Problem): Promise<void> => {
    if (found.code === 'CAMPAIGN_CHANGED') {
      const answer = await attempt(() => ask('campaigns.get', { params: { id } }));
      if (answer.ok) setTheirs(answer.value);
    }
    setImpact(null);
    setProblem(found);
    setWrong(wrongOf(found));
  };
  const write = async (baseVersion: number | null, people: PeopleInside): Promise<CampaignSheet | null> => {
    const written = form;
    const answer = await attempt(() =>
      baseVersion === null
        ? ask('campaigns.create', { body: { ...written, id } })
        : ask('campaigns.update', { params: { id }, body: { ...written, baseVersion, people } }),
    );
    if (!answer.ok) {
      await refused(answer.problem);
      return null;
    }
    begin(answer.value);
    setSpoken(t('campaigns.saidSaved', { version: answer.value.version }));
    if (latest.current === written) {
      setForm(formOf(answer.value));
      await draft.drop();
    }
    return answer.value;
  };
  /** What the change does to people inside, where there are any; then it is asked about. */
  const asksAbout = async (): Promise<boolean> => {
    if (!base || isSamePlan(form, base)) return false;
    const answer = await attempt(() => ask('campaigns.impact', { params: { id }, body: form }));
    if (!answer.ok) {
      await refused(answer.problem);
      return true;
    }
    if (answer.value.people === 0) return false;
    setImpact(answer.value);
    return true;
  };
  /** @returns the campaign as it is now; null where it was refused, or is asked about first */
  const save = async (people?: PeopleInside, baseVersion = begun): Promise<CampaignSheet | null> => {
    if (busy) return null;
    const found = wrongIn(form);
    setWrong(found);
    setProblem(null);
    if (found.size > 0) return null;
    setBusy(true);
    try {
      if (people === undefined && (await asksAbout())) return null;
      return await write(baseVersion, people ?? 'stay');
    } finally {
      setBusy(false);
    }
  };
  const remember = (text: string): void => setUndoable({ id: crypto.randomUUID(), text, days: form.days });
  const titleOf = (stepId: string): string => findStep(form.days, stepId)?.title ?? '';

  return {
    base,
    form,
    setForm,
    chosen,
    choose: setChosen,
    busy,
    problem,
    wrong,
    theirs,
    impact,
    cleared,
    undoable,
    spoken,
    isChanged,
    draft,
    save,
    closeImpact: () => setImpact(null),
    dismiss: () => setProblem(null),
    dismissCleared: () => setCleared([]),
    add: (type: Step['type'], place: Place): void => {
      const step = newStep(type);
      take(insertStep(form.days, step, place), t('campaigns.saidAdded', { title: step.title }));
      setChosen(step.id);
    },
    change: (stepId: string, change: (step: Step) => Step): void => {
      setForm((now) => ({ ...now, days: changeStep(now.days, stepId, change) }));
      setUndoable(null);
    },
    move: (stepId: string, to: Place): void =>
      take(
        moveStep(form.days, stepId, to),
        t('campaigns.saidMoved', { title: titleOf(stepId), day: to.dayNumber, step: to.index + 1 }),
      ),
    remove: (stepId: string): void => {
      const text = t('campaigns.saidRemoved', { title: titleOf(stepId) });
      const edited = removeStep(form.days, stepId);
      take(edited, text);
      remember(text);
      if (chosen === stepId) setChosen(edited.days[0]?.steps[0]?.id ?? '');
    },
    duplicate: (stepId: string): void => {
      const newId = crypto.randomUUID();
      take(duplicateStep(form.days, stepId, newId), t('campaigns.saidAdded', { title: titleOf(stepId) }));
      setChosen(newId);
    },
    /** @returns false: another day has the number, or it is none */
    renumber: (number: number, to: number): boolean => {
      const edited = renumberDay(form.days, number, to);
      if (edited && to !== number) take(edited, t('campaigns.saidRenumbered', { day: number, to }));
      return edited !== null;
    },
    undo: (): void => {
      if (undoable) take({ days: undoable.days, cleared: [] }, t('campaigns.saidUndone'));
      setUndoable(null);
    },
    forgetUndo: () => setUndoable(null),
    /** Theirs stays among the versions. */
    keepMine: () => {
      setBase(theirs);
      setBegun(theirs?.version ?? begun);
      setTheirs(null);
      return save(undefined, theirs?.version ?? begun);
    },
    takeTheirs: (sheet: CampaignSheet): void => {
      begin(sheet);
      setForm(formOf(sheet));
      void draft.drop();
    },
    speak: setSpoken,
    /** With whom it is shared is no part of what is written. */
    shared: setBase,
    throwAway: async (): Promise<void> => {
      setForm(formOf(base ?? blank));
      await draft.drop();
    },
  };
}
export type CampaignEditing = ReturnType<typeof useCampaignEditing>;
