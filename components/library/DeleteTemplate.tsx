import type { Template } from '../../lib/contract/template.ts';
import type { DeletionConsequence } from '../../lib/contract/template-library.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { formatList, formatNumber, t } from '../i18n.ts';
import { useAsked, useLibrary } from './ask.ts';
import { figureNames } from './Figures.tsx';

interface DeleteTemplateProps {
  template: Template;
  onClose(): void;
  onDeleted(): void;
}

/** Asks before a template is deleted, with what goes and what stays in numbers. */
export function DeleteTemplate({ template, onClose, onDeleted }: DeleteTemplateProps) {
  const ask = useLibrary();
  const request = { params: { id: template.id } };
  const told = useAsked(`deletion ${template.id}`, () => ask('templates.deletion', request));
  const { submit, busy, problem } = useSubmit(() => ask('templates.delete', request), onDeleted);
  const consequence = told.value;
  const failed = problem ?? told.problem;
  return (
    <Modal name="delete-template" title={t('library.deleteTitle', { name: template.name })} onClose={onClose}>
      <div class="stack form">
        {!consequence && !failed && <Bones label={t('queue.loading')} />}
        {consequence && <Consequence consequence={consequence} />}
        {failed && <ProblemNote problem={failed} />}
        <div class="row-of wrap">
          <button
            type="button"
            class="button main"
            disabled={!consequence || busy}
            onClick={() => void submit()}
          >
            {t('library.deleteAction')}
          </button>
          <button type="button" class="button" data-first onClick={onClose}>
            {t('common.cancel')}
          </button>
        </div>
      </div>
    </Modal>
  );
}

function Consequence({ consequence }: { consequence: DeletionConsequence }) {
  const { figures, versions, attachments, favouriteOf, campaigns } = consequence;
  const counted = figureNames.flatMap((name) => {
    const value = figures[name];
    return value ? [`${t(`library.figure.${name}`)} ${formatNumber(value)}`] : [];
  });
  return (
    <>
      <p>{t('library.deleteGone', { versions, attachments, favouriteOf })}</p>
      <p>
        {counted.length > 0
          ? t('library.deleteFigures', { figures: formatList(counted) })
          : t('library.deleteNoFigures')}
      </p>
      {campaigns.length > 0 && (
        <p>{t('library.deleteKept', { campaigns: formatList(campaigns.map(({ name }) => name)) })}</p>
      )}
    </>
  );
}
