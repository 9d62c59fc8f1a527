import type { Mailing, MailingRecipient, MailingRow } from '../../lib/contract/mailing.ts';
import { summaryOf } from '../../lib/core/mailing/figures.ts';
import { idOf } from './tasks.ts';

/** A mailing as the workspace shows it: a draft that could be sent. */
export function aMailing(over: Partial<Mailing> & { noSources?: boolean } = {}): Mailing {
  const { noSources = false, ...rest } = over;
  const subject = over.subject ?? 'Spring is here';
  const name = over.name ?? 'Spring news';
  const figures = over.figures ?? { 'status.ready': 1260, 'status.no_consent': 18, 'status.duplicate': 3 };
  return {
    id: idOf('campaign', 1),
    type: 'email',
    name,
    status: 'draft',
    subject,
    ownerId: 'user-1',
    ownerName: 'Alva',
    shared: false,
    teamIds: [],
    startsAt: null,
    startedAt: null,
    finishedAt: null,
    updatedAt: '2026-11-12T08:00:00.000Z',
    mayChange: true,
    setup: {
      name,
      typeId: null,
      subject,
      from: { mode: 'always', email: 'alva@nordby.example', name: 'Alva' },
      replyTo: { mode: 'from' },
      selectionId: null,
      projectId: null,
      rule: 'selection',
      trackAll: true,
      trackOpens: true,
      utm: null,
      lateHours: 24,
    },
    content: {
      html: '<p>Hello {{first_name}}</p><p><a href="{{unsubscribe_link}}">No more</a></p>',
      text: null,
      preheader: '',
      language: null,
      templateId: null,
    },
    options: {
      override: null,
      onePerAddress: true,
      updateWhenSending: true,
      includeCompanies: false,
      preferCompany: false,
    },
    sources: noSources
      ? []
      : [
          {
            id: idOf('step', 1),
            kind: 'selection',
            refId: idOf('session', 1),
            name: 'Customers in the north',
            count: 1280,
            excludes: false,
            bySetup: true,
          },
          {
            id: idOf('step', 2),
            kind: 'contacts',
            refId: null,
            name: '',
            count: 4,
            excludes: true,
            bySetup: false,
          },
        ],
    pane: 'setup',
    list: { state: noSources ? 'none' : 'ready', done: 1281, at: '2026-11-12T08:00:00.000Z', problem: null },
    timeZone: null,
    problem: null,
    version: 3,
    ...rest,
    figures: noSources ? {} : figures,
    summary: summaryOf(figures),
  };
}

/** The same as the list has it. */
export function rowOf(mailing: Mailing): MailingRow {
  const { setup: _, content: __, options: ___, sources: ____, summary: _____, ...row } = mailing;
  return row;
}

export function aRecipient(over: Partial<MailingRecipient> = {}): MailingRecipient {
  return {
    id: idOf('person', 1),
    name: 'Ana Itō',
    email: 'ana.ito@fjord.example',
    personId: idOf('person', 1),
    companyId: null,
    companyName: null,
    status: 'ready',
    sentAt: null,
    openedAt: null,
    clickedAt: null,
    unsubscribedAt: null,
    reason: null,
    ...over,
  };
}
