import { useId } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { LinkActions } from '../../lib/contract/registered-link.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { CheckField, Choices, Field, LongField, SelectField, TextField } from '../person/Form.tsx';
import { type LinkDraft, withFirst } from './link-draft.ts';

interface LinkActionFieldsProps {
  draft: LinkDraft;
  me: Me;
  taskNeeded: string | null;
  onChange(part: Partial<LinkDraft>): void;
}

const lists = ['interests', 'selections', 'projects'] as const;
const types = ['custom', 'call'] as const;

/** What a person’s click does besides leading somewhere. */
export function LinkActionFields({ draft, me, taskNeeded, onChange }: LinkActionFieldsProps) {
  const ask = useLibrary();
  const datalist = useId();
  const interests = useAsked('interests', () => ask('interests.list', {}));
  const selections = useAsked('selections', () => ask('selections.list', {}));
  const projects = useAsked('projects', () => ask('projects.list', {}));
  const members = useAsked('members', () => ask('members.list', {}));
  const fields = useAsked('field names', () => ask('people.fields', {})).value?.fields ?? [];
  const problem = [interests, selections, projects, members].find((live) => live.problem)?.problem;
  const own = (list: { id: string; name: string; mayChange: boolean }) => list.mayChange;
  const choices = {
    interests: interests.value?.interests ?? [],
    selections: selections.value?.selections.filter((one) => own(one) && one.kind === 'static') ?? [],
    projects: projects.value?.projects.filter(own) ?? [],
  };
  const { followUp } = draft;
  const setTask = (part: Partial<NonNullable<LinkActions['followUp']>>): void => {
    if (followUp) onChange({ followUp: { ...followUp, ...part } });
  };
  const firstTask = {
    type: 'custom',
    title: '',
    details: '',
    inDays: 0,
    assigneeId: me.user.id,
    preferSalesContact: true,
  } as const;
  return (
    <fieldset class="stack link-actions">
      <legend class="legend">{t('trackedLinks.actions')}</legend>
      <p class="soft small">{t('trackedLinks.actionsHint')}</p>
      {problem && <ProblemNote problem={problem} />}
      <div class="link-pair">
        <TextField
          label={t('trackedLinks.field')}
          value={draft.fieldName}
          optional
          maxLength={64}
          list={datalist}
          onInput={(fieldName) => onChange({ fieldName })}
        />
        <TextField
          label={t('trackedLinks.value')}
          value={draft.fieldValue}
          optional
          maxLength={2000}
          onInput={(fieldValue) => onChange({ fieldValue })}
        />
        <datalist id={datalist}>
          {fields.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      {lists.map((list) => (
        <div key={list} class="link-pair">
          {(['add', 'remove'] as const).map((way) => (
            <SelectField
              key={way}
              label={t(`trackedLinks.${way}.${list}`)}
              options={optionsOf(choices[list], draft[list][way])}
              value={draft[list][way][0] ?? ''}
              onChange={(id) =>
                onChange({ [list]: { ...draft[list], [way]: withFirst(draft[list][way], id) } })
              }
            />
          ))}
        </div>
      ))}
      <CheckField
        label={t('trackedLinks.followUp')}
        on={followUp !== null}
        onChange={(on) => onChange({ followUp: on ? firstTask : null })}
      />
      {followUp && (
        <>
          <Choices
            label={t('newTask.type')}
            options={types.map((value) => ({ value, label: t(`type.${value}`) }))}
            value={followUp.type}
            onChange={(type) => setTask({ type })}
          />
          <TextField
            label={t('newTask.what')}
            value={followUp.title}
            maxLength={200}
            wrong={taskNeeded}
            onInput={(title) => setTask({ title })}
          />
          <Field label={t('trackedLinks.inDays')} wrong={null}>
            {(tied) => (
              <input
                class="input"
                type="number"
                min={0}
                max={365}
                value={followUp.inDays}
                {...tied}
                onInput={({ currentTarget: { value } }) =>
                  setTask({ inDays: Math.min(365, Math.max(0, Math.trunc(Number(value) || 0))) })
                }
              />
            )}
          </Field>
          <SelectField
            label={t('trackedLinks.assignee')}
            options={(members.value?.members ?? [{ id: me.user.id, name: me.user.name }]).map(
              ({ id, name }) => ({ value: id, label: name }),
            )}
            value={followUp.assigneeId}
            onChange={(assigneeId) => setTask({ assigneeId })}
          />
          <CheckField
            label={t('trackedLinks.preferSalesContact')}
            on={followUp.preferSalesContact}
            onChange={(preferSalesContact) => setTask({ preferSalesContact })}
          />
          <LongField
            label={t('newTask.details')}
            value={followUp.details}
            maxLength={20_000}
            onInput={(details) => setTask({ details })}
          />
        </>
      )}
    </fieldset>
  );
}

/** What is chosen stays in sight, also when it is nobody’s here to choose. */
function optionsOf(choices: readonly { id: string; name: string }[], chosen: readonly string[]) {
  const known = choices.map(({ id, name }) => ({ value: id, label: name }));
  const [first] = chosen;
  const hidden = first !== undefined && !choices.some(({ id }) => id === first);
  return [
    { value: '', label: t('trackedLinks.nothing') },
    ...(hidden ? [{ value: first, label: t('trackedLinks.somebodyElses') }] : []),
    ...known,
  ];
}
