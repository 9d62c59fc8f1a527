import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { PeopleList } from '../../lib/contract/people-list.ts';
import type { Person } from '../../lib/contract/person.ts';
import { useClock } from '../data/use-clock.ts';
import type { Live } from '../data/use-live.ts';
import { Asked } from '../feedback/Asked.tsx';
import type { IconName } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { SharingDialog, saySharing } from '../library/SharingDialog.tsx';
import { MailingsOfList } from '../mailings/MailingsOfList.tsx';
import { NewMailing } from '../mailings/NewMailing.tsx';
import type { PeopleAddress } from '../people/address.ts';
import { peopleOf } from '../people/ExportPeople.tsx';
import { useFound } from '../people/use-found.ts';
import { AddMembers } from './AddMembers.tsx';
import { BackToLists, ListHead } from './ListHead.tsx';
import type { ListEvents } from './ListsTab.tsx';
import type { ListKind } from './list-kind.ts';
import { Members } from './Members.tsx';

/** One more thing that can be done with a list of this kind: its button, and the dialog behind it. */
export interface OwnAct<T> {
  name: string;
  icon: IconName;
  text: string;
  dialog(list: T, events: { onClose(): void; done(said: string, name: string): void }): ComponentChildren;
}

export interface ListPageProps<T> extends ListEvents {
  kind: ListKind;
  id: string;
  me: Me;
  sheet: Live<T>;
  /** What is said of it besides its size, its owner and with whom it is shared. */
  facts(list: T): string[];
  /** What stands between the head and the members, if anything. */
  about?(list: T): ComponentChildren;
  /** What of it is shown. */
  part: PeopleAddress['part'];
  /** People are added and taken out by hand. */
  isByHand(list: T): boolean;
  acts(list: T): OwnAct<T>[];
  onPerson(person: Person): void;
}

/** One list of people: what it is, and who is in it. */
export function ListPage<T extends PeopleList & { people: number }>(props: ListPageProps<T>) {
  const { kind, id, me, sheet, facts, about, part, isByHand, acts, onBack, onChanged, onPerson } = props;
  const ask = useLibrary();
  const clock = useClock(me.user.timeZone);
  const params = { id };
  const here = `#/people?tab=${kind}&id=${id}`;
  const people = useFound(`members of ${id}`, '', ({ limit }) =>
    ask(`${kind}.people`, { params, query: { limit } }),
  );
  const [open, setOpen] = useState<string | null>(null);
  const onClose = (): void => setOpen(null);
  const done: ListEvents['onChanged'] = (said, name, undo = null) => {
    onClose();
    void sheet.reload();
    void people.reload();
    onChanged(said, name, undo);
  };
  const change = (body: { add?: string[]; remove?: string[] }) => ask(`${kind}.change`, { params, body });
  const back = (body: Parameters<typeof change>[0]) => async () => {
    const answer = await change(body);
    void sheet.reload();
    void people.reload();
    return answer;
  };
  return (
    <>
      <BackToLists kind={kind} onBack={onBack} />
      {!sheet.value && <h1 class="heard">{t(`${kind}.title`)}</h1>}
      <Asked live={sheet} label={t('queue.loading')}>
        {(list) => {
          const byHand = list.mayChange && isByHand(list);
          const own = list.mayChange ? acts(list) : [];
          const count = t('selections.size', { count: list.people });
          const owner =
            list.ownerId === me.user.id || !list.ownerName
              ? []
              : [t('selections.ownedBy', { name: list.ownerName })];
          return (
            <>
              <ListHead
                name={list.name}
                facts={[...facts(list), count, ...owner, saySharing(list)]}
                acts={[
                  { name: 'mailing', icon: 'send', text: t('mailings.makeFor') } as const,
                  ...(byHand
                    ? [{ name: 'add', icon: 'add', text: t('peopleLists.addMembers') } as const]
                    : []),
                  ...(list.mayChange
                    ? [{ name: 'share', icon: 'people', text: t('sharing.open') } as const]
                    : []),
                  ...own,
                ].map(({ name, icon, text }) => ({ icon, text, onPress: () => setOpen(name) }))}
              />
              {about?.(list)}
              <nav class="row-of wrap people-tabs" aria-label={t('selections.tabs')}>
                <a href={here} aria-current={part === '' ? 'page' : undefined}>
                  {t('selections.membersTab')}
                </a>
                <a href={`${here}&part=mailings`} aria-current={part === 'mailings' ? 'page' : undefined}>
                  {t(kind === 'selections' ? 'mailings.ofSelection' : 'mailings.ofProject')}
                </a>
              </nav>
              {part === 'mailings' ? (
                <MailingsOfList kind={kind} id={id} clock={clock} onNew={() => setOpen('mailing')} />
              ) : (
                <Asked live={{ ...people, value: people.found }} label={t('queue.loading')}>
                  {(found) => (
                    <Members
                      list={found}
                      mayTakeOut={byHand}
                      takeOut={(remove) => change({ remove })}
                      onTakenOut={(gone) =>
                        done(t('selections.tookOut', { count: gone.length }), list.name, back({ add: gone }))
                      }
                      onMore={people.showMore}
                      onPerson={onPerson}
                      clock={clock}
                      name={list.name}
                      ask={async (query) => peopleOf(await ask(`${kind}.people`, { params, query }))}
                    />
                  )}
                </Asked>
              )}
              {open === 'add' && (
                <AddMembers
                  name={list.name}
                  present={everybodyIn(people.found)}
                  add={(add) => change({ add })}
                  onClose={onClose}
                  onAdded={(added, fresh) =>
                    done(
                      t('peopleLists.addedCount', { count: added.length }),
                      list.name,
                      fresh.length > 0 ? back({ remove: fresh }) : null,
                    )
                  }
                />
              )}
              {open === 'mailing' && (
                <NewMailing
                  copyOf={null}
                  me={me}
                  about={{ kind, id, name: list.name }}
                  onClose={onClose}
                  onBegun={(begun) => {
                    location.hash = `#/mailings/${begun.id}?part=setup`;
                  }}
                />
              )}
              {open === 'share' && (
                <SharingDialog
                  kind={kind}
                  name={list.name}
                  sharing={list}
                  onClose={onClose}
                  share={(body) => ask(`${kind}.share`, { params, body })}
                  onShared={(_, said) => done(said, list.name)}
                />
              )}
              {own.find(({ name }) => name === open)?.dialog(list, { onClose, done })}
            </>
          );
        }}
      </Asked>
    </>
  );
}

/** Ids of who is in a list; null while not all of them are shown. */
function everybodyIn(found: { people: readonly Person[]; total: number } | null): string[] | null {
  return found && found.people.length >= found.total ? found.people.map(({ id }) => id) : null;
}
