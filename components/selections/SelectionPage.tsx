import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { SelectionSheet } from '../../lib/contract/selection.ts';
import { Asked } from '../feedback/Asked.tsx';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { Icon, type IconName } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { SharingDialog, saySharing } from '../library/SharingDialog.tsx';
import { useFound } from '../people/use-found.ts';
import { DeleteSelection } from './DeleteSelection.tsx';
import { Members } from './Members.tsx';
import { SelectionDialog } from './SelectionDialog.tsx';

interface SelectionPageProps {
  id: string;
  me: Me;
  onBack(): void;
  onChanged(said: string, name: string): void;
  onDeleted(selection: SelectionSheet): void;
  onPerson(person: Person): void;
}

type Open = 'edit' | 'share' | 'static' | 'delete';

/** One selection: what it is, and who is in it. */
export function SelectionPage({ id, me, onBack, onChanged, onDeleted, onPerson }: SelectionPageProps) {
  const ask = useLibrary();
  const params = { id };
  const sheet = useAsked(`selection ${id}`, () => ask('selections.get', { params }));
  const people = useFound(`members of ${id}`, '', ({ limit }) =>
    ask('selections.people', { params, query: { limit } }),
  );
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const done = (said: string, name: string): void => {
    close();
    void sheet.reload();
    void people.reload();
    onChanged(said, name);
  };
  return (
    <>
      <p>
        <button type="button" class="button small" onClick={onBack}>
          <Icon name="back" />
          {t('selections.title')}
        </button>
      </p>
      {!sheet.value && <h1 class="heard">{t('selections.title')}</h1>}
      <Asked live={sheet} label={t('queue.loading')}>
        {(value) => (
          <>
            <header class="row-of wrap">
              <div class="grow stack tight">
                <h1 class="cut">
                  <bdi>{value.name}</bdi>
                </h1>
                <p class="soft">
                  {[
                    t(`selections.kinds.${value.kind}`),
                    t('selections.size', { count: value.people }),
                    ...(value.ownerId === me.user.id || !value.ownerName
                      ? []
                      : [t('selections.ownedBy', { name: value.ownerName })]),
                    saySharing(value),
                  ].join(' · ')}
                </p>
              </div>
              {value.mayChange && <Acts isStatic={value.kind === 'static'} onOpen={setOpen} />}
            </header>
            <nav class="row-of wrap people-tabs" aria-label={t('selections.tabs')}>
              <a href={`#/people?tab=selections&id=${id}`} aria-current="page">
                {t('selections.membersTab')}
              </a>
            </nav>
            <Asked live={{ ...people, value: people.found }} label={t('queue.loading')}>
              {(found) => (
                <Members
                  list={found}
                  mayTakeOut={value.mayChange && value.kind === 'static'}
                  takeOut={(remove) => ask('selections.change', { params, body: { remove } })}
                  onTakenOut={(count) => done(t('selections.tookOut', { count }), value.name)}
                  onMore={people.showMore}
                  onPerson={onPerson}
                />
              )}
            </Asked>
            {open === 'edit' && (
              <SelectionDialog
                selection={value}
                timeZone={me.user.timeZone}
                onClose={close}
                onSaved={({ name }) => done(t('selections.saved', { name }), name)}
              />
            )}
            {open === 'share' && (
              <SharingDialog
                kind="selections"
                name={value.name}
                sharing={value}
                onClose={close}
                share={(body) => ask('selections.share', { params, body })}
                onShared={(_, said) => done(said, value.name)}
              />
            )}
            {open === 'static' && (
              <DeleteDialog
                name="make-static"
                title={t('selections.makeStaticTitle', { name: value.name })}
                action={t('selections.makeStatic')}
                told={sheet}
                remove={() => ask('selections.makeStatic', { params })}
                onClose={close}
                onDeleted={({ name }) => done(t('selections.madeStatic', { name }), name)}
              >
                {({ people: count }) => (
                  <>
                    <p>{t('selections.size', { count })}</p>
                    <p>{t('selections.makeStaticText')}</p>
                  </>
                )}
              </DeleteDialog>
            )}
            {open === 'delete' && (
              <DeleteSelection selection={value} onClose={close} onDeleted={() => onDeleted(value)} />
            )}
          </>
        )}
      </Asked>
    </>
  );
}

function Acts({ isStatic, onOpen }: { isStatic: boolean; onOpen(open: Open): void }) {
  const acts: readonly { open: Open; icon: IconName; text: string }[] = [
    { open: 'edit', icon: 'edit', text: t('selections.change') },
    { open: 'share', icon: 'people', text: t('sharing.open') },
    ...(isStatic ? [] : [{ open: 'static', icon: 'done', text: t('selections.makeStatic') } as const]),
    { open: 'delete', icon: 'delete', text: t('selections.deleteAction') },
  ];
  return (
    <div class="row-of wrap">
      {acts.map(({ open, icon, text }) => (
        <button key={open} type="button" class="button small" onClick={() => onOpen(open)}>
          <Icon name={icon} />
          {text}
        </button>
      ))}
    </div>
  );
}
