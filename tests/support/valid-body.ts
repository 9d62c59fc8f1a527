import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../../lib/contract/endpoint.ts';

/** A body that passes validation, for routes whose id does not exist. */
export function validBody(endpoint: Endpoint, now: Date): unknown {
  const content = { name: 'Hello', subject: '', html: '', text: null, preheader: '', language: null };
  const text = {
    ...content,
    variants: [],
    recommendation: null,
    nonCommercial: false,
    category: '',
    shared: false,
  };
  const settings = { skipWeekends: false, onReply: 'end' };
  const campaign = { name: 'Hello', category: '', settings, days: [] };
  const day = now.toISOString().slice(0, 10);
  const away = { firstDay: day, lastDay: day, tasks: 'leave', perDay: 20, mails: 'hold' };
  const filled = { field: 'name', operator: 'isFilled' };
  const definition = { kind: 'dynamic', conditions: { field: 'group', match: 'all', of: [filled] } };
  const registered = { name: 'Hello', response: { kind: 'redirect', url: 'https://nordby.example/' } };
  const bodies: Record<string, unknown> = {
    definition: { definition },
    'selection-previews': { definition },
    impact: campaign,
    imports: { id: randomUUID(), name: 'People.csv', bytes: 10, target: 'contacts' },
    'import-rules': { registeredOnly: false },
    look: {},
    check: { columns: [{ to: 'email' }] },
    copy: { id: randomUUID(), name: 'Hello' },
    launch: { personIds: [randomUUID()], startAt: now.toISOString(), timeZone: 'UTC' },
    plan: { personIds: [randomUUID()], timeZone: 'UTC' },
    gate: { personIds: [randomUUID()] },
    candidates: { personIds: [randomUUID()] },
    limits: { peoplePerLaunch: 1, launchesPerDay: 1, runningCampaigns: 1 },
    teams: { id: randomUUID(), name: 'Hello', memberIds: [] },
    lockdown: { templates: false, campaigns: false },
    projects: { id: randomUUID(), name: 'Hello' },
    interests: { interests: [], personIds: [randomUUID()] },
    selections: { id: randomUUID(), name: 'Hello', personIds: [] },
    companies: { id: randomUUID(), name: 'Hello' },
    people: { firstName: 'Anna', add: [], remove: [] },
    'blocked-domains': { domain: 'fjord.example' },
    remove: { domain: 'fjord.example' },
    sharing: { shared: true, teamIds: [] },
    tracking: { links: true, opens: true },
    tracked: { attachmentId: randomUUID(), baseVersion: 1 },
    untracked: { contentId: randomUUID(), baseVersion: 1 },
    plans: { enrolmentIds: [randomUUID()] },
    rehearsals: { id: randomUUID(), timeZone: 'UTC' },
    activities: { id: randomUUID(), kind: 'note.logged', at: now.toISOString(), title: 'Hello' },
    '{purpose}': { status: 'withdrawn', source: 'email' },
    'subscription-types': { types: [] },
    subscriptions: { declined: [], source: 'email' },
    former: { former: true },
    distinct: { personIds: [randomUUID(), randomUUID()], distinct: true },
    erase: { personIds: [randomUUID()], suppress: true },
    erasure: { personIds: [randomUUID()] },
    bounces: {},
    act: { act: 'clear', addresses: ['a@nordby.example'] },
    correct: { address: 'a@nordby.example', email: 'b@nordby.example' },
    'bounce-rules': { mostBounces: 3 },
    'no-mailings': { noMailings: true, source: 'email' },
    replied: { id: randomUUID() },
    stop: { id: randomUUID() },
    undo: { undoes: randomUUID() },
    archive: { archived: true },
    channels: { id: randomUUID(), kind: 'gmail', address: 'a@nordby.example', refreshToken: 'x' },
    dkim: {
      id: randomUUID(),
      domain: 'nordby.example',
      selector: 's1',
      key: { from: 'new', algorithm: 'rsa' },
    },
    signs: { signs: true },
    connect: { id: randomUUID(), provider: 'google', way: 'api', channelId: null },
    providers: { provider: 'google', client: null },
    test: { subject: 'Test', text: 'Test' },
    absences: { ...away, id: randomUUID() },
    foretell: away,
    end: { ended: true },
    actions: { deed: 'archive' },
    used: { id: randomUUID() },
    preview: { taskIds: [randomUUID()], deed: { kind: 'skip' } },
    move: { category: '' },
    duplicate: { id: randomUUID(), name: 'Hello' },
    favourite: { favourite: true },
    restore: { version: 1, baseVersion: 1 },
    copies: { campaignIds: [randomUUID()], version: 1 },
    merge: { into: randomUUID(), personIds: [randomUUID()] },
    list: {},
    reach: {},
    mailings: { id: randomUUID(), type: 'email', name: 'Hello' },
    'registered-links': { id: randomUUID(), ...registered },
    reset: {},
    clickers: { number: 1 },
    sources: { kind: 'contacts', id: randomUUID(), personIds: [randomUUID()] },
    'left-out': { recipientIds: [randomUUID()], leftOut: true },
    send: { at: null },
    resend: { recipientIds: null },
  };
  const [, , , kind, , last = ''] = endpoint.path.split('/');
  if (kind === 'template-categories' && last === '') return { name: 'Hello' };
  if (kind === 'registered-links' && last === '') return registered;
  if (kind === 'mailings' && last === '') return { version: 1 };
  if (kind === 'mailings' && last === 'preview') return { recipientId: null };
  if (kind === 'mailings' && last === 'test')
    return { testId: randomUUID(), addresses: ['a@nordby.example'] };
  if (kind === 'companies' && last === '') return { name: 'Hello' };
  if (kind === 'projects' && last === '') return { name: 'Hello' };
  if (kind === 'selections' && last === '') return { name: 'Hello' };
  if (kind === 'teams' && last === '') return { name: 'Hello', memberIds: [] };
  if (kind === 'campaigns' && last === '') return { ...campaign, baseVersion: 1 };
  if (kind === 'templates' && last === '')
    return { ...text, baseVersion: 1, basePlace: { category: text.category, shared: text.shared } };
  return bodies[endpoint.path.split('/').at(-1) ?? ''] ?? { firstName: 'Anna' };
}
