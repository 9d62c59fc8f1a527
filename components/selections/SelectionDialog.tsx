import { useState } from 'preact/hooks';
import type { ConditionGroup } from '../../lib/contract/condition.ts';
import { ok } from '../../lib/contract/errors.ts';
import {
  type Selection,
  SelectionDefinition,
  SelectionKind,
  type SelectionSheet,
} from '../../lib/contract/selection.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { ListNameField } from '../people-lists/ListNameField.tsx';
import { Choices, Form } from '../person/Form.tsx';
import { type Combined, CombinedFields } from './CombinedFields.tsx';
import { ConditionsEditor } from './ConditionsEditor.tsx';
import { type Nameable, newCondition } from './condition-parts.ts';
import { Preview } from './Preview.tsx';

interface SelectionDialogProps {
  /** Null: a new one. */
  selection: SelectionSheet | null;
  timeZone: string;
  onClose(): void;
  onSaved(selection: Selection): void;
}

const hints = {
  static: 'selections.byHand',
  dynamic: 'selections.bySearch',
  combined: 'selections.byTwo',
} as const;

/** A new selection, or another name and definition for one that is there; whom it finds is shown meanwhile. */
export function SelectionDialog({ selection, timeZone, onClose, onSaved }: SelectionDialogProps) {
  const ask = useLibrary();
  const before = selection?.definition ?? null;
  // Made here, so that a repeat adds nothing.
  const [id] = useState(() => selection?.id ?? crypto.randomUUID());
  const [name, setName] = useState(selection?.name ?? '');
  const [kind, setKind] = useState<SelectionKind>(selection?.kind ?? 'static');
  const [conditions, setConditions] = useState<ConditionGroup>(
    before?.kind === 'dynamic'
      ? before.conditions
      : { field: 'group', match: 'all', of: [newCondition('email', timeZone)] },
  );
  const [combined, setCombined] = useState<Combined>(
    before?.kind === 'combined' ? before : { operator: 'both', firstId: '', secondId: '' },
  );
  const [tried, setTried] = useState(false);
  const known = useNameable(kind);
  const draft = kind === 'dynamic' ? { kind, conditions } : { ...combined, kind };
  const read = kind === 'static' ? null : SelectionDefinition.safeParse(draft);
  const wrong = read?.success === false ? read.error.issues.map(({ path }) => path.join('.')) : [];
  const definition = read?.success ? read.data : undefined;
  const submit = useSubmit(async () => {
    if (!selection)
      return await ask('selections.create', { body: { id, name, ...(definition && { definition }) } });
    const params = { id };
    const renamed =
      name === selection.name ? ok(selection) : await ask('selections.rename', { params, body: { name } });
    if (!renamed.ok || !definition) return renamed;
    return await ask('selections.define', { params, body: { definition } });
  }, onSaved);
  const save = (): void => {
    setTried(true);
    if (name.trim() && wrong.length === 0) void submit.submit();
  };
  const title = selection ? t('selections.editTitle', { name: selection.name }) : t('selections.new');
  return (
    <Modal name="selection" title={title} onClose={onClose}>
      <div class={kind === 'static' ? undefined : 'selection-builder'}>
        <Form
          action={t(selection ? 'settings.save' : 'selections.newAction')}
          submit={submit}
          onSubmit={save}
        >
          <ListNameField value={name} tried={tried} onInput={setName} />
          {!selection && (
            <Choices
              label={t('selections.kind')}
              options={SelectionKind.options.map((value) => ({
                value,
                label: t(`selections.kinds.${value}`),
              }))}
              value={kind}
              onChange={setKind}
            />
          )}
          <p class="soft">{t(hints[kind])}</p>
          {kind === 'dynamic' && (
            <ConditionsEditor
              group={conditions}
              known={known}
              timeZone={timeZone}
              wrong={tried ? wrong.map((path) => path.replace(/^conditions\./, '')) : []}
              onChange={setConditions}
            />
          )}
          {kind === 'combined' && (
            <CombinedFields
              combined={combined}
              ownId={id}
              wrong={tried ? wrong : []}
              onChange={setCombined}
            />
          )}
          {kind !== 'static' && <Preview definition={definition} />}
          {tried && wrong.length > 0 && (
            <p class="danger" role="alert">
              {t('selections.unfinishedWrong')}
            </p>
          )}
        </Form>
      </div>
    </Modal>
  );
}

/** What conditions can name; asked for when conditions are written. */
function useNameable(kind: SelectionKind): Nameable {
  const ask = useLibrary();
  const isAsked = kind === 'dynamic';
  const types = useAsked(isAsked ? 'subscription types' : null, () => ask('subscriptionTypes.list', {}));
  const selections = useAsked(isAsked ? 'selections' : null, () => ask('selections.list', {}));
  const interests = useAsked(isAsked ? 'interests' : null, () => ask('interests.list', {}));
  const projects = useAsked(isAsked ? 'projects' : null, () => ask('projects.list', {}));
  const campaigns = useAsked(isAsked ? 'campaigns' : null, () =>
    ask('campaigns.overview', { query: { limit: 1000 } }),
  );
  const countries = useAsked(isAsked ? 'countries' : null, () => ask('countries.list', {}));
  return {
    types: types.value?.types ?? [],
    selections: (selections.value?.selections ?? []).filter((one) => one.kind === 'static'),
    interests: interests.value?.interests ?? [],
    projects: projects.value?.projects ?? [],
    campaigns: campaigns.value?.campaigns ?? [],
    countries: countries.value?.countries ?? [],
  };
}
