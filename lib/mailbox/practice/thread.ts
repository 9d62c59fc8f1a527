import type { MailThread, ThreadMessage, ThreadParticipant } from '../../contract/thread.ts';
import { climb, climbAll } from '../dom/ladder.ts';
import type { Account } from '../mailbox.ts';
import { mergeParticipants } from '../thread/participants.ts';
import { thread as parts } from './selectors.ts';

interface Person {
  email: string;
  name?: string;
}
type People = Record<ThreadParticipant['role'], Person[]>;

/** The thread that is open; the page writes the people of each message on its element. */
export function readThread(page: Document, account: Account): MailThread | null {
  const view = climb(page, parts.view)?.element;
  const key = view?.dataset.practiceOpenThread;
  if (!view || !key) return null;
  const me = typeof account === 'string' ? null : account.email.toLowerCase();
  const messages = climbAll(view, parts.message);
  return {
    key,
    ids: { thread: key },
    messages: messages.map((message) => readMessage(message, me)),
    participants: mergeParticipants(messages.flatMap((message) => participantsOf(peopleOf(message), me))),
  };
}

function readMessage(message: HTMLElement, me: string | null): ThreadMessage {
  const from = peopleOf(message).from[0]?.email ?? null;
  const own = me === null || from === null ? null : from.toLowerCase() === me;
  return { id: message.dataset.practiceMessage ?? '', from, own };
}

function participantsOf(people: People, me: string | null): ThreadParticipant[] {
  return (['from', 'to', 'cc'] as const).flatMap((role) =>
    people[role].map(({ email, name = '' }) => ({ email, name, role, own: email.toLowerCase() === me })),
  );
}

function peopleOf({ dataset }: HTMLElement): People {
  const nobody: People = { from: [], to: [], cc: [] };
  try {
    // Written by our own page (web/practice/views/ThreadView.tsx) in this very shape.
    return { ...nobody, ...(JSON.parse(dataset.practicePeople ?? '{}') as Partial<People>) };
  } catch {
    return nobody;
  }
}
