import type { Mailing } from '../../lib/contract/mailing.ts';
import type { MailingLink } from '../../lib/contract/mailing-api.ts';
import { peakOf } from '../../lib/core/mailing/opening-hours.ts';
import { HourColumns } from '../charts/HourColumns.tsx';
import { PairedBars } from '../charts/PairedBars.tsx';
import { Asked } from '../feedback/Asked.tsx';
import { formatNumber, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';
import { countsOf } from './words.ts';

/** More links than that are not told apart in a drawing. */
const mostLinks = 20;

/** What has come of a mailing in four drawings, each with its table; they are asked for again as more is counted. */
export function Reports({ mailing, clock }: { mailing: Mailing; clock: Clock }) {
  const ask = useLibrary();
  const { id, summary, figures } = mailing;
  const params = { id };
  const links = useAsked(`links ${id} ${summary.clicks}`, () => ask('mailings.links', { params }));
  const openings = useAsked(`openings ${id} ${mailing.startedAt ?? ''} ${summary.opened.count}`, () =>
    ask('mailings.openings', { params }),
  );
  const counts = countsOf(figures);
  return (
    <div class="stack reports">
      <Asked live={openings} label={t('queue.loading')}>
        {({ from, opened }) => {
          const peak = peakOf(opened);
          const title = t('mailings.report.opens');
          if (from === null) return <Nothing title={title} text={t('mailings.report.notStarted')} />;
          if (peak === null) return <Nothing title={title} text={t('mailings.report.noOpens')} />;
          const series = t('mailings.figure.opened');
          return <HourColumns {...{ title, from, counts: opened, series, peak, clock }} />;
        }}
      </Asked>
      <Asked live={links} label={t('queue.loading')}>
        {(found) => <LinkBars links={found.links} />}
      </Asked>
      {counts.length === 0 ? (
        <Nothing title={t('mailings.report.statuses')} text={t('mailings.report.nobody')} />
      ) : (
        <PairedBars
          title={t('mailings.report.statuses')}
          nameHead={t('mailings.statusLabel')}
          series={[t('mailings.report.count')]}
          rows={counts.map(({ status, count }) => ({
            name: t(`mailings.recipient.${status}`),
            values: [count],
          }))}
        />
      )}
      <PairedBars
        title={t('mailings.report.sides')}
        nameHead={t('mailings.report.what')}
        series={[t('mailings.report.people'), t('mailings.report.machines')]}
        rows={[
          { name: t('mailings.figure.opened'), values: [summary.opened.count, summary.machineOpens] },
          { name: t('mailings.figure.clicks'), values: [summary.clicks, summary.machineClicks] },
        ]}
      />
      <p class="soft">{t('mailings.report.note')}</p>
    </div>
  );
}

function LinkBars({ links }: { links: readonly MailingLink[] }) {
  const title = t('mailings.report.links');
  if (links.length === 0) return <Nothing title={title} text={t('mailings.report.noLinks')} />;
  const shown = links.toSorted((a, b) => b.clicks - a.clicks).slice(0, mostLinks);
  return (
    <>
      <PairedBars
        title={title}
        nameHead={t('mailings.linkName')}
        series={[t('mailings.figure.clicks'), t('mailings.clickers')]}
        rows={shown.map(({ number, label, url, clicks, clickers }) => ({
          name: `${number}. ${label || url}`,
          values: [clicks, clickers],
        }))}
      />
      {links.length > mostLinks && (
        <p class="soft">{t('mailings.report.rest', { count: formatNumber(links.length) })}</p>
      )}
    </>
  );
}

function Nothing({ title, text }: { title: string; text: string }) {
  return (
    <section class="chart">
      <h2 class="chart-title">{title}</h2>
      <p class="soft">{text}</p>
    </section>
  );
}
