import type { Ask, Link } from '../../components/data/link.ts';
import type { Campaign } from '../../lib/contract/campaign.ts';
import type { ComposeSession } from '../../lib/contract/compose.ts';
import type {
  MessageName,
  MessageRequest,
  MessageResponse,
  Notice,
  RenderedEmail,
  SessionInfo,
  TaskDetail,
  TaskRow,
  WorkThrough,
} from '../../lib/contract/messages.ts';
import type { Person } from '../../lib/contract/person.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import type { Activity, Task } from '../../lib/contract/task.ts';
import { dayBounds, dueGroup, noCounts } from '../../lib/core/task/group.ts';
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
  composes: Map<string, ComposeSession>;
  work: WorkThrough;
  notices: Notice[];
  missing: MessageResponse<'page.missing'>['missing'];
  mailTabOpen: boolean;
}

type Handlers = {
  [N in MessageName]?: (request: MessageRequest<N>) => MessageResponse<N> | Promise<MessageResponse<N>>;
};

/** A background in memory, as the pages of the extension see it: it answers, keeps, and tells of changes. */
export class FakeBackground {
  readonly state: FakeState;
  readonly asked: { name: MessageName; request: unknown }[] = [];
  readonly opened: string[] = [];
  readonly copied: string[] = [];
  readonly settings = new Map<string, string>();
  readonly link: Link;
  /** Answers given instead of the usual ones. */
  answers: Handlers = {};
  readonly #listeners = new Set<() => void | Promise<void>>();
  readonly #before = new Map<string, Task>();
  #actions = 0;

