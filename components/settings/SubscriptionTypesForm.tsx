import { useState } from 'preact/hooks';
import type { SubscriptionTypeRow } from '../../lib/contract/subscription.ts';
import { useChanges } from '../data/use-changes.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UndoBar } from '../feedback/UndoBar.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { SubscriptionTypeDialog } from './SubscriptionTypeDialog.tsx';

type Types = readonly SubscriptionTypeRow[];

/** Types of mailings that people can decline. Each change holds at once, and can be taken back for ten seconds. */
export function SubscriptionTypesForm() {
  const ask = useLibrary();
  const list = useAsked('subscription types', () => ask('subscriptionTypes.list', {}));
  const changes = useChanges(list.reload);
  const [undo, setUndo] = useState<{ id: string; text: string; types: Types } | null>(null);
  // Null: one more.
  const [open, setOpen] = useState<{ type: SubscriptionTypeRow | null } | null>(null);
  // As they are to be, at once, so that the next change is one of these.
  const [wished, setWished] = useState<Types | null>(null);
  const types = wished ?? list.value?.types;
  const set = (next: Types) =>
    ask('subscriptionTypes.set', { body: { types: next.map(({ declined: _, ...type }) => type) } });
  const save = async (next: Types, text: string): Promise<void> => {
    setWished(next);
    const saved = await changes.change(() => set(next), text);
    // Unless one more change has been made meanwhile.
    setWished((now) => (now === next ? null : now));
    if (saved && types) setUndo({ id: crypto.randomUUID(), text, types });
  };
  const takeBack = (before: Types): void => {
    setUndo(null);
    setWished(null);
    void changes.change(() => set(before), t('campaigns.saidUndone'));
  };
  const problem = changes.problem ?? list.problem;
  return (
    <section class="stack" aria-labelledby="settings-subscriptions">
      <h2 id="settings-subscriptions">{t('subscriptions.title')}</h2>
      <p class="soft">{t('subscriptions.text')}</p>
      {problem && <ProblemNote problem={problem} onDismiss={changes.dismiss} />}
      {!types && !problem && <Bones label={t('queue.loading')} />}
      {types?.length === 0 && <p class="soft">{t('subscriptions.none')}</p>}
      {types && types.length > 0 && (
        <ul class="days-off subscription-types">
          {types.map((type, place) => (
            <Line
              key={type.id}
              type={type}
              place={place}
              count={types.length}
              onOpen={() => setOpen({ type })}
              onMove={(to) =>
                void save(moved(types, place, to), t('subscriptions.saidMoved', { name: type.name }))
              }
              onUse={(active) =>
                void save(
                  types.map((one) => (one.id === type.id ? { ...one, active } : one)),
                  t('subscriptions.saved', { name: type.name }),
                )
              }
              onRemove={() =>
                void save(
                  types.filter(({ id }) => id !== type.id),
                  t('subscriptions.removed', { name: type.name }),
                )
              }
            />
          ))}
        </ul>
      )}
      {types && (
        <div class="row-of">
          <button type="button" class="button" onClick={() => setOpen({ type: null })}>
            <Icon name="add" />
            {t('subscriptions.new')}
          </button>
        </div>
      )}
      {undo && (
        <UndoBar
          id={undo.id}
          text={undo.text}
          onUndo={() => takeBack(undo.types)}
          onExpire={() => setUndo(null)}
        />
      )}
      <p class="heard" role="status">
        {changes.spoken}
      </p>
      {open && types && (
        <SubscriptionTypeDialog
          type={open.type}
          others={types.filter(({ id }) => id !== open.type?.id)}
          onClose={() => setOpen(null)}
          save={(type) => {
            const written = { declined: 0, ...types.find(({ id }) => id === type.id), ...type };
            return set(
              open.type ? types.map((one) => (one.id === type.id ? written : one)) : [...types, written],
            );
          }}
          onSaved={({ name }) => {
            setOpen(null);
            setWished(null);
            setUndo({ id: crypto.randomUUID(), text: t('subscriptions.saved', { name }), types });
            void list.reload();
          }}
        />
      )}
    </section>
  );
}

interface LineProps {
  type: SubscriptionTypeRow;
  place: number;
  /** How many there are. */
  count: number;
  onOpen(): void;
  onMove(to: number): void;
  onUse(active: boolean): void;
  onRemove(): void;
}

function Line({ type, place, count, onOpen, onMove, onUse, onRemove }: LineProps) {
  const { name, active, declined } = type;
  return (
    <li class="row-of wrap">
      <bdi class="grow cut">{name}</bdi>
      {declined > 0 && <span class="soft">{t('subscriptions.declined', { count: declined })}</span>}
      <label class="row-of">
        <input type="checkbox" checked={active} onChange={(event) => onUse(event.currentTarget.checked)} />
        {t('subscriptions.inUse')}
        <span class="heard"> {name}</span>
      </label>
      <Press
        icon="chevron"
        turned
        label={t('subscriptions.up', { name })}
        onPress={place > 0 ? () => onMove(place - 1) : null}
      />
      <Press
        icon="chevron"
        label={t('subscriptions.down', { name })}
        onPress={place < count - 1 ? () => onMove(place + 1) : null}
      />
      <Press icon="edit" label={t('teams.edit', { name })} onPress={onOpen} />
      <Press
        icon="delete"
        label={t('subscriptions.remove', { name })}
        onPress={declined === 0 ? onRemove : null}
      />
    </li>
  );
}

interface PressProps {
  icon: 'chevron' | 'edit' | 'delete';
  /** So that it leads up. */
  turned?: boolean;
  label: string;
  /** Null: it cannot be done here. */
  onPress: (() => void) | null;
}

function Press({ icon, turned, label, onPress }: PressProps) {
  return (
    <button
      type="button"
      class={turned ? 'icon-button turned' : 'icon-button'}
      aria-label={label}
      title={label}
      disabled={onPress === null}
      onClick={() => onPress?.()}
    >
      <Icon name={icon} />
    </button>
  );
}

function moved(types: Types, from: number, to: number): Types {
  const next = types.filter((_, place) => place !== from);
  return [...next.slice(0, to), ...types.slice(from, from + 1), ...next.slice(to)];
}
