import type { ComponentChildren } from 'preact';
import type { Diagnostics, ServerDiagnosis } from '../../lib/contract/diagnostics.ts';
import { Icon } from '../Icon.tsx';
import { formatNumber, locale, t } from '../i18n.ts';
import { SyncWords } from '../shell/SyncWords.tsx';
import type { Clock } from '../time.ts';

interface FactsProps {
  report: Diagnostics;
  /** Null while it is being asked. */
  server: ServerDiagnosis | null;
  clock: Clock;
}

/** Versions, how the local copy stands to the server, and what is kept here. */
export function Facts({ report, server, clock }: FactsProps) {
  const { versions, storage, sync } = report;
  const unknown = t('diagnostics.unknownValue');
  return (
    <section aria-labelledby="versions" class="stack">
      <h2 id="versions">{t('diagnostics.versions')}</h2>
      <dl class="facts card">
        <Fact name={t('diagnostics.extension')}>{versions.extension ?? unknown}</Fact>
        <Fact name={t('diagnostics.browser')}>{versions.browser ?? unknown}</Fact>
        <Fact name={t('diagnostics.server')}>{serverWords(server)}</Fact>
        <Fact name={t('diagnostics.protocol')}>{formatNumber(versions.protocol)}</Fact>
        <Fact name={t('diagnostics.sync')}>
          {sync && report.paired ? <SyncWords sync={sync} clock={clock} /> : t('diagnostics.notPaired')}
        </Fact>
        <Fact name={t('diagnostics.waiting')}>{formatNumber(sync?.waiting ?? 0)}</Fact>
        <Fact name={t('diagnostics.storage')}>{storageWords(storage)}</Fact>
      </dl>
    </section>
  );
}

/** Host by host: may the extension work there. */
export function Access({ permissions }: Pick<Diagnostics, 'permissions'>) {
  return (
    <section aria-labelledby="access" class="stack">
      <h2 id="access">{t('diagnostics.access')}</h2>
      <ul class="bare card">
        {permissions.map(({ site, granted }) => (
          <li key={site} class="row-of">
            <code class="grow">{site}</code>
            <span class={granted ? 'mark good' : 'mark bad'}>
              <Icon name={granted ? 'done' : 'shield'} />
              {t(granted ? 'diagnostics.granted' : 'diagnostics.denied')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function serverWords(server: ServerDiagnosis | null): string {
  if (!server) return t('diagnostics.asking');
  if (server.state === 'away') return t('diagnostics.serverAway');
  if (server.state === 'notPaired') return t('diagnostics.notPaired');
  const version = server.version ?? t('diagnostics.unknownValue');
  return server.state === 'ok' ? version : `${version}, ${t('diagnostics.databaseAway')}`;
}

function storageWords({ rows, bytes }: Diagnostics['storage']): string {
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  const words = t('diagnostics.rows', { rows: formatNumber(total) });
  if (bytes === null) return words;
  const size = new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: 'megabyte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  });
  return `${words} · ${size.format(bytes / 1_000_000)}`;
}
