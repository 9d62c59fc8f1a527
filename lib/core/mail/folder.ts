import type { MailFolder, MailStanding } from '../../contract/mail.ts';
import type { SendState } from '../send/state.ts';

/** What the ledger says of a send, as far as it decides where the mail is found. */
export interface LedgerWord {
  state: SendState;
  cause: string | null;
}

const standingOfState: Record<Exclude<SendState, 'rejected' | 'cancelled'>, MailStanding> = {
  planned: 'planned',
  claimed: 'claimed',
  handing_over: 'handing_over',
  accepted: 'accepted',
  deferred: 'deferred',
  unsure: 'unsure',
  held: 'held',
  bounced: 'returned',
  complained: 'complained',
};

/** The recipient's server has said no, for good. */
export const bounceCauses: readonly string[] = ['refused'];
/** The run was over before the mail could leave. */
export const endCauses: readonly string[] = ['replied', 'stopped'];

/** Where a send of the ledger stands. */
export function standingOf({ state, cause }: LedgerWord): MailStanding {
  if (state === 'rejected') return cause !== null && bounceCauses.includes(cause) ? 'bounced' : 'refused';
  if (state === 'cancelled') return cause !== null && endCauses.includes(cause) ? 'ended' : 'withdrawn';
  return standingOfState[state];
}

/** Of an open task with a mail that the ledger does not have (any more). */
export interface MailTask {
  automatic: boolean;
  held: boolean;
  /** Something stood in the way of its mail. */
  troubled: boolean;
  inCampaign: boolean;
  hasSubject: boolean;
}

/** @returns null: no mail yet, but work for its person */
export function standingOfTask(task: MailTask): MailStanding | null {
  if (task.automatic) return task.held ? 'late' : 'waiting';
  if (task.troubled) return 'unwritten';
  return !task.inCampaign && task.hasSubject ? 'draft' : null;
}

/** §12.1. Null: no folder has it, because it is told elsewhere: a person took the task back, or another send came for it. */
const folders: Record<MailStanding, MailFolder | null> = {
  sent: 'delivered',
  accepted: 'delivered',
  planned: 'scheduled',
  deferred: 'scheduled',
  waiting: 'scheduled',
  draft: 'draft',
  claimed: 'inProgress',
  handing_over: 'inProgress',
  unsure: 'unsure',
  held: 'failed',
  refused: 'failed',
  ended: 'failed',
  late: 'failed',
  unwritten: 'failed',
  bounced: 'bounced',
  returned: 'bounced',
  complained: 'spam',
  withdrawn: null,
};

/** The folder of a mail; only what was delivered can be archived. */
export function folderOf(standing: MailStanding, archived: boolean): MailFolder | null {
  const folder = folders[standing];
  return folder === 'delivered' && archived ? 'archived' : folder;
}

/** The other way round, for whoever looks a folder up: which standings it has. */
export function standingsIn(folder: MailFolder): MailStanding[] {
  const looked = folder === 'archived' ? 'delivered' : folder;
  // Object.keys gives strings; these are the keys of `folders`.
  return (Object.keys(folders) as MailStanding[]).filter((standing) => folders[standing] === looked);
}
