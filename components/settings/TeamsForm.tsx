import { useState } from 'preact/hooks';
import type { Team } from '../../lib/contract/team-api.ts';
import { useChanges } from '../data/use-changes.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { DeleteTeam } from './DeleteTeam.tsx';
import { TeamDialog } from './TeamDialog.tsx';

type Open = { kind: 'write'; team: Team | null } | { kind: 'delete'; team: Team };

/** The teams of a workspace, with which content can be shared. */
export function TeamsForm() {
  const ask = useLibrary();
  const list = useAsked('teams', () => ask('teams.list', {}));
  const changes = useChanges(list.reload);
  const [open, setOpen] = useState<Open | null>(null);
  const teams = list.value?.teams;
  const close = (): void => setOpen(null);
  const done = (said: string): void => {
    close();
    void changes.change(() => ask('teams.list', {}), said);
  };
  const problem = changes.problem ?? list.problem;
  return (
    <section class="stack" aria-labelledby="settings-teams">
      <h2 id="settings-teams">{t('teams.title')}</h2>
      <p class="soft">{t('teams.text')}</p>
      {problem && <ProblemNote problem={problem} onDismiss={changes.dismiss} />}
      {!teams && !problem && <Bones label={t('queue.loading')} />}
      {teams?.length === 0 && <p class="soft">{t('teams.none')}</p>}
      {teams && teams.length > 0 && (
        <ul class="days-off">
          {teams.map((team) => (
            <Line key={team.id} team={team} onOpen={setOpen} />
          ))}
        </ul>
      )}
      {teams && (
        <div class="row-of">
          <button type="button" class="button" onClick={() => setOpen({ kind: 'write', team: null })}>
            <Icon name="add" />
            {t('teams.new')}
          </button>
        </div>
      )}
      <p class="soft" role="status">
        {changes.spoken}
      </p>
      {open?.kind === 'write' && (
        <TeamDialog
          team={open.team}
          teams={teams ?? []}
          onClose={close}
          onSaved={({ name }) => done(t('teams.saved', { name }))}
        />
      )}
      {open?.kind === 'delete' && (
        <DeleteTeam
          team={open.team}
          onClose={close}
          onDeleted={() => done(t('teams.deleted', { name: open.team.name }))}
        />
      )}
    </section>
  );
}

function Line({ team, onOpen }: { team: Team; onOpen(open: Open): void }) {
  const { name, memberIds } = team;
  return (
    <li class="row-of">
      <bdi class="grow cut">{name}</bdi>
      <span class="soft">{t('teams.size', { count: memberIds.length })}</span>
      <button
        type="button"
        class="icon-button"
        aria-label={t('teams.edit', { name })}
        title={t('teams.edit', { name })}
        onClick={() => onOpen({ kind: 'write', team })}
      >
        <Icon name="edit" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={t('teams.delete', { name })}
        title={t('teams.delete', { name })}
        onClick={() => onOpen({ kind: 'delete', team })}
      >
        <Icon name="delete" />
      </button>
    </li>
  );
}
