import type { Team } from '../../lib/contract/team-api.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

interface DeleteTeamProps {
  team: Team;
  onClose(): void;
  onDeleted(): void;
}

/** Asks before a team is deleted, with what is no longer shared then. */
export function DeleteTeam({ team, onClose, onDeleted }: DeleteTeamProps) {
  const ask = useLibrary();
  const request = { params: { id: team.id } };
  const told = useAsked(`team ${team.id}`, () => ask('teams.deletion', request));
  const { submit, busy, problem } = useSubmit(() => ask('teams.delete', request), onDeleted);
  const consequence = told.value;
  const failed = problem ?? told.problem;
  return (
    <Modal name="delete-team" title={t('teams.deleteTitle', { name: team.name })} onClose={onClose}>
      <div class="stack form">
        {!consequence && !failed && <Bones label={t('queue.loading')} />}
        {consequence && consequence.templates + consequence.campaigns === 0 && (
          <p>{t('teams.deleteEmpty')}</p>
        )}
        {consequence && consequence.templates + consequence.campaigns > 0 && (
          <>
            <p>{t('teams.deleteText', consequence)}</p>
            <p>{t('teams.deletePrivate', { count: consequence.private })}</p>
          </>
        )}
        {failed && <ProblemNote problem={failed} />}
        <div class="row-of wrap">
          <button
            type="button"
            class="button main"
            disabled={!consequence || busy}
            onClick={() => void submit()}
          >
            {t('teams.deleteAction')}
          </button>
          <button type="button" class="button" data-first onClick={onClose}>
            {t('common.cancel')}
          </button>
        </div>
      </div>
    </Modal>
  );
}
