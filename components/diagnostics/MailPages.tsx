import type { TabDiagnosis } from '../../lib/contract/diagnostics.ts';
import type { PartCheck } from '../../lib/contract/mail-page.ts';
import { Empty } from '../feedback/Empty.tsx';
import { Icon } from '../Icon.tsx';
import { formatList, formatNumber, t } from '../i18n.ts';
import { siteName } from '../site-name.ts';
import { type Clock, shortTimeWithin } from '../time.ts';

/** Each open mail page: how its parts were found, and what is off. */
export function MailPages({ tabs, clock }: { tabs: readonly TabDiagnosis[]; clock: Clock }) {
  return (
    <section aria-labelledby="pages" class="stack">
      <h2 id="pages">{t('diagnostics.pages')}</h2>
      {tabs.length === 0 && (
        <Empty icon="inbox" title={t('diagnostics.noPages')} text={t('diagnostics.noPagesText')} />
      )}
      {tabs.map((tab, index) => (
        // Tabs have no name that may be told; their order is all that tells them apart.
        <MailPage key={index} tab={tab} clock={clock} />
      ))}
    </section>
  );
}

function MailPage({ tab, clock }: { tab: TabDiagnosis; clock: Clock }) {
  const notable = tab.checks.filter(({ step }) => step !== 0);
  const functions = [...new Set(tab.missing.map((part) => part.function))];
  return (
    <article class="card stack">
      <div class="row-of wrap">
        <h3 class="grow">{siteName(tab.site)}</h3>
        <Verdict checks={tab.checks} />
      </div>
      <p class="soft">
        {t('diagnostics.account')}: {t(`diagnostics.${tab.account}`)} ·{' '}
        {t('diagnostics.seen', { time: shortTimeWithin(tab.seenAt, clock) })}
      </p>
      {functions.length > 0 && (
        <p class="note warn">
          {t('diagnostics.off', {
            functions: formatList(functions.map((name) => t(`page.function.${name}`))),
          })}
        </p>
      )}
      {notable.length > 0 && <Parts checks={notable} />}
      {tab.checks.length > 0 && (
        <details>
          <summary>
            {t('diagnostics.parts')} ({formatNumber(tab.checks.length)})
          </summary>
          <Parts checks={tab.checks} />
        </details>
      )}
    </article>
  );
}

function Verdict({ checks }: { checks: readonly PartCheck[] }) {
  const lost = checks.filter(({ step }) => step === null).length;
  const fallBacks = checks.filter(({ step }) => step !== null && step > 0).length;
  if (checks.length === 0) return <span class="mark">{t('diagnostics.noParts')}</span>;
  return (
    <>
      {lost > 0 && (
        <span class="mark bad">
          <Icon name="problem" />
          {t('diagnostics.lost', { count: lost })}
        </span>
      )}
      {fallBacks > 0 && (
        <span class="mark warn">
          <Icon name="question" />
          {t('diagnostics.fallBacks', { count: fallBacks })}
        </span>
      )}
      {lost + fallBacks === 0 && (
        <span class="mark good">
          <Icon name="done" />
          {t('diagnostics.allFirst', { count: checks.length })}
        </span>
      )}
    </>
  );
}

function Parts({ checks }: { checks: readonly PartCheck[] }) {
  return (
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">{t('diagnostics.function')}</th>
          <th scope="col">{t('diagnostics.part')}</th>
          <th scope="col">{t('diagnostics.found')}</th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ part, step, function: name }) => (
          <tr key={part} class={step === null ? 'lost' : ''}>
            <td>{t(`page.function.${name}`)}</td>
            <td>
              <code>{part}</code>
            </td>
            <td>{stepWords(step)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stepWords(step: number | null): string {
  if (step === null) return t('diagnostics.gone');
  return step === 0 ? t('diagnostics.first') : t('diagnostics.fallBack', { number: step });
}
