import { useRef, useState } from 'preact/hooks';
import type { Template, TemplateChange } from '../../lib/contract/template.ts';
import type { TemplateDraft, TemplateForm } from '../../lib/contract/template-draft.ts';
import { placeOf } from '../../lib/core/library/place.ts';
import { attempt, type Problem } from '../data/link.ts';
import { useLibrary } from '../library/ask.ts';
import { formOf, isSameForm, languagesOf, pathOf, textAt, type WrittenText, withText } from './form.ts';
import { sayWrong } from './say-fault.ts';
import { useDraft } from './use-draft.ts';
import type { Opened } from './use-opened.ts';

/** What the work begins with; none where the template is new. */
type Base = Pick<TemplateDraft, 'baseVersion' | 'basePlace'>;
type Known = Pick<TemplateChange, 'baseVersion' | 'basePlace'>;

function baseOf(template: Template): Known {
  return { baseVersion: template.version, basePlace: placeOf(template) };
}
const fresh: Base = { baseVersion: null, basePlace: null };

/** What is being written, and what becomes of it. */
export function useEditing(id: string, opened: Opened) {
  const ask = useLibrary();
  const [base, setBase] = useState(opened.template);
  const [begun, setBegun] = useState<Base>(() => {
    const now = opened.template ? baseOf(opened.template) : fresh;
    const { baseVersion, basePlace } = opened.draft ?? now;
    return { baseVersion: baseVersion ?? now.baseVersion, basePlace: basePlace ?? now.basePlace };
  });
  const [copyId, setCopyId] = useState(opened.copyId);
  const [form, setForm] = useState(() => opened.draft?.form ?? formOf(opened.template));
  const [place, setPlace] = useState(0);
  // Raised when the text comes from elsewhere than from its own field, so that the field begins anew.
  const [turn, setTurn] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isNameless, setNameless] = useState(false);
  const [theirs, setTheirs] = useState<Template | null>(null);
  // What is typed while an answer is awaited stays, and stays unsaved work.
  const latestForm = useRef(form);
  latestForm.current = form;
  const isChanged = !isSameForm(form, formOf(base));
  const draft = useDraft({ id: base?.id ?? id, ...begun, copyId, form, isChanged });

  const begin = (template: Template): void => {
    setBase(template);
    setBegun(baseOf(template));
    setCopyId(null);
    setTheirs(null);
    setProblem(null);
  };
  /** All of it is unsaved work then. */
  const goOnWithCopy = (): void => {
    setCopyId(crypto.randomUUID());
    setBase(null);
    setTheirs(null);
  };
  const replace = (next: TemplateForm): void => {
    setForm(next);
    setPlace(0);
    setTurn(turn + 1);
  };
  /** @returns the template as it is now; null where it was refused, and nothing is lost */
  const save = async ({ baseVersion, basePlace }: Base = begun): Promise<Template | null> => {
    if (busy) return null;
    setNameless(form.name.trim() === '');
    if (form.name.trim() === '') return null;
    setBusy(true);
    const written = form;
    const update = (of: string, now: Known) =>
      attempt(() => ask('templates.update', { params: { id: of }, body: { ...written, ...now } }));
    const create = async (as: string) => {
      const created = await attempt(() => ask('templates.create', { body: { ...written, id: as } }));
      // Of an earlier try perhaps only the answer was lost: then it is the text of that one which is there.
      const isEarlier = created.ok && !isSameForm(formOf(created.value), written);
      return isEarlier ? await update(as, baseOf(created.value)) : created;
    };
    const answer =
      copyId !== null || baseVersion === null || basePlace === null
        ? await create(copyId ?? id)
        : await update(id, { baseVersion, basePlace });
    if (!answer.ok && answer.problem.code === 'TEMPLATE_CHANGED') setTheirs(await latest());
    setBusy(false);
    if (!answer.ok) {
      const isGone = answer.problem.code === 'NOT_FOUND' && baseVersion !== null;
      if (isGone) goOnWithCopy();
      setProblem(isGone ? null : answer.problem);
      return null;
    }
    begin(answer.value);
    if (latestForm.current === written) {
      // The server may have put something in order.
      setForm(formOf(answer.value));
      await draft.drop();
    }
    return answer.value;
  };
  const latest = async (): Promise<Template | null> => {
    const answer = await attempt(() => ask('templates.get', { params: { id } }));
    return answer.ok ? answer.value : null;
  };
  return {
    base,
    begun,
    form,
    place,
    text: textAt(form, place),
    ...languagesOf(form, place, { setPlace, change: setForm }),
    turn,
    busy,
    problem,
    theirs,
    isChanged,
    /** The template is gone: saving makes a copy. */
    isGone: copyId !== null,
    draft,
    save,
    replace,
    setForm,
    setPlace,
    /** It was to be saved, and has no name yet. */
    isNameless: isNameless && form.name.trim() === '',
    setText: (change: Partial<WrittenText>) => setForm((now) => withText(now, place, change)),
    /** What the server says against a part of the text that is open, or of the form. */
    wrong: (part: string, ofForm = false): string | null => {
      const path = ofForm ? part : pathOf(part, place);
      const found = problem?.fields?.find((field) => field.path === path);
      return found ? sayWrong(found) : null;
    },
    dismiss: () => setProblem(null),
    /** Theirs stays among the versions. */
    keepMine: () => save(theirs ? baseOf(theirs) : begun),
    takeTheirs: (template: Template): void => {
      begin(template);
      replace(formOf(template));
      void draft.drop();
    },
    /** Back to what was last saved. */
    throwAway: async (): Promise<void> => {
      replace(formOf(base));
      await draft.drop();
    },
  };
}
export type Editing = ReturnType<typeof useEditing>;
