import type { DoubleRequest } from './double.ts';

export type Kind = 'send' | 'reply' | 'draft' | 'undo' | 'discard' | 'schedule';

/** One message at the service, as far as the requests have told of it. */
export interface StoredMessage {
  operation: string;
  to: { email: string; name: string }[];
  cc: { email: string; name: string }[];
  bcc: { email: string; name: string }[];
  subject: string;
  html: string;
}

/** A request to the service; the double wrote both ends itself, so what else comes is an error of the test. */
export interface ServiceRequest {
  kind: Kind;
  action: string;
  actionName: string;
  inHeader: boolean;
  /** Empty for a message that the service does not know yet. */
  id: string;
  /** Mailbox that was opened by its address; empty for the person's own. */
  mailbox: string;
  fields: Partial<StoredMessage>;
}

interface Item {
  ToRecipients?: Mailbox[];
  CcRecipients?: Mailbox[];
  BccRecipients?: Mailbox[];
  Subject?: string;
  Body?: { Value: string };
  ExtendedProperty?: unknown[];
}
interface Mailbox {
  EmailAddress: string;
  Name: string;
}
interface RequestBody {
  MessageDisposition?: string;
  ComposeOperation?: string;
  Items?: Item[];
  ItemChanges?: { ItemId: { Id: string }; Updates: { Item: Item }[] }[];
  ItemIds?: { Id: string }[];
}

export function readRequest(request: DoubleRequest): ServiceRequest {
  const inHeader = request.body === '';
  const encoded = request.headers['x-owa-urlpostdata'] ?? '';
  const { Body }: { Body: RequestBody } = JSON.parse(inHeader ? decodeURIComponent(encoded) : request.body);
  const change = Body.ItemChanges?.[0];
  const item: Item = change
    ? Object.assign({}, ...change.Updates.map(({ Item }) => Item))
    : (Body.Items?.[0] ?? {});
  const actionName = request.headers['x-owa-actionname'] ?? '';
  return {
    kind: kindOf(Body, item, actionName),
    action: new URL(request.url).searchParams.get('action') ?? '',
    actionName,
    inHeader,
    id: change?.ItemId.Id ?? Body.ItemIds?.[0]?.Id ?? '',
    mailbox: request.headers['x-owa-explicitlogonuser'] ?? '',
    fields: { ...(Body.ComposeOperation && { operation: Body.ComposeOperation }), ...fieldsOf(item) },
  };
}

function kindOf(body: RequestBody, item: Item, actionName: string): Kind {
  if (body.ItemIds) return 'discard';
  if (body.MessageDisposition === 'SaveOnly') return actionName.endsWith('ForUndoSend') ? 'undo' : 'draft';
  if (body.MessageDisposition !== 'SendAndSaveCopy') throw new TypeError('neither saved nor sent');
  if (item.ExtendedProperty) return 'schedule';
  return body.ComposeOperation === 'newMail' ? 'send' : 'reply';
}

function fieldsOf(item: Item): Partial<StoredMessage> {
  const list = (mailboxes: Mailbox[]) =>
    mailboxes.map(({ EmailAddress, Name }) => ({ email: EmailAddress, name: Name }));
  return {
    ...(item.ToRecipients && { to: list(item.ToRecipients) }),
    ...(item.CcRecipients && { cc: list(item.CcRecipients) }),
    ...(item.BccRecipients && { bcc: list(item.BccRecipients) }),
    ...(item.Subject !== undefined && { subject: item.Subject }),
    ...(item.Body && { html: item.Body.Value }),
  };
}
