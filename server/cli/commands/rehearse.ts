import type { Campaign } from '../../../lib/contract/campaign.ts';
import type { Rehearsal } from '../../../lib/contract/rehearsal.ts';
import type { Database } from '../../db/open.ts';
import { listCampaigns } from '../../db/queries/campaigns.ts';
import { findOwner } from '../../db/queries/first-run.ts';
import { listUsers } from '../../db/queries/operators.ts';
import { listPeople } from '../../db/queries/people.ts';
import { copyForRehearsal } from '../../rehearsal/copy-workspace.ts';
import { buildExample, exampleStart, exampleZone } from '../../rehearsal/example.ts';
import { RehearsalRefused, rehearse } from '../../rehearsal/rehearse.ts';
import { onStage } from '../../rehearsal/stage.ts';
import { command, type Input } from '../command.ts';
import { configOf } from '../config-of.ts';
import { workspaceByName } from '../find-user.ts';
import { misuse, Problem } from '../problem.ts';
import { countLines, messageLines, timelineLines } from '../rehearse/print.ts';
import { mixOf, numberOf, startOf, workOf } from '../rehearse/wishes.ts';
import { withDatabase } from '../with-database.ts';

const options = {
  example: { help: 'rehearse the example workspace; needs no configuration and no data' },
  campaign: { value: 'NAME', help: 'only this one (of an own workspace one must be named)' },
  workspace: { value: 'NAME', help: 'by name or id (needed when there are several)' },
  people: { value: 'N', help: 'on how many people, 1 to 200 (default: 8)' },
  start: {
    value: 'INSTANT',
    help: 'e.g. 2026-06-01T08:00+02:00 (default: now; of the example a Monday in June)',
  },
  seed: { value: 'N', help: 'the same seed gives the same rehearsal (default: 1)' },
  mix: { value: 'MIX', help: 'lively, none, or e.g. replies=20,bounces=5 (default: lively)' },
  tasks: { value: 'HOW', help: 'the user’s work: at-due, late:DAYS, varied:DAYS or never (default: at-due)' },
  messages: { help: 'print each message as its recipient would read it' },
  json: { help: 'print one line of JSON: counts, checks, and whether they add up' },
} as const;

export const rehearseCommand = command({
  name: 'rehearse',
  summary: 'Live through a campaign in fast-forward; nothing is sent',
  details:
    'Launches campaigns in a database in memory and lets a virtual clock jump from one moment at which something happens\n' +
    'to the next. Planner, engine, ledger and delivery are the real ones; mails go to a built-in world that takes, defers\n' +
    'and refuses them, bounces, replies, is out of office, or scans them. Ends with 1 when the books do not agree.',
  options,
  run: async (input) => {
    const { values, terminal } = input;
    const rehearsal = await (values.example ? rehearseExample(input) : rehearseOwn(input)).catch(asProblem);
    for (const line of values.json ? [] : readable(rehearsal, values.messages === true)) terminal.say(line);
    if (values.json) terminal.say(jsonLine(rehearsal));
    return rehearsal.addsUp ? 0 : 1;
  },
});

type Wishes = Input<typeof options>;

function wishesOf({ values }: Wishes, otherwise: Date) {
  return {
    startAt: startOf(values.start, otherwise),
    seed: numberOf('seed', values.seed, { least: 0, most: 2 ** 31, otherwise: 1 }),
    mix: mixOf(values.mix),
    work: workOf(values.tasks),
    people: numberOf('people', values.people, { least: 1, most: 200, otherwise: 8 }),
  };
}

async function rehearseExample(input: Wishes): Promise<Rehearsal> {
  const { values, terminal } = input;
  const { people: most, ...wishes } = wishesOf(input, exampleStart);
  return await onStage({ worker: false }, async (db) => {
    const { workspaceId, userId, campaigns, people } = await buildExample(db, wishes.startAt);
    const chosen = values.campaign === undefined ? campaigns : [campaignByName(campaigns, values.campaign)];
    const personIds = people.slice(0, most).map(({ id }) => id);
    terminal.note(`Rehearsing ${namesOf(chosen)} with ${personIds.length} people …`);
    const launches = chosen.map(({ id }) => launchOf(id, userId, personIds, exampleZone));
    return await rehearse(db, workspaceId, { ...wishes, launches });
  });
}

