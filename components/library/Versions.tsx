import { useState } from 'preact/hooks';
import type { Template } from '../../lib/contract/template.ts';
import type { DiffPart, TemplateVersion } from '../../lib/contract/template-library.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { type Clock, dayAndTime } from '../time.ts';
import { useAsked, useLibrary } from './ask.ts';
import { RestoreRow } from './RestoreRow.tsx';

interface VersionsProps {
  template: Template;
  mayChange: boolean;
  clock: Clock;
  onClose(): void;
  onRestored(template: Template): void;
}

/** Versions of a template, what differs between each and the present one, and the way back. */
export function Versions({ template, mayChange, clock, onClose, onRestored }: VersionsProps) {
  const ask = useLibrary();
  const { id, version: present } = template;
  const params = { id };
  const list = useAsked(`versions ${id} ${present}`, () => ask('templates.versions', { params }));
  const versions = list.value?.versions ?? [];
  const [chosen, setChosen] = useState<number | null>(null);
  const older = chosen ?? versions.find(({ version }) => version < present)?.version ?? null;
  const diff = useAsked(older === null ? null : `diff ${id} ${older} ${present}`, () =>
    ask('templates.diff', { params, query: { from: older ?? present, to: present } }),
  );
  const restore = useSubmit(
    () => ask('templates.restore', { params, body: { version: older ?? present, baseVersion: present } }),
    onRestored,
  );
  const failed = list.problem ?? diff.problem ?? restore.problem;
  const isChangeable = mayChange && template.archivedAt === null;
  return (
    <Modal name="versions" title={t('library.versionsOf', { name: template.name })} onClose={onClose}>
      <div class="stack form wide">
        {!list.value && !failed && <Bones label={t('queue.loading')} />}
        {failed && <ProblemNote problem={failed} />}
        {list.value && older === null && <p class="soft">{t('library.onlyVersion')}</p>}
        {older !== null && (
          <VersionChoice
            versions={versions.filter(({ version }) => version !== present)}
            value={older}
            clock={clock}
            onChange={setChosen}
          />
        )}
        {diff.value && <Diff parts={diff.value.parts} />}
        {older !== null && isChangeable && (
          <RestoreRow version={older} busy={restore.busy} onRestore={() => void restore.submit()} />
        )}
      </div>
    </Modal>
  );
}

interface VersionChoiceProps {
  versions: readonly TemplateVersion[];
  value: number;
  clock: Clock;
  onChange(version: number): void;
}

function VersionChoice({ versions, value, clock, onChange }: VersionChoiceProps) {
  return (
    <label class="field">
      <span>{t('library.compareWith')}</span>
      <select
        class="input"
        data-first
        value={String(value)}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      >
        {versions.map(({ version, at, byName }) => (
          <option key={version} value={String(version)}>
            {t('library.versionLine', {
              version,
              time: dayAndTime(at, clock),
              name: byName ?? t('common.noName'),
            })}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Diff({ parts }: { parts: readonly DiffPart[] }) {
  if (parts.length === 0) return <p class="soft">{t('library.noDifference')}</p>;
  return (
    <div class="stack">
      {parts.map(({ part, variant, pieces }) => (
        <section key={`${part} ${variant}`} class="library-diff">
          <h3>{variant ? `${t(`library.part.${part}`)} · ${variant}` : t(`library.part.${part}`)}</h3>
          <p dir="auto">
            {pieces.map(({ kind, text }, index) => {
              // Pieces have nothing but their order.
              if (kind === 'added') return <ins key={index}>{text}</ins>;
              return kind === 'removed' ? <del key={index}>{text}</del> : <span key={index}>{text}</span>;
            })}
          </p>
        </section>
      ))}
    </div>
  );
}
