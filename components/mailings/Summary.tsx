import { useId } from 'preact/hooks';
import type { Mailing, Rate } from '../../lib/contract/mailing.ts';
import { formatNumber, locale, t } from '../i18n.ts';

/** What a mailing has come to, each figure with its meaning; what machines did stands apart. */
export function Summary({ mailing }: { mailing: Mailing }) {
  const { summary } = mailing;
  const rates = [
    'opened',
    'clicked',
    'clickToOpen',
    'bounced',
    'hardBounced',
    'softBounced',
    'unsubscribed',
    'complained',
  ] as const;
  return (
    <div class="stack">
      <dl class="mailing-figures">
        <Figure name="sent" text={formatNumber(summary.sent)} />
        <Figure name="delivered" text={formatNumber(summary.delivered)} />
        {rates.map((name) => (
          <Figure key={name} name={name} text={sayRate(summary[name])} />
        ))}
        <Figure name="clicks" text={formatNumber(summary.clicks)} />
      </dl>
      <h2>{t('mailings.machines')}</h2>
      <dl class="mailing-figures">
        <Figure name="machineOpens" text={formatNumber(summary.machineOpens)} />
        <Figure name="machineClicks" text={formatNumber(summary.machineClicks)} />
      </dl>
    </div>
  );
}

/** “42 % (1,260)”. */
export function sayRate({ rate, count }: Rate): string {
  if (rate === null) return '–';
  // Of many thousands less than one in a hundred is still somebody.
  const style = { style: 'percent', maximumFractionDigits: rate < 0.1 ? 1 : 0 } as const;
  const percent = new Intl.NumberFormat(locale(), style).format(rate);
  return t('mailings.rate', { percent, number: formatNumber(count) });
}

type FigureName = keyof Mailing['summary'];

function Figure({ name, text }: { name: FigureName; text: string }) {
  const id = useId();
  return (
    <div>
      <dt>
        {/* What it counts is there on hover, and by keyboard. */}
        <button type="button" class="mailing-about" aria-describedby={id}>
          {t(`mailings.figure.${name}`)}
        </button>
        <span id={id} role="tooltip" class="mailing-tip">
          {t(`mailings.meaning.${name}`)}
        </span>
      </dt>
      <dd>{text}</dd>
    </div>
  );
}
