import type { Me } from '../../lib/contract/account.ts';
import { t } from '../i18n.ts';
import { Choice } from './LibraryFilters.tsx';

interface ViewAsProps {
  me: Me;
  /** Whose work may be looked at. */
  users: readonly { id: string; name: string }[] | undefined;
  /** A user’s id, `all`, or nothing: one’s own. */
  value: string;
  onChange(as: string): void;
}

/** Whose work is looked at; nothing where there is nobody else’s. */
export function ViewAs({ me, users = [], value, onChange }: ViewAsProps) {
  const others = users.filter(({ id }) => id !== me.user.id);
  if (others.length === 0) return null;
  return (
    <Choice
      label={t('center.viewAs')}
      value={value}
      options={[
        { value: '', label: t('center.myself') },
        { value: 'all', label: t('center.everybody') },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={onChange}
    />
  );
}
