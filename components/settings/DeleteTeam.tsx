import type { Team } from '../../lib/contract/team-api.ts';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { formatList, t } from '../i18n.ts';
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
  return (
    <DeleteDialog
      name="delete-team"
      title={t('teams.deleteTitle', { name: team.name })}
      action={t('teams.deleteAction')}
      told={useAsked(`team ${team.id}`, () => ask('teams.deletion', request))}
      remove={() => ask('teams.delete', request)}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      {({ templates, campaigns, selections, projects, content, private: hidden }) => {
        const shared = [
          ...(templates > 0 ? [t('library.count', { count: templates })] : []),
          ...(campaigns > 0 ? [t('campaigns.count', { count: campaigns })] : []),
          ...(selections > 0 ? [t('selections.count', { count: selections })] : []),
          ...(projects > 0 ? [t('projects.count', { count: projects })] : []),
          ...(content > 0 ? [t('content.count', { count: content })] : []),
        ];
        if (shared.length === 0) return <p>{t('teams.deleteEmpty')}</p>;
        return (
          <>
            <p>{t('teams.deleteText', { shared: formatList(shared) })}</p>
            <p>{t('teams.deletePrivate', { count: hidden })}</p>
          </>
        );
      }}
    </DeleteDialog>
  );
}
