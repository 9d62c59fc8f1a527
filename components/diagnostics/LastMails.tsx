import { ComposeField } from '../../lib/contract/compose.ts';
import type { SessionDiagnosis } from '../../lib/contract/diagnostics.ts';
import { Empty } from '../feedback/Empty.tsx';
import { t } from '../i18n.ts';
import { siteName } from '../site-name.ts';
import { type Clock, fullTime, shortTime } from '../time.ts';

/** What became of the last mails that we wrote, and how that is known. */
export function LastMails({ sessions, clock }: { sessions: readonly SessionDiagnosis[]; clock: Clock }) {
  return (
    <div class="stack">
      <h2 id="mails">{t('diagnostics.mails')}</h2>
      {sessions.length === 0 ? (
        <Empty icon="email" title={t('diagnostics.noMails')} text={t('diagnostics.noMailsText')} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways in a narrow window, by keyboard too
        <section class="card scroll" tabIndex={0} aria-labelledby="mails">
          <table class="plain">
            <thead>
              <tr>
                {(['when', 'site', 'outcome', 'proof', 'fields'] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(`diagnostics.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => (
                <Mail key={`${session.startedAt} ${session.changedAt}`} session={session} clock={clock} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

function Mail({ session, clock }: { session: SessionDiagnosis; clock: Clock }) {
  const { state, evidence, problem, changedAt } = session;
  const bad = state === 'failed' || state === 'refused' || state === 'unsure';
  return (
    <tr class={bad ? 'lost' : ''}>
      <td>
        <time dateTime={changedAt} title={fullTime(changedAt, clock.timeZone)}>
          {shortTime(changedAt, clock)}
        </time>
      </td>
      <td>{siteName(session.site)}</td>
      <td>
        {t(`diagnostics.state.${state}`)}
        {problem && (
          <>
            {' '}
            <code>{problem}</code>
          </>
        )}
      </td>
      <td>{t(`diagnostics.${evidence ?? 'none'}`)}</td>
      <td>
        <Fields report={session.report} />
      </td>
    </tr>
  );
}

/** Fields by what became of them; what was to stay empty is left out. */
function Fields({ report }: Pick<SessionDiagnosis, 'report'>) {
  if (!report) return <>{t('diagnostics.none')}</>;
  const told = ComposeField.options.filter((field) => report[field] !== 'empty');
  return (
    <ul class="bare">
      {told.map((field) => (
        <li key={field}>
          {t(`compose.field.${field}`)}: {t(`diagnostics.fieldState.${report[field]}`)}
        </li>
      ))}
    </ul>
  );
}
