import type { Diagnostics } from '../../lib/contract/diagnostics.ts';

/** A report with everything in it: parts at first choice, by a fall-back and lost; mails of every kind of end. */
export const someDiagnostics: Diagnostics = {
  at: '2026-11-18T10:00:00.000Z',
  versions: { extension: '0.1.0', browser: 'Chrome 156', protocol: 1 },
  tabs: [
    {
      site: 'gmail',
      account: 'certain',
      checks: [
        { part: 'composeButton', function: 'openCompose', step: 0 },
        { part: 'account', function: 'account', step: 1 },
        { part: 'main', function: 'theme', step: 0 },
        { part: 'toInput', function: 'recipients', step: 0 },
        { part: 'subject', function: 'subject', step: null },
        { part: 'body', function: 'body', step: 2 },
        { part: 'sendButton', function: 'sendSignal', step: 0 },
      ],
      missing: [{ part: 'subject', function: 'subject' }],
      seenAt: '2026-11-18T09:59:00.000Z',
    },
    {
      site: 'practice',
      account: 'unknown',
      checks: [
        { part: 'composeButton', function: 'openCompose', step: 0 },
        { part: 'header', function: 'layout', step: 0 },
      ],
      missing: [],
      seenAt: '2026-11-18T09:40:00.000Z',
    },
  ],
  sessions: [
    {
      site: 'gmail',
      state: 'sent',
      evidence: 'network',
      report: { to: 'done', cc: 'empty', bcc: 'empty', subject: 'done', body: 'done' },
      problem: null,
      startedAt: '2026-11-18T09:50:00.000Z',
      changedAt: '2026-11-18T09:52:00.000Z',
    },
    {
      site: 'gmail',
      state: 'sending',
      evidence: 'request',
      report: { to: 'already', cc: 'done', bcc: 'empty', subject: 'refused', body: 'unverified' },
      problem: null,
      startedAt: '2026-11-18T09:40:00.000Z',
      changedAt: '2026-11-18T09:41:00.000Z',
    },
    {
      site: 'practice',
      state: 'refused',
      evidence: null,
      report: null,
      problem: 'COMPOSE_NOT_FOUND',
      startedAt: '2026-11-17T09:40:00.000Z',
      changedAt: '2026-11-17T09:41:00.000Z',
    },
  ],
  permissions: [{ site: 'https://mail.google.com/*', granted: true }],
  sync: {
    state: 'fresh',
    lastSyncAt: '2026-11-18T09:58:00.000Z',
    waiting: 2,
    nextTryAt: null,
    firstSyncRows: null,
  },
  paired: true,
  storage: { rows: { tasks: 1240, people: 803 }, bytes: 2_480_000 },
  unreadable: 0,
};