  constructor(state: Partial<FakeState> = {}, link: Partial<Link> = {}) {
    this.state = { ...emptyState(), ...state };
    this.link = {
      ask: this.#ask,
      onRevision: (changed, stop) => {
        this.#listeners.add(changed);
        stop.addEventListener('abort', () => this.#listeners.delete(changed));
      },
      now: () => this.state.now,
      openTab: (url) => void this.opened.push(url),
      pageUrl: (page) => `chrome-extension://own/${page}`,
      requestPermissions: async () => {
        this.state.session = { ...this.state.session, missingPermissions: [] };
        return true;
      },
      copy: async (text) => {
        this.copied.push(text);
        return true;
      },
      framed: true,
      readSetting: async (name) => this.settings.get(name) ?? null,
      writeSetting: async (name, value) => void this.settings.set(name, value),
      ...link,
    };
  }

  /** Tells the pages that something is new, as the background does after each commit. */
  async raise(): Promise<void> {
    await Promise.all([...this.#listeners].map(async (changed) => changed()));
  }

  readonly #ask: Ask = async (name, request) => {
    this.asked.push({ name, request });
    const answer = this.answers[name] ?? this.#handlers[name];
    if (!answer) throw new Error(`the fake background does not answer ${name}`);
    // Both tables are keyed by the message's name; the compiler cannot join them for an open name.
    return structuredClone(await (answer as (request: unknown) => unknown)(request)) as MessageResponse<
      typeof name
    >;
  };

  readonly #handlers: Handlers = {
    'session.get': () => this.state.session,
    'session.signOut': async () => {
      this.state.session = { ...this.state.session, paired: false, me: null };
      await this.raise();
      return {};
    },
    'sync.now': () => this.state.session.sync,
    'tasks.counts': () => this.#counts(this.#rows('')),
    'tasks.next': () => ({ task: this.#rows('')[0] ?? null }),
    'tasks.list': ({ filter, offset, limit }) => {
      const rows = this.#rows(filter.search ?? '').filter(
        (row) =>
          (!filter.type || row.type === filter.type) &&
          (!filter.campaignId || row.campaignId === filter.campaignId),
      );
      const listed = rows.filter(({ group }) => group !== 'later');
      const campaigns = new Map(
        this.state.tasks.map((task) => [task.campaignId ?? '', task.campaignName ?? '']),
      );
      campaigns.delete('');
      return {
        rows: listed.slice(offset, offset + limit),
        total: listed.length,
        counts: this.#counts(rows),
        campaigns: [...campaigns].map(([id, name]) => ({ id, name })),
        nextDueAt: rows.find(({ group }) => group === 'later')?.dueAt ?? null,
      };
    },
    'tasks.get': ({ taskId }) => {
      const task = this.state.tasks.find(({ id }) => id === taskId);
      return task ? ok(this.#detail(task)) : fail('NOT_FOUND', `no task ${taskId}`);
    },
    'tasks.complete': ({ taskId, outcome }) => this.#act(taskId, { status: 'done', outcome }),
    'tasks.skip': ({ taskId }) => this.#act(taskId, { status: 'skipped' }),
    'tasks.snooze': ({ taskId, until }) => this.#act(taskId, { dueAt: until }),
    'tasks.undo': async ({ actionId }) => {
      const before = this.#before.get(actionId);
      if (!before) return fail('TASK_MOVED_ON', 'the next step has been worked on');
      await this.change(before.id, before);
      return ok({});
    },
    'compose.start': async ({ taskId }) => {
      const compose = aCompose({ taskId });
      this.state.composes.set(taskId, compose);
      await this.raise();
      return ok(compose);
    },
    'compose.settle': async ({ sessionId, sent }) => {
      const compose = [...this.state.composes.values()].find(({ id }) => id === sessionId);
      if (compose) await this.compose(compose.taskId, { state: sent ? 'sent' : 'closed' });
      return ok({});
    },
    'workThrough.get': () => this.state.work,
    'workThrough.start': () => this.#work(0),
    'workThrough.advance': () => this.#work(this.state.work.position),
    'workThrough.stop': async () => {
      this.state.work = { active: false, position: 0, total: 0, taskId: null };
      await this.raise();
      return this.state.work;
    },
    'notices.list': () => ({ notices: this.state.notices }),
    'notices.dismiss': ({ id }) => {
      this.state.notices = this.state.notices.filter((notice) => notice.id !== id);
      return {};
    },
    'sidebar.open': () => ({ opened: this.state.mailTabOpen }),
    'sidebar.close': () => ({}),
    'page.missing': () => ({ site: 'gmail', missing: this.state.missing }),
    'pairing.begin': () =>
      ok({
        userCode: 'WXKD-MPQR',
        verificationUrl: 'http://127.0.0.1:8420/pair?code=WXKD-MPQR',
        expiresAt: '2026-11-18T10:30:00.000Z',
      }),
    'pairing.poll': () => ok({ state: 'pending' }),
    'pairing.cancel': () => ({}),
    'pairing.redeem': async () => {
      this.state.session = { ...signedIn, sync: this.state.session.sync };
      await this.raise();
      return signedIn.me ? ok(signedIn.me) : fail('BROKEN', 'no one');
    },
  };

  /** Changes one task as the server or another device might. */
  async change(taskId: string, changes: Partial<Task>): Promise<void> {
    this.state.tasks = this.state.tasks.map((task) => (task.id === taskId ? { ...task, ...changes } : task));
    await this.raise();
  }

  async compose(taskId: string, changes: Partial<ComposeSession>): Promise<void> {
    this.state.composes.set(taskId, {
      ...(this.state.composes.get(taskId) ?? aCompose({ taskId })),
      ...changes,
    });
    await this.raise();
  }

  async #act(taskId: string, changes: Partial<Task>): Promise<MessageResponse<'tasks.skip'>> {
    const task = this.state.tasks.find(({ id }) => id === taskId);
    if (task?.status !== 'open') return fail('TASK_ALREADY_CLOSED', `task ${taskId} is ${task?.status}`);
    const actionId = idOf('action', ++this.#actions);
    this.#before.set(actionId, task);
    const { active, taskId: current, position } = this.state.work;
    await this.change(taskId, changes);
    if (active && current === taskId) await this.#work(position);
    return ok({ actionId });
  }

  async #work(done: number): Promise<WorkThrough> {
    const rows = this.#rows('');
    const total = this.state.work.active ? this.state.work.total : rows.length;
    const next = this.state.work.active ? rows.find(({ id }) => id !== this.state.work.taskId) : rows[0];
    this.state.work =
      next && done < total
        ? { active: true, position: done + 1, total, taskId: next.id }
        : { active: false, position: 0, total: 0, taskId: null };
    await this.raise();
    return this.state.work;
  }

  #rows(search: string): TaskRow[] {
    const bounds = dayBounds(this.state.now, this.state.timeZone);
    const words = search.toLowerCase().split(/\s+/);
    return this.state.tasks
      .filter((task) => task.status === 'open')
      .filter((task) =>
        words.every((word) =>
          `${task.personName} ${task.companyName} ${task.title} ${task.campaignName}`
            .toLowerCase()
            .includes(word),
        ),
      )
      .sort((a, b) => a.dueAt.localeCompare(b.dueAt))
      .map((task) => ({ ...task, group: dueGroup(task.dueAt, bounds) }));
  }

  #counts(rows: TaskRow[]): MessageResponse<'tasks.counts'> {
    const counts = { ...noCounts };
    for (const { group } of rows) counts[group] += 1;
    return counts;
  }

  #detail(task: Task): TaskDetail {
    const compose = this.state.composes.get(task.id) ?? null;
    const group =
      task.status === 'open' ? dueGroup(task.dueAt, dayBounds(this.state.now, this.state.timeZone)) : null;
    const person = this.state.people.get(task.personId) ?? null;
    return {
      task,
      group,
      person,
      campaign: task.campaignId ? this.state.campaign : null,
      history: this.state.history,
      email: task.type === 'email' ? this.state.email : null,
      details: task.details,
      compose,
    };
  }
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
  return {
    id: idOf('session', 1),
    taskId: idOf('task', 1),
    site: 'gmail',
    tabId: 7,
    account: 'karin@utskick.example',
    state: 'writing',
    ids: {},
    report: null,
    problem: null,
    recipients: null,
    subject: null,
    requestId: null,
    actionId: null,
    startedAt: '2026-11-18T10:00:00.000Z',
    changedAt: '2026-11-18T10:00:00.000Z',
    ...changes,
  };
}

function emptyState(): FakeState {
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
    },
    composes: new Map(),
    work: { active: false, position: 0, total: 0, taskId: null },
    notices: [],
    missing: [],
    mailTabOpen: true,
  };
}
