import type { RunPlan } from './plan.ts';
import type { Planner, RunInNumbers } from './plan-run.ts';
import { momentSet } from './plan-step.ts';
import type { RunToPlan } from './run.ts';

/** An automatic mail of a run, in numbers. */
export interface PlannedMail {
  /** Of its step in the campaign's order. */
  index: number;
  atMs: number;
  /** It has left, or a person has set the moment: nothing moves it. */
  isFixed: boolean;
}

/** What is planned for a person, and for all that are planned from the same. */
export class Twin {
  readonly numbers: RunInNumbers;
  readonly mails: readonly PlannedMail[];
  readonly #planner: Planner;
  #plan: RunPlan | null = null;

  constructor(planner: Planner, run: RunToPlan) {
    this.#planner = planner;
    this.numbers = planner.inNumbers(run);
    this.mails = mailsOf(this.numbers);
  }

  get plan(): RunPlan {
    this.#plan ??= this.#planner.write(this.numbers);
    return this.#plan;
  }
}

/** A tree of what runs are planned from, one thing after the other: to join them into one text would take longer. */
interface Branch {
  twin: Twin | null;
  readonly branches: Map<unknown, Branch>;
}

/**
 * One plan for all people whose runs are planned from the same: those of a launch who live in one zone and have the same
 * days off, as long as nothing has happened to them.
 */
export class Twins {
  readonly #planner: Planner;
  readonly #root = newBranch();

  constructor(planner: Planner) {
    this.#planner = planner;
  }

  of(run: RunToPlan): Twin {
    if (run.happened?.length || run.holds?.length || run.aways?.length) return new Twin(this.#planner, run);
    const branch = this.#branchOf(run);
    branch.twin ??= new Twin(this.#planner, run);
    return branch.twin;
  }

  #branchOf({ startAt, timeZone, recipientZone, holidays, timing }: RunToPlan): Branch {
    let branch = below(this.#root, startAt);
    branch = below(branch, timeZone);
    branch = below(branch, recipientZone ?? null);
    branch = below(branch, holidays?.recipient);
    branch = below(branch, holidays?.sender);
    branch = below(branch, holidays?.company);
    return timing ? below(branch, JSON.stringify(timing)) : branch;
  }
}

function newBranch(): Branch {
  return { twin: null, branches: new Map() };
}

function below({ branches }: Branch, thing: unknown): Branch {
  let branch = branches.get(thing);
  if (!branch) {
    branch = newBranch();
    branches.set(thing, branch);
  }
  return branch;
}

export function mailsOf({ stops, happened }: RunInNumbers): PlannedMail[] {
  const mails: PlannedMail[] = [];
  for (const { index, step, plan, closedMs, sends, heldMs } of stops) {
    if (!sends || heldMs !== null) continue;
    const own = happened.get(step.placed.step.id);
    const fixedMs = closedMs ?? own?.placed ?? (own && momentSet(own));
    mails.push({ index, atMs: fixedMs ?? plan.trail.atMs, isFixed: fixedMs !== undefined });
  }
  return mails;
}
