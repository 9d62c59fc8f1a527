import type { Answering } from './compose-box.ts';
import type { PageContext } from './context.ts';
import { h } from './dom.ts';
import { asAddress, splitList } from './recipients.ts';
import { type Draft, newId } from './sync.ts';
import { legacyId, type Message, type Person, type Thread } from './threads.ts';

/** All that a compose window holds, so that another window can go on with it. */
export interface Letter {
  draft: Draft;
  composeId: string;
  body: Node[];
  answering: Answering | null;
  /** The draft has been saved: its id stands in the window. */
  isKnown: boolean;
  /** Nothing stands in it but the signature; the page resets it once. */
  isFresh: boolean;
}

export type AnswerKind = 'reply' | 'replyAll' | 'forward';

/** A new message. */
export function newLetter(page: PageContext): Letter {
  const draft = emptyDraft(page.owner);
  return aLetter({ draft, body: signatureNodes(page.config.signature), isFresh: true });
}

/** A new message as the compose address describes it: lists with commas, plain text as body. */
export function addressedLetter(page: PageContext): Letter {
  const { fields } = page.place;
  const list = (name: string): Person[] =>
    splitList(fields.get(name) ?? '').flatMap((part) => asAddress(part) ?? []);
  const given = { to: list('to'), cc: list('cc'), bcc: list('bcc'), subject: fields.get('su') ?? '' };
  const lines = (fields.get('body') ?? '').split('\n').filter(Boolean);
  const body = [...lines.map((line) => h('div', {}, line)), ...signatureNodes(page.config.signature)];
  return aLetter({ draft: { ...emptyDraft(page.owner), ...given }, body });
}

/** A draft that was saved before. */
export function savedLetter(draft: Draft, body: Node[]): Letter {
  return aLetter({ draft, body, isKnown: true, answering: answeringOf(draft) });
}

/** Reply, reply to all, or forward. */
export function answerLetter(page: PageContext, thread: Thread, message: Message, kind: AnswerKind): Letter {
  const { owner, strings } = page;
  const isMine = (person: Person): boolean => isSelf(person, owner);
  const others = (people: Person[]): Person[] => people.filter((person) => !isMine(person));
  const to = isMine(message.from) ? others(message.to) : [message.from];
  const isForward = kind === 'forward';
  const cc = kind === 'replyAll' ? others([...(isMine(message.from) ? [] : message.to), ...message.cc]) : [];
  const plain = thread.subject.replace(/^((re|fwd|sv|aw):\s*)+/i, '');
  const draft: Draft = {
    ...emptyDraft(owner),
    thread: `thread-${thread.id}`,
    answers: `msg-${message.id}`,
    to: isForward ? [] : to,
    cc,
    subject: `${isForward ? 'Fwd' : 'Re'}: ${plain}`,
  };
  const line = isForward ? strings.forwarded : strings.wrote.replace('{when}', message.when);
  const quote = quoteNode(line.replace('{name}', message.from.name), message);
  return aLetter({ draft, body: [h('br'), quote], answering: answeringOf(draft, !isForward) });
}

/** The user's signature as the page puts it into a new message. */
function signatureNodes(lines: string[]): Node[] {
  if (lines.length === 0) return [h('br')];
  const inner = h('div', { dir: 'ltr' }, ...lines.map((line) => h('div', {}, line)));
  const attributes = { dir: 'ltr', class: 'gmail_signature', 'data-smartmail': 'gmail_signature' };
  const prefix = h('span', { class: 'gmail_signature_prefix' }, '-- ');
  return [h('div', {}, h('br')), h('div', {}, h('br')), prefix, h('br'), h('div', attributes, inner)];
}

export function isSelf({ email }: Person, owner: Person): boolean {
  return email === 'me' || email.toLowerCase() === owner.email.toLowerCase();
}

function aLetter(given: Pick<Letter, 'draft' | 'body'> & Partial<Letter>): Letter {
  const composeId = Math.random().toString(16).slice(2, 12);
  return { composeId, answering: null, isKnown: false, isFresh: false, ...given };
}

function emptyDraft(from: Person): Draft {
  const ids = { id: newId('msg'), thread: newId('thread'), answers: '' };
  return { ...ids, from, to: [], cc: [], bcc: [], subject: '', html: '' };
}

function answeringOf(
  { thread, answers, subject }: Draft,
  isReply = !/^fwd:/i.test(subject),
): Answering | null {
  if (answers === '') return null;
  return { rt: `#${thread}`, rm: `#${answers}`, lts: legacyId(answers.replace('msg-', '')), isReply };
}

function quoteNode(line: string, message: Message): HTMLElement {
  const paragraphs = message.text.map((text) => h('div', {}, text));
  const said = h('div', { dir: 'ltr', class: 'gmail_attr' }, line, h('br'));
  const style = 'margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex';
  return h(
    'div',
    { class: 'gmail_quote' },
    said,
    h('blockquote', { class: 'gmail_quote', style }, ...paragraphs),
  );
}
