import type { EnrolmentStatus } from '../../contract/campaign.ts';
import type { RehearsalCheck, RehearsalCounts, RehearsedStep } from '../../contract/rehearsal.ts';
import type { SendState } from '../send/state.ts';

/** What the books of a rehearsal say at its end: those of the launches, of the server, and of the world. */
export interface Books {
  launches: { asked: number; refused: number; skipped: number; enrolled: number };
  runs: readonly EnrolmentStatus[];
  sends: readonly { state: SendState; attempt: number; forTask: boolean }[];
  tasks: readonly { status: 'open' | 'done' | 'skipped' | 'cancelled'; byServer: boolean }[];
  /** Replies in the histories of people. */
  replies: number;
  /** Of each run, in the campaign’s order. */
  steps: readonly (readonly Pick<RehearsedStep, 'plannedAt' | 'dueAt'>[])[];
  world: RehearsalCounts['world'] & {
    taken: number;
    offered: number;
    doubled: number;
    /** Replies that the server took in. */
    repliesTold: number;
  };
  /** Faults of ours on the way. */
  faults: number;
  /** Nothing came in between: everybody accepts, and each task was done when it fell due. */
  undisturbed: boolean;
}

/** Counts what became of everything, and compares the books. */
export function addUp(books: Books): { counts: RehearsalCounts; checks: RehearsalCheck[] } {
  const counts = {
    people: countPeople(books),
    mails: countMails(books),
    tasks: countTasks(books),
    steps: countSteps(books),
    world: countWorld(books),
  };
  return { counts, checks: checksOf(books, counts) };
}

function countPeople({ launches, runs }: Books): RehearsalCounts['people'] {
  const { asked, refused, skipped } = launches;
  const of = (status: EnrolmentStatus) => runs.filter((one) => one === status).length;
  return {
    asked,
    refused,
    skipped,
    completed: of('completed'),
    replied: of('replied'),
    success: of('success'),
    bounced: of('bounced'),
    unsubscribed: of('unsubscribed'),
    removed: of('removed'),
    stopped: of('stopped'),
    waiting: of('active'),
  };
}

function countMails({ sends }: Books): RehearsalCounts['mails'] {
  const of = (...states: SendState[]) => sends.filter(({ state }) => states.includes(state)).length;
  return {
    planned: sends.length,
    accepted: of('accepted'),
    bounced: of('bounced', 'complained'),
    rejected: of('rejected'),
    cancelled: of('cancelled'),
    held: of('held'),
    unsure: of('unsure'),
    waiting: of('planned', 'deferred', 'claimed', 'handing_over'),
  };
}

function countTasks({ tasks }: Books): RehearsalCounts['tasks'] {
  const of = (fits: (task: Books['tasks'][number]) => boolean) => tasks.filter(fits).length;
  return {
    made: tasks.length,
    sent: of(({ status, byServer }) => status === 'done' && byServer),
    doneByHand: of(({ status, byServer }) => status === 'done' && !byServer),
    skipped: of(({ status }) => status === 'skipped'),
    cancelled: of(({ status }) => status === 'cancelled'),
    open: of(({ status }) => status === 'open'),
  };
}

function countSteps(books: Books): RehearsalCounts['steps'] {
  const steps = books.steps.flat();
  const reached = steps.filter(({ dueAt }) => dueAt !== null);
  const asPlanned = reached.filter(({ plannedAt, dueAt }) => plannedAt === dueAt).length;
  return {
    planned: steps.length,
    asPlanned,
    moved: reached.length - asPlanned,
    notReached: steps.length - reached.length,
  };
}

function countWorld({ world }: Books): RehearsalCounts['world'] {
  const { taken: _, offered: __, doubled: ___, repliesTold: ____, ...told } = world;
  return told;
}

function sumBut(counts: Record<string, number>, whole: string): number {
  return Object.entries(counts).reduce((sum, [name, value]) => (name === whole ? sum : sum + value), 0);
}

/** States of what a mail server has taken. */
const taken: ReadonlySet<SendState> = new Set(['accepted', 'bounced', 'complained']);

function checksOf(books: Books, { people, mails, tasks, steps }: RehearsalCounts): RehearsalCheck[] {
  const { launches, runs, sends, world, replies, faults, undisturbed } = books;
  const check = (name: string, one: number, other: number) => ({ name, one, other, ok: one === other });
  const acceptedSteps = sends.filter(({ state, forTask }) => forTask && taken.has(state)).length;
  return [
    check('everybody who was asked for is accounted for', people.asked, sumBut(people, 'asked')),
    check('each person taken by a launch has one run', launches.enrolled, runs.length),
    check('each planned mail has one end', mails.planned, sumBut(mails, 'planned')),
    check(
      'the mails that the ledger calls accepted, or come back later, are those that the world took',
      mails.accepted + mails.bounced,
      world.taken,
    ),
    check(
      'the mails that were tried are those that the world was offered',
      sends.filter(({ attempt }) => attempt > 0).length,
      world.offered,
    ),
    check('no mail was taken twice', world.doubled, 0),
    check('each task has one end', tasks.made, sumBut(tasks, 'made')),
    check('each step that left by itself has one accepted mail', tasks.sent, acceptedSteps),
    check('the replies that were told stand in the histories', world.repliesTold, replies),
    check('each planned step is as planned, moved, or not reached', steps.planned, sumBut(steps, 'planned')),
    ...(undisturbed
      ? [
          check(
            'with nothing in between, each step falls where the preview had it',
            steps.asPlanned,
            steps.planned,
          ),
        ]
      : []),
    check('nothing failed on our side', faults, 0),
  ];
}
