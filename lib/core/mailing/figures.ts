import type { MailingFigures, MailingSummary, Rate, RecipientStatus } from '../../contract/mailing.ts';

/** Names of the figures that are kept as things happen, beside one for each status of recipients. */
export const figureNames = {
  sent: 'total.sent',
  hard: 'total.bounced_hard',
  soft: 'total.bounced_soft',
  opened: 'total.opened',
  clicked: 'total.clicked',
  clicks: 'total.clicks',
  unsubscribed: 'total.unsubscribed',
  complained: 'total.complained',
  machineOpens: 'machine.opens',
  machineClicks: 'machine.clicks',
} as const;

export function statusFigure(status: RecipientStatus): string {
  return `status.${status}`;
}

/**
 * The figures of a mailing. Openings and clicks are people of those it was delivered to; bounces of those it was sent
 * to, hard and soft apart and together.
 */
export function summaryOf(figures: MailingFigures): MailingSummary {
  const of = (name: keyof typeof figureNames) => figures[figureNames[name]] ?? 0;
  const sent = of('sent');
  const bounced = of('hard') + of('soft');
  const delivered = Math.max(0, sent - bounced);
  return {
    sent,
    delivered,
    opened: rate(of('opened'), delivered),
    clicked: rate(of('clicked'), delivered),
    clicks: of('clicks'),
    clickToOpen: rate(of('clicked'), of('opened')),
    bounced: rate(bounced, sent),
    hardBounced: rate(of('hard'), sent),
    softBounced: rate(of('soft'), sent),
    unsubscribed: rate(of('unsubscribed'), delivered),
    complained: rate(of('complained'), delivered),
    machineOpens: of('machineOpens'),
    machineClicks: of('machineClicks'),
  };
}

function rate(count: number, of: number): Rate {
  return { count, of, rate: of === 0 ? null : count / of };
}

/** Names of the figures of one link. */
export function linkFigures(number: number): { clicks: string; clickers: string; machineClicks: string } {
  return {
    clicks: `link.${number}.clicks`,
    clickers: `link.${number}.clickers`,
    machineClicks: `link.${number}.machine`,
  };
}
