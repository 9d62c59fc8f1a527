import { useState } from 'preact/hooks';
import { useLink } from '../data/link.ts';
import { Note } from '../feedback/Note.tsx';
import { formatList, t } from '../i18n.ts';

interface PermissionNoteProps {
  /** Match patterns, e.g. `https://mail.google.com/*`. */
  missing: readonly string[];
  onGranted(): void;
}

/** Firefox leaves host access to the person: says what is missing and asks for it. */
export function PermissionNote({ missing, onGranted }: PermissionNoteProps) {
  const link = useLink();
  const [denied, setDenied] = useState(false);
  if (missing.length === 0) return null;
  const grant = async (): Promise<void> => {
    // Nothing may be awaited before this: the browser only asks inside the click itself.
    const granted = await link.requestPermissions([...missing]);
    setDenied(!granted);
    if (granted) onGranted();
  };
  const sites = formatList(
    missing.map((pattern) => pattern.replace(/^[*a-z]+:\/\//, '').replace(/\/.*$/, '')),
  );
  return (
    <Note
      tone="warn"
      icon="shield"
      title={t('permission.title')}
      text={denied ? t('permission.denied') : t('permission.text', { sites })}
    >
      <button type="button" class="button main small" onClick={() => void grant()}>
        {t('permission.grant')}
      </button>
    </Note>
  );
}
