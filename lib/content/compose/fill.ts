import type { FillReport, Prefill } from '../../contract/compose.ts';
import type { OpenedCompose, TabMessageRequest } from '../../contract/messages.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Compose, ComposeContent, Mailbox } from '../../mailbox/mailbox.ts';
import type { ContentText } from '../context.ts';

/** Longest wait for the page's own compose window; the adapters answer sooner, this is for one that hangs. */
const openWithinMs = 20_000;

export interface Filled {
  compose: Compose;
  opened: OpenedCompose;
}

/**
 * Opens the page's own compose window and fills it, once it is certain whose mailbox is open.
 * Refuses with WRONG_ACCOUNT, ACCOUNT_UNKNOWN, COMPOSE_NOT_FOUND or COMPOSE_NOT_EMPTY (it holds other recipients).
 */
export async function fillCompose(
  mailbox: Mailbox,
  request: Pick<TabMessageRequest<'compose.fill'>, 'accounts' | 'prefill' | 'openedAs'>,
  text: ContentText,
): Promise<Result<Filled>> {
  const before = checkAccount(mailbox, request, text);
  if (!before.ok) return before;
  const found = await within(openWithinMs, mailbox.openCompose());
  if (!found) return fail('COMPOSE_NOT_FOUND', text.composeNotFound());
  if (!found.ok) return found;
  // A page that was still loading may show its account only now.
  const account = checkAccount(mailbox, request, text);
  if (!account.ok) return account;
  const compose = found.value;
  const standing = compose.read();
  if (standing && holdsOthers(standing, request.prefill)) {
    compose.focus();
    return fail('COMPOSE_NOT_EMPTY', text.composeNotEmpty());
  }
  const report = await compose.fill(request.prefill);
  compose.focus();
  return ok({ compose, opened: readBack(account.value, compose, report) });
}

/**
 * The open account, when it is beyond doubt one of those the task may be sent from. A window of its own may show none:
 * then it is that of the page by whose address it was opened.
 */
export function checkAccount(
  mailbox: Mailbox,
  { accounts, openedAs = null }: { accounts: readonly string[]; openedAs?: string | null | undefined },
  text: ContentText,
): Result<string> {
  const shown = mailbox.account();
  const isSilent = shown === 'unknown' && openedAs !== null && mailbox.isComposeWindow();
  const open = isSilent ? { email: openedAs } : shown;
  const wanted = accounts.join(', ');
  if (open === 'several') return fail('ACCOUNT_UNKNOWN', text.severalAccounts(wanted));
  if (open === 'unknown') return fail('ACCOUNT_UNKNOWN', text.unknownAccount(wanted));
  const mine = accounts.some((account) => account.toLowerCase() === open.email.toLowerCase());
  return mine ? ok(open.email) : fail('WRONG_ACCOUNT', text.wrongAccount(open.email, wanted));
}

/** A window that is addressed to anybody else is somebody's own letter: a send from it would not be this task's. */
function holdsOthers(content: ComposeContent, prefill: Prefill): boolean {
  const ours = new Set([...prefill.to, ...prefill.cc, ...prefill.bcc].map((one) => one.email.toLowerCase()));
  return [...content.to, ...content.cc, ...content.bcc].some((address) => !ours.has(address.toLowerCase()));
}

/** The window as it now is. */
export function readBack(account: string, compose: Compose, report: FillReport): OpenedCompose {
  const now = compose.read();
  return {
    account,
    ids: compose.ids(),
    report,
    recipients: { to: addresses(now?.to), cc: addresses(now?.cc), bcc: addresses(now?.bcc) },
    subject: now?.subject ?? '',
    ...(now && { marks: now.marks }),
  };
}

/** A chip may show a bare name or half an address; the contract takes addresses only. */
export function addresses(chips: readonly string[] | undefined): string[] {
  return (chips ?? []).filter((chip) =>
    /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]{2,}$/u.test(chip),
  );
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
