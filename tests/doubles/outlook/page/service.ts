import type { Address } from './config.ts';

export type Operation = 'newMail' | 'reply' | 'replyAll' | 'forward';

/** A message as its window holds it. */
export interface Message {
  to: Address[];
  cc: Address[];
  bcc: Address[];
  subject: string;
  html: string;
}
type Field = keyof Message;

/** What the service answered: `refused` comes with a 200 whose body says that it was not done. */
export interface Answer {
  result: 'done' | 'refused' | 'failed';
  id: string;
}

/** Longest URL-encoded request that travels in a header, with an empty body. */
const HEADER_LIMIT = 2048;
const FIELDS: Record<Field, string> = {
  to: 'ToRecipients',
  cc: 'CcRecipients',
  bcc: 'BccRecipients',
  subject: 'Subject',
  html: 'Body',
};
let sequence = 1;

/** One message at the service: made by the first save or by the send itself, changed by what follows. */
export class Item {
  readonly #operation: Operation;
  readonly #whole: boolean;
  /** Address of the mailbox that was opened by its address; empty for the person's own. */
  readonly #mailbox: string;
  #saved: Message | null = null;
  /** One request after the other, so that a message is made only once. */
  #last: Promise<unknown> = Promise.resolve();
  id: string;

  constructor(options: { operation: Operation; whole: boolean; mailbox: string; id?: string | undefined }) {
    this.#operation = options.operation;
    this.#whole = options.whole;
    this.#mailbox = options.mailbox;
    this.id = options.id ?? '';
  }

  save(message: Message): Promise<Answer> {
    return this.#write(message, 'SaveOnly', 'ForCompose');
  }

  send(message: Message, deferredUntil?: string): Promise<Answer> {
    return this.#write(message, 'SendAndSaveCopy', 'ForComposeSend', deferredUntil);
  }

  /** Takes back a send that the service still holds. */
  takeBack(message: Message): Promise<Answer> {
    return this.#write(message, 'SaveOnly', 'ForUndoSend');
  }

  discard(): Promise<Answer> {
    return this.#next(async () => {
      if (this.id === '') return { result: 'done', id: '' };
      const body = {
        __type: 'DeleteItemRequest:#Exchange',
        ItemIds: [{ __type: 'ItemId:#Exchange', Id: this.id }],
        DeleteType: 'MoveToDeletedItems',
      };
      return post('DeleteItem', 'DeleteItem', body, this.#mailbox);
    });
  }

  #write(message: Message, disposition: string, purpose: string, deferredUntil?: string): Promise<Answer> {
    return this.#next(async () => {
      const head = { ClientSupportsIrm: true, OutboundCharset: 'AutoDetect' };
      const how = { MessageDisposition: disposition, ComposeOperation: this.#operation };
      const isNew = this.id === '';
      const what = isNew ? this.#created(message, deferredUntil) : this.#updated(message, deferredUntil);
      const action = isNew ? 'CreateItem' : 'UpdateItem';
      const body = { __type: `${action}Request:#Exchange`, ...head, ...how, ...what };
      const answer = await post(action, this.#actionName(isNew, purpose), body, this.#mailbox);
      if (answer.result !== 'done') return answer;
      this.id = answer.id;
      this.#saved = message;
      return answer;
    });
  }

  #actionName(isNew: boolean, purpose: string): string {
    if (isNew && purpose === 'ForComposeSend' && this.#operation !== 'newMail') return 'CreateResponseSend';
    return `${isNew ? 'Create' : 'Update'}Message${purpose}`;
  }

  #created(message: Message, deferredUntil?: string): object {
    const item = { __type: 'Message:#Exchange', ...valuesOf(message), Importance: 'Normal' };
    return { Items: [deferredUntil ? { ...item, ExtendedProperty: [deferral(deferredUntil)] } : item] };
  }

  #updated(message: Message, deferredUntil?: string): object {
    const values = valuesOf(message);
    const before = this.#saved && !this.#whole ? valuesOf(this.#saved) : null;
    const changed = Object.values(FIELDS).filter((name) => !isEqual(before?.[name], values[name]));
    const updates: object[] = changed.map((name) => setField(propertyUri(name), { [name]: values[name] }));
    if (deferredUntil) {
      const property = deferral(deferredUntil);
      updates.push(setField(property.ExtendedFieldURI, { ExtendedProperty: [property] }));
    }
    const ItemId = { __type: 'ItemId:#Exchange', Id: this.id, ChangeKey: 'CQAAABYAAAA' };
    return {
      ItemChanges: [{ __type: 'ItemChange:#Exchange', ItemId, Updates: updates }],
      ConflictResolution: 'AlwaysOverwrite',
      SendCalendarInvitationsOrCancellations: 'SendToNone',
      SuppressReadReceipts: false,
    };
  }

  #next(request: () => Promise<Answer>): Promise<Answer> {
    const answer = this.#last.then(request);
    this.#last = answer;
    return answer;
  }
}

