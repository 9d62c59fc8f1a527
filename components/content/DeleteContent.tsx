import type { ContentItem, ContentUses } from '../../lib/contract/content.ts';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { formatList, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

interface DeleteContentProps {
  item: ContentItem;
  onClose(): void;
  onDeleted(): void;
}

/** Asks before a file is deleted, with where it is linked to. */
export function DeleteContent({ item: { id, name }, onClose, onDeleted }: DeleteContentProps) {
  const ask = useLibrary();
  const uses = useAsked(`content ${id}`, () => ask('content.uses', { params: { id } }));
  return (
    <DeleteDialog
      name="delete-content"
      title={t('content.deleteTitle', { name })}
      action={t('content.deleteAction')}
      told={uses}
      remove={() => ask('content.delete', { params: { id } })}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      {(told) => (
        <>
          <Uses uses={told} />
          <p>{t('content.deleteText')}</p>
        </>
      )}
    </DeleteDialog>
  );
}

function Uses({ uses: { templates, campaigns, hidden, mails } }: { uses: ContentUses }) {
  const lines = [
    ...templates.map((one) => ({ ...one, text: t('content.inTemplate', { name: one.name }) })),
    ...campaigns.map((one) => ({ ...one, text: t('content.inCampaign', { name: one.name }) })),
  ];
  const seen = [
    ...(templates.length > 0 ? [t('library.count', { count: templates.length })] : []),
    ...(campaigns.length > 0 ? [t('campaigns.count', { count: campaigns.length })] : []),
  ];
  return (
    <>
      {lines.length > 0 && (
        <>
          <p>{t('content.usedIn', { where: formatList(seen) })}</p>
          <ul class="impact">
            {lines.map(({ id, text }) => (
              <li key={id}>
                <bdi>{text}</bdi>
              </li>
            ))}
            {hidden > 0 && <li>{t('content.usedHidden', { count: hidden })}</li>}
          </ul>
        </>
      )}
      {lines.length === 0 && (
        <p>{hidden > 0 ? t('content.usedUnseen', { count: hidden }) : t('content.usedNowhere')}</p>
      )}
      {mails > 0 && <p>{t('content.usedMails', { count: mails })}</p>}
    </>
  );
}
