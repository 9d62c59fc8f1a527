import type { Project } from '../../lib/contract/project.ts';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { saySharing } from '../library/SharingDialog.tsx';
import { ListPage, type ListPageProps } from '../people-lists/ListPage.tsx';
import { ProjectDialog } from './ProjectDialog.tsx';

type ProjectPageProps = Pick<
  ListPageProps<Project>,
  'id' | 'me' | 'part' | 'onBack' | 'onChanged' | 'onDeleted' | 'onPerson'
>;

/** One project: what it is, and who takes part in it. */
export function ProjectPage(props: ProjectPageProps) {
  const { id, onDeleted } = props;
  const ask = useLibrary();
  const params = { id };
  const sheet = useAsked(`project ${id}`, () => ask('projects.get', { params }));
  return (
    <ListPage
      {...props}
      kind="projects"
      sheet={sheet}
      facts={({ status }) => [t(`projects.statuses.${status}`)]}
      about={({ description }) => description && <p class="project-description">{description}</p>}
      isByHand={() => true}
      acts={() => [
        {
          name: 'edit',
          icon: 'edit',
          text: t('selections.change'),
          dialog: (project, { onClose, done }) => (
            <ProjectDialog
              project={project}
              onClose={onClose}
              onSaved={({ name }) => done(t('projects.saved', { name }), name)}
            />
          ),
        },
        {
          name: 'delete',
          icon: 'delete',
          text: t('projects.deleteAction'),
          dialog: (project, { onClose }) => (
            <DeleteDialog
              name="delete-project"
              title={t('projects.deleteTitle', { name: project.name })}
              action={t('projects.deleteAction')}
              told={{ value: project, problem: null }}
              remove={() => ask('projects.delete', { params })}
              onClose={onClose}
              onDeleted={() => onDeleted(project)}
            >
              {({ people: count }) => (
                <>
                  <p>{[t('selections.size', { count }), saySharing(project)].join(' · ')}</p>
                  <p>{t('projects.deleteText')}</p>
                </>
              )}
            </DeleteDialog>
          ),
        },
      ]}
    />
  );
}
