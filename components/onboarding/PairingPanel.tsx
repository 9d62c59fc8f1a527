import { useEffect, useRef, useState } from 'preact/hooks';
import { useLink } from '../data/link.ts';
import { isFinal, type Pairing, type PairingState } from '../data/use-pairing.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

/** Where `npm start` serves. */
export const defaultServer = 'http://127.0.0.1:8420';

/** Connects this browser to a server: address, then a code that the person approves there. */
export function PairingPanel({ pairing }: { pairing: Pairing }) {
  const { state } = pairing;
  switch (state.step) {
    case 'address':
      return <AddressForm state={state} onBegin={(server) => void pairing.begin(server)} />;
    case 'code':
      return <CodeStep state={state} onRestart={pairing.restart} />;
    case 'redeeming':
      return (
        <p class="row-of" role="status">
          <Icon name="working" size={20} />
          {t('pairing.redeeming')}
        </p>
      );
    case 'linkFailed':
      return (
        <div class="stack">
          <h2>{t('pairing.linkFailed')}</h2>
          <ProblemNote problem={state.problem}>
            <button type="button" class="button small" onClick={pairing.restart}>
              {t('pairing.linkOther')}
            </button>
          </ProblemNote>
        </div>
      );
    case 'paired':
      return null;
  }
}

interface AddressFormProps {
  state: Extract<PairingState, { step: 'address' }>;
  onBegin(server: string): void;
}

function AddressForm({ state, onBegin }: AddressFormProps) {
  const [server, setServer] = useState(defaultServer);
  const [wrong, setWrong] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    const address = addressOf(server);
    setWrong(address === null);
    if (address) onBegin(address);
  };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <label class="field">
        <span>{t('pairing.serverLabel')}</span>
        <input
          class="input"
          type="url"
          dir="ltr"
          spellcheck={false}
          value={server}
          aria-invalid={wrong}
          aria-describedby="server-hint"
          onInput={(event) => setServer(event.currentTarget.value)}
        />
      </label>
      <p id="server-hint" class={wrong ? 'danger' : 'soft'} role={wrong ? 'alert' : undefined}>
        {wrong ? t('pairing.notAddress') : t('pairing.serverHint')}
      </p>
      {state.problem && <ProblemNote problem={state.problem} />}
      <button type="submit" class="button main big" disabled={state.busy}>
        {state.busy ? t('pairing.connecting') : t('pairing.connect')}
      </button>
    </form>
  );
}

interface CodeStepProps {
  state: Extract<PairingState, { step: 'code' }>;
  onRestart(): void;
}

function CodeStep({ state, onRestart }: CodeStepProps) {
  const link = useLink();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const leftMinutes = useMinutesLeft(state.expiresAt);
  const over = isFinal(state.problem) || leftMinutes < 0;
  return (
    <div class="stack">
      <h2 ref={heading} tabIndex={-1}>
        {t('pairing.codeTitle')}
      </h2>
      {state.problem && <ProblemNote problem={state.problem} />}
      {over && !state.problem && (
        <ProblemNote problem={{ code: 'PAIRING_EXPIRED', message: state.expiresAt }} />
      )}
      {!over && (
        <>
          <p>{t('pairing.codeText')}</p>
          <p class="code" dir="ltr">
            {state.userCode}
          </p>
          <button type="button" class="button main big" onClick={() => link.openTab(state.verificationUrl)}>
            <Icon name="external" />
            {t('pairing.openApproval')}
          </button>
          <p class="row-of soft" role="status">
            <Icon name="working" />
            {t('pairing.waiting')}
          </p>
          <p class="soft">{t('pairing.expiresIn', { count: leftMinutes })}</p>
        </>
      )}
      <button type="button" class={over ? 'button main' : 'button plain'} onClick={onRestart}>
        {over ? t('pairing.newCode') : t('common.cancel')}
      </button>
    </div>
  );
}

function useMinutesLeft(expiresAt: string): number {
  const link = useLink();
  const left = (): number => Math.floor((Date.parse(expiresAt) - link.now().getTime()) / 60_000);
  const [minutes, setMinutes] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setMinutes(left()), 5_000);
    return () => clearInterval(timer);
  });
  return minutes;
}

/** The origin of what was typed; `https` is added where no scheme stands, `http` for this very machine. */
function addressOf(typed: string): string | null {
  const text = typed.trim();
  const withScheme = /^[a-z]+:\/\//i.test(text)
    ? text
    : `${/^(localhost|127\.|\[::1\])/.test(text) ? 'http' : 'https'}://${text}`;
  try {
    const url = new URL(withScheme);
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname ? url.origin : null;
  } catch {
    return null;
  }
}
