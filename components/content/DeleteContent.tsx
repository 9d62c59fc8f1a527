import type { ContentItem, ContentUses } from '../../lib/contract/content.ts';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { t } from '../i18n.ts';
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

function Uses({ uses: { templates, campaigns, hidden, links } }: { uses: ContentUses }) {
  const lines = [
    ...templates.map((one) => ({ ...one, text: t('content.inTemplate', { name: one.name }) })),
    ...campaigns.map((one) => ({ ...one, text: t('content.inCampaign', { name: one.name }) })),
  ];
  return (
    <>
      <p>{t(lines.length + hidden === 0 ? 'content.usedNowhere' : 'content.usedIn')}</p>
      {lines.length + hidden > 0 && (
        <ul>
          {lines.map(({ id, text }) => (
            <li key={id}>
              <bdi>{text}</bdi>
            </li>
          ))}
          {hidden > 0 && <li>{t('content.usedHidden', { count: hidden })}</li>}
        </ul>
      )}
      {links > 0 && <p>{t('content.usedLinks', { count: links })}</p>}
    </>
  );
}
