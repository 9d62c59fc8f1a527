import type { MailCounts, PeopleCounts, StepCounts } from '../../lib/contract/analytics.ts';
import type { ResponseOf } from '../../lib/contract/api.ts';
import { idOf } from './tasks.ts';

const period = {
  from: '2026-10-19T22:00:00.000Z',
  to: '2026-11-18T23:00:00.000Z',
  timeZone: 'Europe/Stockholm',
};
const count = (total: number, unique = total) => ({ total, unique });

/** What came of so many mails. */
export function someMails(sent: number): MailCounts {
  return {
    sent: count(sent),
    tracked: sent,
    withImage: sent,
    opened: count(Math.round(sent * 0.9), Math.round(sent * 0.45)),
    clicked: count(Math.round(sent * 0.6), Math.round(sent * 0.3)),
    replied: count(Math.round(sent * 0.2), Math.round(sent * 0.18)),
    success: count(Math.round(sent * 0.05)),
    bounced: count(Math.round(sent * 0.04)),
    unsubscribed: count(Math.round(sent * 0.01)),
  };
}
const somePeople = (entered: number): PeopleCounts => ({
  entered,
  by: { active: entered - 6, replied: 3, success: 2, bounced: 1 },
});
const names = [
  'Spring',
  'Winback of customers who have not ordered anything since the autumn before last',
  'عرض الخريف',
];

/** Three campaigns over thirty days; the last has no tracked links. */
export const someCampaigns: ResponseOf<'analytics.campaigns'> = {
  ...period,
  campaigns: names.map((name, index) => {
    const mails = someMails(420 - index * 190);
    const untracked = { ...mails, tracked: 0, clicked: count(0), withImage: 0, opened: count(0) };
    return {
      id: idOf('campaign', index + 1),
      name,
      mails: index === 2 ? untracked : mails,
      people: somePeople(120 - index * 40),
    };
  }),
  mails: someMails(690),
  people: somePeople(240),
  days: Array.from({ length: 30 }, (_, index) => ({
    day: new Date(Date.UTC(2026, 9, 20 + index)).toISOString().slice(0, 10),
    mails: someMails(index % 7 > 4 ? 0 : 12 + ((index * 17) % 31)),
  })),
};

const steps = ['First touch', 'Call', 'Second mail', 'A last question about the vans'];
export const someSteps: ResponseOf<'analytics.steps'> = {
  ...period,
  name: 'Spring',
  people: somePeople(120),
  steps: steps.map((title, index): StepCounts => {
    const reached = Math.round(120 * 0.72 ** index);
    const isMail = index !== 1;
    return {
      stepId: idOf('step', index + 1),
      dayNumber: index * 2 + 1,
      stepNumber: 1,
      type: isMail ? 'email' : 'call',
      title,
      present: index < 3,
      reached,
      done: Math.round(reached * 0.8),
      skipped: Math.round(reached * 0.05),
      mails: someMails(isMail ? Math.round(reached * 0.8) : 0),
    };
  }),
};
export const someTemplates: ResponseOf<'analytics.templates'> = {
  ...period,
  templates: names.map((name, index) => ({
    id: idOf('template', index + 1),
    name,
    mails: someMails(90 - index * 20),
  })),
};
export const someUsers: ResponseOf<'analytics.users'> = {
  ...period,
  users: ['Bo Ek', 'Karin Holm'].map((name, index) => ({
    id: idOf('person', index + 1),
    name,
    mails: someMails(300 - index * 90),
    done: 310,
    skipped: 12,
  })),
};
export const someTeams: ResponseOf<'teams.list'>['teams'] = ['Öresund', 'Norr'].map((name, index) => ({
  id: idOf('campaign', index + 1),
  name,
  memberIds: index === 0 ? [idOf('person', 1)] : [],
  mayShare: true,
}));
