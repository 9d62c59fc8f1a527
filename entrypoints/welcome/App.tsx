import { useEffect, useState } from 'preact/hooks';
import { useLink } from '../../components/data/link.ts';
import { useLive } from '../../components/data/use-live.ts';
import { usePairing } from '../../components/data/use-pairing.ts';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { Icon } from '../../components/Icon.tsx';
import { t } from '../../components/i18n.ts';
import { HowItWorks } from '../../components/onboarding/HowItWorks.tsx';
import { PairingPanel } from '../../components/onboarding/PairingPanel.tsx';
import { PermissionNote } from '../../components/onboarding/PermissionNote.tsx';
import type { SessionInfo } from '../../lib/contract/messages.ts';

/** Full-page beginning: connect, allow access, how it works. A sign-in link is redeemed as soon as it is opened. */
export function App() {
  const link = useLink();
  const session = useLive('session', () => link.ask('session.get', {}));
  const pairing = usePairing();
  const [signInLink] = useState(() => readLink(location.hash));
  useEffect(() => {
    if (!signInLink) return;
    // The code has had its day: it must not be tried again by a reload, nor stand in the history.
    history.replaceState(null, '', location.pathname);
    void pairing.redeem(signInLink.server, signInLink.code);
  }, []);

  const info = session.value;
  const step = pairing.state.step;
  const showPaired =
    info?.paired &&
    info.me &&
    info.sync.state !== 'signedOut' &&
    step !== 'redeeming' &&
    step !== 'linkFailed';
  return (
    <main class="welcome">
      <header>
        <span class="brand" aria-hidden="true">
          U
        </span>
        <div>
          <h1>{t('welcome.title')}</h1>
          <p class="soft">{t('welcome.lead')}</p>
        </div>
      </header>
      <section class="card" aria-live="polite">
        {session.problem && <ProblemNote problem={session.problem} />}
        {info && (showPaired ? <Paired session={info} /> : <PairingPanel pairing={pairing} />)}
        {info && <PermissionNote missing={info.missingPermissions} onGranted={() => void session.reload()} />}
      </section>
      <HowItWorks />
    </main>
  );
}

function Paired({ session }: { session: SessionInfo }) {
  const link = useLink();
  const { me, server } = session;
  return (
    <div class="stack">
      <div class="note good">
        <Icon name="done" />
        <div class="grow">
          <p>
            <strong>
              <bdi>{t('pairing.doneTitle', { name: me?.user.name ?? '' })}</bdi>
            </strong>
          </p>
          <p>{t('pairing.doneText', { workspace: me?.workspace.name ?? '', server: server ?? '' })}</p>
        </div>
      </div>
      <p>{t('pairing.doneClose')}</p>
      <div class="row-of wrap">
        {server && (
          <button
            type="button"
            class="button main"
            onClick={() => link.openTab(new URL('/practice', server).href)}
          >
            {t('pairing.openPractice')}
          </button>
        )}
        <button type="button" class="button" onClick={() => link.openTab('https://mail.google.com/')}>
          {t('pairing.openGmail')}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => link.openTab('https://outlook.cloud.microsoft/mail/')}
        >
          {t('pairing.openOutlook')}
        </button>
      </div>
    </div>
  );
}

/** `#server=<address>&link=<one-time code>`, as the server's sign-in link has it. */
function readLink(hash: string): { server: string; code: string } | null {
  const parts = new URLSearchParams(hash.slice(1));
  const server = parts.get('server');
  const code = parts.get('link');
  return server && code && URL.canParse(server) ? { server, code } : null;
}
