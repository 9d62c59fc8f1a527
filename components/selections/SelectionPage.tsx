import type { SelectionSheet } from '../../lib/contract/selection.ts';
import { DeleteDialog } from '../feedback/DeleteDialog.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { ListPage, type ListPageProps, type OwnAct } from '../people-lists/ListPage.tsx';
import { DeleteSelection } from './DeleteSelection.tsx';
import { SelectionDialog } from './SelectionDialog.tsx';

type SelectionPageProps = Pick<
  ListPageProps<SelectionSheet>,
  'id' | 'me' | 'part' | 'onBack' | 'onChanged' | 'onDeleted' | 'onPerson'
>;

/** One selection: what it is, and who is in it. */
export function SelectionPage(props: SelectionPageProps) {
  const { id, me, onDeleted } = props;
  const ask = useLibrary();
  const params = { id };
  const sheet = useAsked(`selection ${id}`, () => ask('selections.get', { params }));
  const makeStatic: OwnAct<SelectionSheet> = {
    name: 'static',
    icon: 'done',
    text: t('selections.makeStatic'),
    dialog: (value, { onClose, done }) => (
      <DeleteDialog
        name="make-static"
        title={t('selections.makeStaticTitle', { name: value.name })}
        action={t('selections.makeStatic')}
        told={sheet}
        remove={() => ask('selections.makeStatic', { params })}
        onClose={onClose}
        onDeleted={({ name }) => done(t('selections.madeStatic', { name }), name)}
      >
        {({ people: count }) => (
          <>
            <p>{t('selections.size', { count })}</p>
            <p>{t('selections.makeStaticText')}</p>
          </>
        )}
      </DeleteDialog>
    ),
  };
  return (
    <ListPage
      {...props}
      kind="selections"
      sheet={sheet}
      facts={({ kind }) => [t(`selections.kinds.${kind}`)]}
      isByHand={({ kind }) => kind === 'static'}
      acts={({ kind }) => [
        {
          name: 'edit',
          icon: 'edit',
          text: t('selections.change'),
          dialog: (value, { onClose, done }) => (
            <SelectionDialog
              selection={value}
              timeZone={me.user.timeZone}
              onClose={onClose}
              onSaved={({ name }) => done(t('selections.saved', { name }), name)}
            />
          ),
        },
        ...(kind === 'static' ? [] : [makeStatic]),
        {
          name: 'delete',
          icon: 'delete',
          text: t('selections.deleteAction'),
          dialog: (value, { onClose }) => (
            <DeleteSelection selection={value} onClose={onClose} onDeleted={() => onDeleted(value)} />
          ),
        },
      ]}
    />
  );
}
