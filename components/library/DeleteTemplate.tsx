import type { Template } from '../../lib/contract/template.ts';
import type { DeletionConsequence } from '../../lib/contract/template-library.ts';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
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
  return (
    <DeleteDialog
      name="delete-template"
      title={t('library.deleteTitle', { name: template.name })}
      action={t('library.deleteAction')}
      told={useAsked(`deletion ${template.id}`, () => ask('templates.deletion', request))}
      remove={() => ask('templates.delete', request)}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      {(consequence) => <Consequence consequence={consequence} />}
    </DeleteDialog>
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
