import type { Campaign } from '../../lib/contract/campaign.ts';
import type { ComposeSession } from '../../lib/contract/compose.ts';
import type { Diagnostics, ServerDiagnosis } from '../../lib/contract/diagnostics.ts';
import type {
  MessageResponse,
  Notice,
  RenderedEmail,
  SessionInfo,
  WorkThrough,
} from '../../lib/contract/messages.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { CampaignChoice, PersonPane } from '../../lib/contract/person-pane.ts';
import type { Activity, Task } from '../../lib/contract/task.ts';
import type { TemplateAttachments } from '../../lib/contract/template.ts';
import { aComposeSession } from './builders.ts';
import { someDiagnostics } from './diagnostics.ts';
import { aPane } from './person-pane.ts';
import { aCampaign, aPerson, idOf } from './tasks.ts';

/** What the pretended background holds; a test or the gallery changes it and calls `raise`. */
export interface FakeState {
  now: Date;
  timeZone: string;
  session: SessionInfo;
  tasks: Task[];
  people: Map<string, Person>;
  campaign: Campaign | null;
  history: Activity[];
  /** Rendered email of every email task. */
  email: RenderedEmail | null;
  /** Files that go with every email. */
  attachments: TemplateAttachments | null;
  composes: Map<string, ComposeSession>;
  work: WorkThrough;
  notices: Notice[];
  missing: MessageResponse<'page.missing'>['missing'];
  mailTabOpen: boolean;
  /** Whom the Person tab shows. */
  pane: PersonPane;
  choices: CampaignChoice[];
  /** The sidebar stands in the mail page too. */
  inPage: boolean;
  diagnostics: Diagnostics;
  server: ServerDiagnosis;
}

export const signedIn: SessionInfo = {
  paired: true,
  server: 'http://127.0.0.1:8420',
  me: {
    user: {
      id: 'user-1',
      name: 'Karin Holm',
      email: 'karin@utskick.example',
      timeZone: 'Europe/Stockholm',
      title: null,
    },
    workspace: { id: 'workspace-1', name: 'Fjordline Sales' },
    role: 'user',
    mailboxes: ['karin@utskick.example'],
  },
  sync: {
    state: 'fresh',
    lastSyncAt: '2026-11-18T09:58:00.000Z',
    waiting: 0,
    nextTryAt: null,
    firstSyncRows: null,
  },
  missingPermissions: [],
};

export function aCompose(changes: Partial<ComposeSession> = {}): ComposeSession {
  return aComposeSession({
    id: idOf('session', 1),
    taskId: idOf('task', 1),
    account: 'karin@utskick.example',
    startedAt: '2026-11-18T10:00:00.000Z',
    changedAt: '2026-11-18T10:00:00.000Z',
    ...changes,
  });
}

/** Signed in, with one person and nothing to do. */
export function emptyState(): FakeState {
  return {
    now: new Date('2026-11-18T10:00:00Z'),
    timeZone: 'Europe/Stockholm',
    session: signedIn,
    tasks: [],
    people: new Map([[idOf('person', 1), aPerson()]]),
    campaign: aCampaign(),
    history: [],
    email: {
      to: [{ email: 'anna.lindqvist@nordkap.example', name: 'Anna Lindqvist' }],
      cc: [],
      bcc: [],
      subject: 'Twelve vans, one invoice',
      html: '<p>Hi Anna,</p><p>You renew your fleet every autumn.</p>',
      text: 'Hi Anna,\n\nYou renew your fleet every autumn.',
      missing: [],
      prompts: [],
    },
    attachments: null,
    composes: new Map(),
    work: { active: false, position: 0, total: 0, taskId: null },
    notices: [],
    missing: [],
    mailTabOpen: true,
    pane: aPane({ state: 'noThread', key: null, others: [], email: null, name: '', cards: [] }),
    choices: [],
    inPage: false,
    diagnostics: someDiagnostics,
    server: { state: 'ok', version: '0.1.0' },
  };
}
