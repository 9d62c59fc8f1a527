import { useState } from 'preact/hooks';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

interface SignOutProps {
  /** Changes the server does not have yet. */
  waiting: number;
  look: string;
  onSignOut(): void;
}

/** Signing out forgets the local copy; it is asked about only when something would be lost by it. */
export function SignOut({ waiting, look, onSignOut }: SignOutProps) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      {asked && (
        <p class="note warn" role="alert">
          {t('shell.signOutSure', { count: waiting })}
        </p>
      )}
      <button
        type="button"
        class={look}
        onClick={() => (waiting > 0 && !asked ? setAsked(true) : onSignOut())}
      >
        <Icon name="exit" />
        {t('shell.signOut')}
      </button>
    </>
  );
}
