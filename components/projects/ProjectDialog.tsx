import { useState } from 'preact/hooks';
import { type Project, ProjectStatus } from '../../lib/contract/project.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { ListNameField } from '../people-lists/ListNameField.tsx';
import { Choices, Form, LongField } from '../person/Form.tsx';

interface ProjectDialogProps {
  /** Null: a new one. */
  project: Project | null;
  onClose(): void;
  onSaved(project: Project): void;
}

/** A new project, or what is said of one that is there. */
export function ProjectDialog({ project, onClose, onSaved }: ProjectDialogProps) {
  const ask = useLibrary();
  // Made here, so that a repeat adds nothing.
  const [id] = useState(() => project?.id ?? crypto.randomUUID());
  const [name, setName] = useState(project?.name ?? '');
  const [description, setDescription] = useState(project?.description ?? '');
  const [status, setStatus] = useState<ProjectStatus>(project?.status ?? 'active');
  const [tried, setTried] = useState(false);
  const text = { name, description, status };
  const submit = useSubmit(
    () =>
      project
        ? ask('projects.update', { params: { id }, body: text })
        : ask('projects.create', { body: { id, ...text } }),
    onSaved,
  );
  const save = (): void => {
    setTried(true);
    if (name.trim()) void submit.submit();
  };
  const title = project ? t('projects.editTitle', { name: project.name }) : t('projects.new');
  return (
    <Modal name="project" title={title} onClose={onClose}>
      <Form action={t(project ? 'settings.save' : 'projects.newAction')} submit={submit} onSubmit={save}>
        <ListNameField value={name} tried={tried} onInput={setName} />
        <LongField
          label={t('projects.description')}
          value={description}
          maxLength={5000}
          wrong={submit.wrong('description')}
          onInput={setDescription}
        />
        <Choices
          label={t('projects.status')}
          options={ProjectStatus.options.map((value) => ({ value, label: t(`projects.statuses.${value}`) }))}
          value={status}
          onChange={setStatus}
        />
      </Form>
    </Modal>
  );
}
