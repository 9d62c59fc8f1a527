import type { Ask, Link } from '../../components/data/link.ts';
import type { ComposeSession } from '../../lib/contract/compose.ts';
import type {
  MessageName,
  MessageRequest,
  MessageResponse,
  TaskDetail,
  TaskRow,
  WorkThrough,
} from '../../lib/contract/messages.ts';
import type { EnrolmentContext } from '../../lib/contract/person-context.ts';
import type { PersonPane } from '../../lib/contract/person-pane.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import type { Task } from '../../lib/contract/task.ts';
import { dayBounds, dueGroup, noCounts } from '../../lib/core/task/group.ts';
import { aCompose, emptyState, type FakeState, signedIn } from './fake-state.ts';
import { anActivity, aPerson, aTask, idOf } from './tasks.ts';

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
      orphaned: () => false,
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
      openSidePanel: null,
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
    'sidebar.close': async () => {
      const before = this.state.inPage;
      this.state.inPage = false;
      if (before) await this.raise();
      return {};
    },
    'sidebar.inPage': () => ({ open: this.state.inPage }),
    'person.context': ({ chosen }) => this.#pane(chosen),
    'person.lookAgain': () => ({}),
    'person.add': ({ id = idOf('person', 9), email = null, firstName, lastName = '' }) =>
      this.#done(aPerson({ id, email, firstName, lastName })),
    'person.log': ({ personId, activity }) =>
      this.#done(anActivity({ id: activity.id, kind: activity.kind, personId, title: activity.title })),
    'person.setConsent': () => this.#done({ noMailings: false, purposes: [] }),
    'person.setSubscriptions': () => this.#done({ noMailings: false, purposes: [] }),
    'person.setNoMailings': ({ noMailings }) => this.#done({ noMailings, purposes: [] }),
    'person.setFormer': ({ former }) =>
      this.#done({ formerSince: former ? '2026-11-18T10:00:00.000Z' : null }),
    'person.useAddress': () => this.#done({ people: 0 }),
    'tasks.create': ({ title, type, dueAt, personId }) => this.#done(aTask({ title, type, dueAt, personId })),
    'campaigns.choices': () => ok({ campaigns: this.state.choices }),
    'campaigns.gate': () => ok({ steps: [], editable: [] }),
    'person.launch': () => this.#done({ enrolmentId: idOf('session', 8), refused: null }),
    'enrolment.replied': ({ enrolmentId, id }) => this.#run(enrolmentId, 'replied', id),
    'enrolment.stop': ({ enrolmentId, id }) => this.#run(enrolmentId, 'stopped', id),
    'enrolment.undo': ({ enrolmentId }) => this.#run(enrolmentId, null, ''),
    'page.missing': () => ({ site: 'gmail', missing: this.state.missing }),
    'diagnostics.get': () => this.state.diagnostics,
    'diagnostics.server': () => this.state.server,
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
      .map((task) => ({ ...task, group: dueGroup(task.dueAt, bounds), mail: this.#mailOf(task.id) }));
  }

  #mailOf(taskId: string): TaskRow['mail'] {
    const state = this.state.composes.get(taskId)?.state;
    if (state === 'unsure' || state === 'scheduled') return 'asked';
    return state === 'opening' || state === 'writing' || state === 'sending' ? 'open' : null;
  }

  /** As the background: one of several is shown when it was chosen in this thread. */
  #pane(chosen: { key: string; email: string } | null): PersonPane {
    const { pane } = this.state;
    if (pane.state !== 'several' || chosen?.key !== pane.key) return pane;
    const one = pane.others.find(({ email }) => email === chosen?.email);
    return one ? { ...pane, state: 'person', email: one.email, name: one.name } : pane;
  }

  async #done<T>(value: T): Promise<{ ok: true; value: T }> {
    await this.raise();
    return ok(value);
  }

  async #run(id: string, kind: 'replied' | 'stopped' | null, eventId: string) {
    const of = this.state.pane.cards.flatMap(({ enrolments }) => enrolments ?? []);
    const before = of.find((run) => run.id === id);
    if (!before) return fail('NOT_FOUND', `no run ${id}`);
    const at = this.state.now.toISOString();
    const lastEvent = kind && {
      id: eventId,
      kind,
      source: 'hand' as const,
      at,
      byName: 'Karin Holm',
      undoable: true,
    };
    const status = kind === null ? 'active' : kind === 'replied' ? 'replied' : 'removed';
    const run: EnrolmentContext = { ...before, status, lastEvent };
    const cards = this.state.pane.cards.map((card) => ({
      ...card,
      enrolments: card.enrolments?.map((one) => (one.id === id ? run : one)) ?? null,
    }));
    this.state.pane = { ...this.state.pane, cards };
    return this.#done(run);
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
      attachments: this.state.attachments,
    };
  }
}