function valuesOf(message: Message): Record<string, unknown> {
  const { subject, html } = message;
  const list = (addresses: Address[]) =>
    addresses.map(({ name, email }) => ({
      Name: name,
      EmailAddress: email,
      RoutingType: 'SMTP',
      MailboxType: 'OneOff',
    }));
  return {
    ToRecipients: list(message.to),
    CcRecipients: list(message.cc),
    BccRecipients: list(message.bcc),
    Subject: subject,
    Body: { __type: 'BodyContentType:#Exchange', BodyType: 'HTML', Value: html },
  };
}

/** The time before which the message is not to leave: 0x3FEF, as a property tag. */
function deferral(until: string) {
  return {
    __type: 'ExtendedPropertyType:#Exchange',
    ExtendedFieldURI: {
      __type: 'ExtendedPropertyUri:#Exchange',
      PropertyTag: '0x3fef',
      PropertyType: 'SystemTime',
    },
    Value: until,
  };
}

function propertyUri(name: string) {
  return { __type: 'PropertyUri:#Exchange', FieldURI: name };
}

function setField(path: object, item: object): object {
  return { __type: 'SetItemField:#Exchange', Path: path, Item: { __type: 'Message:#Exchange', ...item } };
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

async function post(action: string, actionName: string, body: object, mailbox: string): Promise<Answer> {
  const header = { __type: 'JsonRequestHeaders:#Exchange', RequestServerVersion: 'V2018_01_08' };
  const request = { __type: `${action}JsonRequest:#Exchange`, Header: header, Body: body };
  try {
    const answer = await fetch(address(action), {
      method: 'POST',
      ...carried(request, action, actionName, mailbox),
    });
    return answer.ok ? read(await answer.json()) : { result: 'failed', id: '' };
  } catch {
    return { result: 'failed', id: '' };
  }
}

function address(action: string): string {
  const base = location.hostname === 'outlook.live.com' ? '/owa/0/' : '/owa/';
  return `${base}service.svc?action=${action}&app=Mail&n=${sequence++}`;
}

/** Small requests travel in a header. */
function carried(request: object, action: string, actionName: string, mailbox: string): RequestInit {
  const json = JSON.stringify(request);
  const encoded = encodeURIComponent(json);
  const headers = {
    action,
    'x-owa-actionname': actionName,
    'content-type': 'application/json; charset=utf-8',
    'x-requested-with': 'XMLHttpRequest',
    ...(mailbox && { 'x-owa-explicitlogonuser': mailbox }),
  };
  if (encoded.length > HEADER_LIMIT) return { headers, body: json };
  return { headers: { ...headers, 'x-owa-urlpostdata': encoded } };
}

function read(answer: unknown): Answer {
  // The server half of the double has written it; what else comes is an error of the test.
  const { Body } = answer as { Body: { ResponseMessages: { Items: ResponseMessage[] } } };
  const [message] = Body.ResponseMessages.Items;
  if (message?.ResponseClass !== 'Success') return { result: 'refused', id: '' };
  return { result: 'done', id: message.Items[0]?.ItemId.Id ?? '' };
}
interface ResponseMessage {
  ResponseClass: string;
  Items: { ItemId: { Id: string } }[];
}

/** The message of a window that gets an address of its own. */
export async function fetchMessage(id: string): Promise<(Message & { operation: Operation }) | null> {
  const answer = await fetch(`${address('GetItem')}&id=${encodeURIComponent(id)}`);
  // As above: the double's own answer.
  return answer.ok ? ((await answer.json()) as Message & { operation: Operation }) : null;
}
