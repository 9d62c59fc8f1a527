import { createHmac } from 'node:crypto';
import type { Reply } from './smtp-replies.ts';

/** As whom mail is handed over. */
export type SignIn = { user: string; password: string } | { user: string; accessToken: string };

/** What is said to a server to sign in: the first line, and what each of its questions (334) is answered by. */
export interface SignInTalk {
  first: string;
  answers: readonly ((question: Buffer) => string)[];
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** With a password the first of these that the server takes. */
const byPassword: Readonly<Record<string, (user: string, password: string) => SignInTalk>> = {
  PLAIN: (user, password) => ({ first: `AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, answers: [] }),
  LOGIN: (user, password) => ({
    first: 'AUTH LOGIN',
    answers: [() => base64(user), () => base64(password)],
  }),
  'CRAM-MD5': (user, password) => ({
    first: 'AUTH CRAM-MD5',
    answers: [(question) => base64(`${user} ${createHmac('md5', password).update(question).digest('hex')}`)],
  }),
};

/**
 * How to sign in.
 *
 * @param offered - ways that the server takes, in capitals
 * @see RFC 4616 (PLAIN), RFC 2195 (CRAM-MD5), Google's and Microsoft's pages on XOAUTH2
 */
export function signInTalk(signIn: SignIn, offered: readonly string[]): SignInTalk {
  if ('accessToken' in signIn) {
    const words = `user=${signIn.user}\u0001auth=Bearer ${signIn.accessToken}\u0001\u0001`;
    // A refusal asks first, and is given an empty answer.
    return { first: `AUTH XOAUTH2 ${base64(words)}`, answers: [() => ''] };
  }
  const way = Object.keys(byPassword).find((name) => offered.includes(name)) ?? 'PLAIN';
  const talk = byPassword[way];
  if (!talk) throw new Error(`expected a way to sign in, got ${way}`);
  return talk(signIn.user, signIn.password);
}

/** The bytes of a question (334). */
export function questionIn({ text }: Reply): Buffer {
  return Buffer.from(text, 'base64');
}
