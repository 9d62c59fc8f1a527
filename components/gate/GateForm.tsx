import { useEffect, useRef } from 'preact/hooks';
import { sameFieldOf } from '../../lib/core/template/merge-fields.ts';
import { Note } from '../feedback/Note.tsx';
import { formatList, t } from '../i18n.ts';
import { Choices, TextField } from '../person/Form.tsx';
import {
  type BlankField,
  concerned,
  draftOf,
  type FieldDraft,
  isDecided,
  type LackedField,
  promptsOf,
  ways,
} from './drafts.ts';
import type { GateModel } from './use-gate.ts';

interface GateFormProps {
  model: GateModel;
  campaign: string;
  /** How each person is called. */
  names: ReadonlyMap<string, string>;
  /** Of the heading, as the page around wants it. */
  level: 2 | 3;
  /** Null: the page around has the way back. */
  onBack: (() => void) | null;
}

/** Who lacks which field, and what is to become of their mails: field by field, or for all at once. */
export function GateForm({ model, campaign, names, level, onBack }: GateFormProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  const { gate, fields, blanks } = model;
  const form = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [gate]);
  useEffect(() => {
    if (model.tries > 0) focusFirstWrong(form.current);
  }, [model.tries]);
  if (!gate) return null;
  const people = new Set([...fields, ...blanks].flatMap(({ personIds }) => personIds));
  const prompts = promptsOf(gate, false);
  const turning = promptsOf(gate, true);
  return (
    <div ref={form} class="stack gate">
      <Heading ref={heading} tabIndex={-1}>
        {t('gate.title', { count: people.size, campaign })}
      </Heading>
      {fields.length > 0 && <p class="soft">{t('gate.text')}</p>}
      {(fields.length > 1 || (fields[0]?.personIds.length ?? 0) > 1) && (
        <div class="row-of wrap">
          <button type="button" class="button small" onClick={() => model.changeAll(fields, 'task')}>
            {t('gate.allTask')}
          </button>
          <button type="button" class="button small" onClick={() => model.changeAll(fields, 'skip')}>
            {t('gate.allSkip')}
          </button>
        </div>
      )}
      {fields.map((field) => (
        <FieldChoice key={field.field} field={field} model={model} names={names} />
      ))}
      {blanks.map((field) => (
        <Blank key={field.field} field={field} model={model} names={names} />
      ))}
      {prompts.length > 0 && (
        <Note tone="info" icon="email" title={t('gate.prompts')} text={formatList(prompts)} />
      )}
      {turning.length > 0 && (
        <Note tone="warn" icon="email" title={t('gate.promptsAutomatic')} text={formatList(turning)} />
      )}
      {onBack && (
        <div>
          <button type="button" class="button plain small" onClick={onBack}>
            {t('gate.back')}
          </button>
        </div>
      )}
    </div>
  );
}

interface BlankProps {
  field: BlankField;
  model: GateModel;
  names: ReadonlyMap<string, string>;
}

/** Whose mail has nothing where a field stands; it goes all the same, unless a value is entered here. */
function Blank({ field: { field, personIds, steps }, model, names }: BlankProps) {
  const nameOf = (id: string): string => names.get(id) || t('common.noName');
  const isFirstName = sameFieldOf(field) === 'first_name';
  const said = { count: personIds.length, field };
  return (
    <section class="stack tight gate-field" aria-label={field}>
      <p>
        <code>{field}</code> <span class="soft">{t('gate.inSteps', { steps: formatList(steps) })}</span>
      </p>
      <p class="small">{isFirstName ? t('gate.noFirstName', said) : t('gate.blank', said)}</p>
      <p class="small">{formatList(personIds.map(nameOf))}</p>
      <details>
        <summary>{t('gate.enter')}</summary>
        <div class="stack tight">
          {personIds.map((id) => (
            <TextField
              key={id}
              label={t('gate.valueOf', { name: nameOf(id) })}
              value={model.entered.get(field)?.[id] ?? ''}
              maxLength={100}
              onInput={(value) => model.enter(field, id, value)}
            />
          ))}
        </div>
      </details>
    </section>
  );
}

/** Where the first thing is still to be said. */
function focusFirstWrong(form: HTMLElement | null): void {
  const field = form?.querySelector('[data-undecided]');
  const input = field?.querySelector<HTMLElement>('[aria-invalid=true]') ?? field?.querySelector('input');
  input?.focus();
}

interface FieldChoiceProps {
  field: LackedField;
  model: GateModel;
  names: ReadonlyMap<string, string>;
}

function FieldChoice({ field, model, names }: FieldChoiceProps) {
  const { drafts, fields, tries } = model;
  const draft = draftOf(drafts, field.field);
  const whom = concerned(field, fields, drafts);
  const nameOf = (id: string): string => names.get(id) || t('common.noName');
  const change = (next: Partial<FieldDraft>): void => model.change(field.field, { ...draft, ...next });
  const wrong = tries > 0 && !isDecided(field, fields, drafts);
  const { refusedFor = [] } = draft;
  const wrongText = (text: string, isRefused: boolean): string | null => {
    if (!wrong) return null;
    if (text.trim() === '') return t('gate.textNeeded');
    return isRefused ? t('gate.unsafeText') : null;
  };
  return (
    <section class="stack tight gate-field" aria-label={field.field} data-undecided={wrong || undefined}>
      <p>
        <code>{field.field}</code>{' '}
        <span class="soft">{t('gate.inSteps', { steps: formatList(field.steps) })}</span>
      </p>
      <p class="small">{t('gate.lackedBy', { names: formatList(field.personIds.map(nameOf)) })}</p>
      {field.unsafe && <p class="warn-line small">{t('gate.unsafe')}</p>}
      {whom.length === 0 ? (
        <p class="soft small">{t('gate.allOut')}</p>
      ) : (
        <>
          <Choices
            label={t('gate.choose', { field: field.field })}
            options={ways
              .filter((way) => way !== 'edit' || field.editable)
              .map((way) => ({ value: way, label: t(`gate.way.${way}`) }))}
            value={draft.way}
            onChange={(way) => change({ way })}
          />
          {draft.way === 'default' && (
            <TextField
              label={t('gate.defaultText')}
              value={draft.text}
              maxLength={2000}
              wrong={wrongText(draft.text, refusedFor.length > 0)}
              onInput={(text) => change({ text })}
            />
          )}
          {draft.way === 'edit' &&
            whom.map((id) => (
              <TextField
                key={id}
                label={t('gate.valueOf', { name: nameOf(id) })}
                value={draft.values[id] ?? ''}
                maxLength={2000}
                wrong={wrongText(draft.values[id] ?? '', refusedFor.includes(id))}
                onInput={(value) => change({ values: { ...draft.values, [id]: value } })}
              />
            ))}
          {wrong && draft.way === null && (
            <small class="danger" role="alert">
              {t('gate.chooseNeeded')}
            </small>
          )}
        </>
      )}
    </section>
  );
}
