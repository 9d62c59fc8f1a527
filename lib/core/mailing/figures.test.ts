import { expect, test } from 'vitest';
import { figureNames, linkFigures, statusFigure, summaryOf } from './figures.ts';

const figures = {
  [figureNames.sent]: 200,
  [figureNames.hard]: 6,
  [figureNames.soft]: 4,
  [figureNames.opened]: 95,
  [figureNames.clicked]: 19,
  [figureNames.clicks]: 40,
  [figureNames.unsubscribed]: 2,
  [figureNames.complained]: 1,
  [figureNames.machineOpens]: 70,
  [figureNames.machineClicks]: 300,
};

test('mailings §16 figures: delivered is what was sent and did not come back', () => {
  expect(summaryOf(figures)).toMatchObject({ sent: 200, delivered: 190 });
});

test('mailings §16 figures: openings and clicks are parts of what was delivered, bounces of what was sent', () => {
  const summary = summaryOf(figures);
  expect(summary.opened).toEqual({ count: 95, of: 190, rate: 0.5 });
  expect(summary.clicked).toEqual({ count: 19, of: 190, rate: 0.1 });
  expect(summary.bounced).toEqual({ count: 10, of: 200, rate: 0.05 });
  expect(summary.hardBounced).toEqual({ count: 6, of: 200, rate: 0.03 });
  expect(summary.softBounced).toEqual({ count: 4, of: 200, rate: 0.02 });
  expect(summary.unsubscribed.of).toBe(190);
  expect(summary.complained).toEqual({ count: 1, of: 190, rate: 1 / 190 });
});

test('mailings §16 click-through: people who clicked, with all their clicks beside', () => {
  const { clicked, clicks, clickToOpen } = summaryOf(figures);
  expect([clicked.count, clicks]).toEqual([19, 40]);
  expect(clickToOpen).toEqual({ count: 19, of: 95, rate: 0.2 });
});

test('mailings §16 machines: what they did stands apart and changes no rate', () => {
  const with_ = summaryOf(figures);
  const without = summaryOf({ ...figures, [figureNames.machineOpens]: 0, [figureNames.machineClicks]: 0 });
  expect([with_.machineOpens, with_.machineClicks]).toEqual([70, 300]);
  expect({ ...with_, machineOpens: 0, machineClicks: 0 }).toEqual(without);
});

test('mailings §16 figures: of nothing there is no rate', () => {
  const summary = summaryOf({});
  expect([summary.sent, summary.opened, summary.bounced]).toEqual([
    0,
    { count: 0, of: 0, rate: null },
    { count: 0, of: 0, rate: null },
  ]);
});

test('figures of statuses, totals, machines and links never share a name', () => {
  const names = [
    ...Object.values(figureNames),
    statusFigure('sent'),
    statusFigure('complained'),
    ...Object.values(linkFigures(1)),
    ...Object.values(linkFigures(11)),
  ];
  expect(new Set(names).size).toBe(names.length);
});
