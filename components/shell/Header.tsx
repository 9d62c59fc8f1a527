import { useEffect, useRef, useState } from 'preact/hooks';
import type { SessionInfo } from '../../lib/contract/messages.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import type { Clock } from '../time.ts';
import { SignOut } from './SignOut.tsx';
import { SyncWords } from './SyncWords.tsx';

interface HeaderProps {
  /** What the sidebar shows. */
  title: string;
  session: SessionInfo;
  clock: Clock;
  compact: boolean;
  /** Absent where nothing can be closed (side panel, tab). */
  onClose?: (() => void) | undefined;
  onCompact(compact: boolean): void;
  onKeys(): void;
  onSync(): void;
  onDiagnostics(): void;
  onWorkspace(): void;
  /** The library of templates, in a tab of its own. */
  onTemplates(): void;
  /** Templates and campaigns for the mail that is being written. */
  onTools(): void;
  /** Puts people on a campaign. */
  onLaunch(): void;
  onSignOut(): void;
}

/** Name, sync state in words, account menu, close. */
export function Header(props: HeaderProps) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <header class="head">
      <span class="brand" aria-hidden="true">
        U
      </span>
      <div class="grow">
        <h1 class="cut">{props.title}</h1>
        {props.session.paired && <SyncWords sync={props.session.sync} clock={props.clock} />}
      </div>
      <button
        type="button"
        class="icon-button"
        ref={opener}
        aria-label={t('shell.menu')}
        title={t('shell.menu')}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="menu" size={20} />
      </button>
      {props.onClose && (
        <button
          type="button"
          class="icon-button"
          aria-label={t('shell.closeSidebar')}
          title={t('shell.closeSidebar')}
          onClick={props.onClose}
        >
          <Icon name="close" size={20} />
        </button>
      )}
      {open && <Menu {...props} onDone={close} />}
    </header>
  );
}

function Menu({ session, compact, onDone, ...act }: HeaderProps & { onDone(): void }) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => menu.current?.querySelector('button')?.focus(), []);
  const run = (action: () => void) => (): void => {
    onDone();
    action();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears Escape from the buttons inside; it is none itself
    <div
      class="menu"
      ref={menu}
      data-overlay
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      {session.me && (
        <div class="menu-who">
          <p>
            <strong>
              <bdi>{session.me.user.name}</bdi>
            </strong>
          </p>
          <p class="soft cut">{session.me.user.email}</p>
          <p class="soft cut">
            <bdi>{session.me.workspace.name}</bdi> · {session.server}
          </p>
        </div>
      )}
      {session.paired && (
        <>
          <button type="button" class="menu-item" onClick={run(act.onSync)}>
            <Icon name="refresh" />
            {t('sync.now')}
          </button>
          <button type="button" class="menu-item" onClick={run(act.onTools)}>
            <Icon name="template" />
            {t('tools.title')}
            <span class="end">
              <kbd>t</kbd>
            </span>
          </button>
          <button type="button" class="menu-item" onClick={run(act.onWorkspace)}>
            <Icon name="external" />
            {t('shell.openWorkspace')}
          </button>
          <button type="button" class="menu-item" onClick={run(act.onTemplates)}>
            <Icon name="external" />
            {t('library.title')}
          </button>
          <button type="button" class="menu-item" onClick={run(act.onLaunch)}>
            <Icon name="addPerson" />
            {t('chosenPeople.open')}
          </button>
        </>
      )}
      <button
        type="button"
        class="menu-item"
        aria-pressed={compact}
        onClick={run(() => act.onCompact(!compact))}
      >
        <Icon name={compact ? 'check' : 'panel'} />
        {t('shell.density')}
      </button>
      <button type="button" class="menu-item" onClick={run(act.onKeys)}>
        <Icon name="keyboard" />
        {t('shell.keys')}
        <span class="end">
          <kbd>?</kbd>
        </span>
      </button>
      <button type="button" class="menu-item" onClick={run(act.onDiagnostics)}>
        <Icon name="diagnostics" />
        {t('diagnostics.title')}
      </button>
      {session.paired && (
        <SignOut waiting={session.sync.waiting} look="menu-item" onSignOut={run(act.onSignOut)} />
      )}
    </div>
  );
}
