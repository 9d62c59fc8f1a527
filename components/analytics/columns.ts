import type { Count, MailCounts, PeopleCounts } from '../../lib/contract/analytics.ts';
import { countOf } from '../../lib/core/analytics/add.ts';
import { writeCsv } from '../../lib/core/csv/write.ts';
import { formatNumber, t } from '../i18n.ts';
import { saveFile } from '../library/save-file.ts';

/** One column of a table of figures: a figure, or how often beside of how many mails. Null: nobody knows. */
export interface Column<R> {
  head: string;
  /** Of what, since when, what is left out. */
  meaning: string;
  of(row: R): number | Count | null;
  /** `of` gives totals and uniques. */
  isPair: boolean;
}

const pairs = ['sent', 'opened', 'clicked', 'replied', 'bounced'] as const;

/** What came of mails: totals and uniques side by side. */
export function mailColumns<R extends { mails: MailCounts }>(): Column<R>[] {
  const paired = pairs.map((name) => ({
    head: t(`analytics.count.${name}`),
    meaning: t(`analytics.meaning.${name}`),
    of: ({ mails }: R) => countOf(mails, name),
    isPair: true,
  }));
  const single = (['success', 'unsubscribed'] as const).map((name) => ({
    head: t(`analytics.count.${name}`),
    meaning: t(`analytics.meaning.${name}`),
    of: ({ mails }: R) => mails[name].unique,
    isPair: false,
  }));
  return [...paired, ...single];
}

const outcomes = [
  'completed',
  'replied',
  'success',
  'bounced',
  'unsubscribed',
  'removed',
  'stopped',
] as const;

/** Those who came onto a campaign, and how they stand now. */
export function peopleColumns<R extends { people: PeopleCounts }>(): Column<R>[] {
  return [
    {
      head: t('analytics.count.entered'),
      meaning: t('analytics.meaning.entered'),
      of: ({ people }: R) => people.entered,
      isPair: false,
    },
    ...(['active', ...outcomes] as const).map((status) => ({
      head: t(`analytics.status.${status}`),
      meaning: t('analytics.meaning.status'),
      of: ({ people }: R) => people.by[status] ?? 0,
      isPair: false,
    })),
  ];
}

/** What came of somebody's work: tasks and mails. */
export function workColumns<R extends { mails: MailCounts; done: number; skipped: number }>(): Column<R>[] {
  return [
    plainColumn(t('analytics.count.done'), t('analytics.meaning.done'), ({ done }) => done),
    plainColumn(t('analytics.count.skipped'), t('analytics.meaning.skipped'), ({ skipped }) => skipped),
    ...mailColumns<R>(),
  ];
}

/** A column of plain figures. */
export function plainColumn<R>(head: string, meaning: string, of: (row: R) => number): Column<R> {
  return { head, meaning, of, isPair: false };
}

/** How a figure is written; a dash where nobody knows. */
export function figureText(value: number | null): string {
  return value === null ? '–' : formatNumber(value);
}

/** Gives the table to the person as a file; what nobody knows is empty. */
export function saveTable<R>(
  file: string,
  nameHead: string,
  rows: readonly R[],
  nameOf: (row: R) => string,
  columns: readonly Column<R>[],
): void {
  const head = columns.flatMap(({ head: name, isPair }) =>
    isPair ? [t('analytics.totalOf', { name }), t('analytics.mailsOf', { name })] : [name],
  );
  const lines = rows.map((row) => [
    nameOf(row),
    ...columns.flatMap(({ of, isPair }) => {
      const value = of(row);
      if (value === null) return isPair ? [null, null] : [null];
      return typeof value === 'number' ? [value] : [value.total, value.unique];
    }),
  ]);
  // Without the mark at the beginning, spreadsheets take letters beyond ASCII for something else.
  saveFile(`${file}.csv`, 'text/csv;charset=utf-8', `\ufeff${writeCsv([[nameHead, ...head], ...lines])}`);
}
