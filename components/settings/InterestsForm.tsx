import { useState } from 'preact/hooks';
import type { Interest, InterestRow } from '../../lib/contract/interest.ts';
import type { Result } from '../../lib/contract/result.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Asked } from '../feedback/Asked.tsx';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Form, TextField } from '../person/Form.tsx';

type Open = { kind: 'write'; interest: InterestRow | null } | { kind: 'remove'; interest: InterestRow };

/** What people can be interested in: made, renamed and removed here. */
export function InterestsForm() {
  const ask = useLibrary();
  const list = useAsked('interests', () => ask('interests.list', {}));
  const [open, setOpen] = useState<Open | null>(null);
  const [spoken, setSpoken] = useState('');
  const done = (said: string): void => {
    setOpen(null);
    setSpoken(said);
    void list.reload();
  };
  const onClose = (): void => setOpen(null);
  return (
    <section class="stack" aria-labelledby="settings-interests">
      <h2 id="settings-interests">{t('interests.title')}</h2>
      <p class="soft">{t('interests.text')}</p>
      <Asked live={list} label={t('queue.loading')}>
        {({ interests }) => (
          <>
            {interests.length === 0 && <p class="soft">{t('interests.none')}</p>}
            {interests.length > 0 && (
              <ul class="days-off interests">
                {interests.map((interest) => (
                  <Line key={interest.id} interest={interest} onOpen={setOpen} />
                ))}
              </ul>
            )}
            <div class="row-of">
              <button type="button" class="button" onClick={() => setOpen({ kind: 'write', interest: null })}>
                <Icon name="add" />
                {t('interests.new')}
              </button>
            </div>
            {open?.kind === 'write' && (
              <InterestDialog
                interest={open.interest}
                others={interests.filter(({ id }) => id !== open.interest?.id)}
                save={(written) => {
                  const known = interests.map(({ id, name }) => (id === written.id ? written : { id, name }));
                  return ask('interests.set', {
                    body: { interests: open.interest ? known : [...known, written] },
                  });
                }}
                onClose={onClose}
                onSaved={({ name }) => done(t('interests.saved', { name }))}
              />
            )}
            {open?.kind === 'remove' && (
              <DeleteDialog
                name="remove-interest"
                title={t('interests.removeTitle', { name: open.interest.name })}
                action={t('interests.removeAction')}
                told={{ value: open.interest, problem: null }}
                remove={() => ask('interests.remove', { params: { id: open.interest.id } })}
                onClose={onClose}
                onDeleted={() => done(t('interests.removed', { name: open.interest.name }))}
              >
                {({ people }) => (
                  <p>
                    {people > 0 ? t('interests.removeHits', { count: people }) : t('interests.removeFree')}
                  </p>
                )}
              </DeleteDialog>
            )}
          </>
        )}
      </Asked>
      <p class="soft" role="status">
        {spoken}
      </p>
    </section>
  );
}

function Line({ interest, onOpen }: { interest: InterestRow; onOpen(open: Open): void }) {
  const { name, people } = interest;
  const [edit, remove] = [t('teams.edit', { name }), t('interests.remove', { name })];
  return (
    <li class="row-of wrap">
      <bdi class="grow cut">{name}</bdi>
      <span class="soft">{t('selections.size', { count: people })}</span>
      <button
        type="button"
        class="icon-button"
        aria-label={edit}
        title={edit}
        onClick={() => onOpen({ kind: 'write', interest })}
      >
        <Icon name="edit" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={remove}
        title={remove}
        onClick={() => onOpen({ kind: 'remove', interest })}
      >
        <Icon name="delete" />
      </button>
    </li>
  );
}

interface InterestDialogProps {
  /** Null: one more. */
  interest: Interest | null;
  others: readonly Interest[];
  save(interest: Interest): Promise<Result<unknown>>;
  onClose(): void;
  onSaved(interest: Interest): void;
}

/** What an interest is called. */
function InterestDialog({ interest, others, save, onClose, onSaved }: InterestDialogProps) {
  const [id] = useState(() => interest?.id ?? crypto.randomUUID());
  const [name, setName] = useState(interest?.name ?? '');
  const [tried, setTried] = useState(false);
  const written = { id, name: name.trim() };
  const isTaken = others.some((other) => other.name.toLowerCase() === written.name.toLowerCase());
  const fault = written.name === '' ? t('selections.nameNeeded') : isTaken ? t('interests.taken') : null;
  const submit = useSubmit(
    () => save(written),
    () => onSaved(written),
  );
  return (
    <Modal
      name="interest"
      title={interest ? t('contact.edit', { name: interest.name }) : t('interests.new')}
      onClose={onClose}
    >
      <Form
        action={t('settings.save')}
        submit={submit}
        onSubmit={() => {
          setTried(true);
          if (fault === null) void submit.submit();
        }}
      >
        <TextField
          label={t('contacts.name')}
          value={name}
          maxLength={100}
          first
          wrong={tried ? fault : null}
          onInput={setName}
        />
      </Form>
    </Modal>
  );
}