async function rehearseOwn(input: Wishes): Promise<Rehearsal> {
  const { values, terminal } = input;
  const { people: most, ...wishes } = wishesOf(input, new Date());
  if (values.campaign === undefined)
    throw misuse('rehearse: --campaign is missing.', 'Name one, or rehearse the example with --example.');
  const wanted = values.campaign;
  return await withDatabase(configOf(values, terminal.env), async (from) => {
    const { id: workspaceId } = await workspaceByName(from, values.workspace);
    const { campaigns } = await listCampaigns(from.kysely, workspaceId, { limit: 1000, offset: 0 }, null);
    const campaign = campaignByName(campaigns, wanted);
    const { people } = await listPeople(from.kysely, workspaceId, { limit: most, offset: 0 });
    if (people.length === 0) throw new Problem('There is nobody in this workspace to rehearse with.');
    const personIds = people.map(({ id }) => id);
    const user = await someUser(from, workspaceId);
    terminal.note(`Rehearsing “${campaign.name}” with ${personIds.length} people …`);
    return await onStage({ worker: false }, async (db) => {
      await copyForRehearsal(from, db, workspaceId, { campaign, personIds });
      const launches = [launchOf(campaign.id, user.id, personIds, user.timeZone)];
      return await rehearse(db, workspaceId, { ...wishes, launches });
    });
  });
}

/** In whose name it is launched: the first admin. */
async function someUser(db: Database, workspaceId: string): Promise<{ id: string; timeZone: string }> {
  const users = (await listUsers(db.kysely)).filter((user) => user.workspaceId === workspaceId);
  const first = users.find(({ role }) => role === 'admin') ?? users[0];
  const owner = first && (await findOwner(db.kysely, first.id));
  if (!owner)
    throw new Problem('There is nobody in this workspace who could launch.', 'Add somebody with user add.');
  return owner;
}

function campaignByName(campaigns: readonly Campaign[], wanted: string): Campaign {
  const fitting = campaigns.filter(
    ({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase(),
  );
  const [found] = fitting;
  if (found && fitting.length === 1) return found;
  const names = campaigns.map(({ name }) => `"${name}"`).join(', ') || 'none yet';
  throw new Problem(
    `No single campaign is called "${wanted}".`,
    `Name one with --campaign; there are: ${names}.`,
  );
}

function launchOf(campaignId: string, userId: string, personIds: string[], timeZone: string) {
  return { campaignId, userId, personIds, timeZone, choices: [], missingFields: 'byHand' as const };
}

function namesOf(campaigns: readonly Campaign[]): string {
  return campaigns.map(({ name }) => `“${name}”`).join(', ');
}

function asProblem(error: unknown): never {
  if (error instanceof RehearsalRefused)
    throw new Problem(`The campaign cannot be launched: ${error.message}.`, undefined, 1, { cause: error });
  throw error;
}

function readable(rehearsal: Rehearsal, withMessages: boolean): string[] {
  const { startedAt, endedAt, seed, cutOff } = rehearsal;
  return [
    ...rehearsal.runs.flatMap((run) => [...timelineLines(run), '']),
    ...(withMessages ? [...messageLines(rehearsal), ''] : []),
    `From ${startedAt} to ${endedAt} on a virtual clock, seed ${seed}${cutOff ? '; ended with things left to happen' : ''}.`,
    ...countLines(rehearsal),
  ];
}

/** All figures, without names and texts. */
function jsonLine({ runs: _, messages: __, ...rest }: Rehearsal): string {
  return JSON.stringify(rest);
}
