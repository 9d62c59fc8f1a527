/** Somebody with a mailbox; the address `me` stands for the account that is open. */
export interface Person {
  email: string;
  name: string;
}

export interface Message {
  /** `f:<number>` as the server gives it, `a:r<number>` for one that was sent from this page. */
  id: string;
  from: Person;
  to: Person[];
  cc: Person[];
  when: string;
  /** Paragraphs. */
  text: string[];
  /** The body holds markup and addresses made to look like those of the page. */
  lies?: boolean;
}

export interface Thread {
  /** `f:<number>`, or `a:r<number>` for one that the person has begun. */
  id: string;
  subject: string;
  messages: Message[];
  folder: 'inbox' | 'sent';
  unread: boolean;
  starred: boolean;
}

const ALPHABET = 'BCDFGHJKLMNPQRST';

/** The older name of a thread or message: hexadecimal of its number. */
export function legacyId(id: string): string {
  return BigInt(id.replace(/\D/g, '')).toString(16);
}

/** What stands for a thread or message in the hash. */
export function hashToken(id: string): string {
  const letters = [...legacyId(id)].map((digit) => ALPHABET.charAt(Number.parseInt(digit, 16)));
  return `${id.startsWith('f') ? 'FMfcgz' : 'KtbxL'}Q${letters.join('')}`;
}

/** The threads with a message more, or with a new thread for it. */
export function withMessage(
  threads: Thread[],
  threadId: string,
  subject: string,
  message: Message,
): Thread[] {
  const known = threads.find(({ id }) => id === threadId);
  if (!known) {
    const begun: Thread = {
      id: threadId,
      subject,
      messages: [message],
      folder: 'sent',
      unread: false,
      starred: false,
    };
    return [...threads, begun];
  }
  if (known.messages.some(({ id }) => id === message.id)) return threads;
  const longer = { ...known, messages: [...known.messages, message] };
  return threads.map((thread) => (thread === known ? longer : thread));
}

export function withoutMessage(threads: Thread[], messageId: string): Thread[] {
  return threads
    .map((thread) => ({ ...thread, messages: thread.messages.filter(({ id }) => id !== messageId) }))
    .filter(({ messages }) => messages.length > 0);
}
