import type { Fate, WorldEventKind } from '../../contract/rehearsal.ts';
import { fraction } from '../chance/fraction.ts';
import type { SmtpReply } from '../send/reply.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A mail as the world meets it. */
export interface WorldMail {
  /** Whom it is to, in lower case. */
  to: string;
  fate: Fate;
  /** How many mails of ours to this person came before it and were taken. */
  before: number;
  at: Date;
}

/** What follows from a mail that was taken. */
export interface Reaction {
  kind: WorldEventKind;
  at: Date;
  /** What is said: a status code, the day of return, how it was seen. */
  detail: string;
}

/**
 * What the recipient's mail server says at the end of a message. Temporary refusals concern that mailbox alone, so that
 * one person's fate leaves the colleagues of their domain alone.
 *
 * @param tries - how often this message was offered before
 */
export function answerOf(
  { to, fate }: Pick<WorldMail, 'to' | 'fate'>,
  tries: number,
  seed: number,
): SmtpReply {
  if (fate === 'rejects')
    return { stage: 'recipient', code: 550, text: '5.1.1 There is no such mailbox here' };
  if (fate === 'defers' && tries < refusalsOf(seed, to))
    return { stage: 'recipient', code: 450, text: '4.2.0 The mailbox is busy, try again later' };
  return { stage: 'message', code: 250, text: '2.0.0 Taken' };
}

/** From 1 to 4. */
function refusalsOf(seed: number, to: string): number {
  return 1 + Math.floor(fraction(`${seed} refusals ${to}`) * 4);
}

/**
 * What the world does after it has taken a mail, soonest first.
 */
export function reactionsTo(mail: WorldMail, seed: number): Reaction[] {
  const chance = (what: string) => fraction(`${seed} ${what} ${mail.to} ${mail.before}`);
  const after = (ms: number) => new Date(mail.at.getTime() + Math.round(ms));
  switch (mail.fate) {
    case 'bounces': {
      const detail = chance('bounce code') < 0.7 ? '5.1.1 Unknown mailbox' : '5.2.2 Mailbox full';
      return [{ kind: 'bounce', at: after((1 + chance('bounce') * 90) * minute), detail }];
    }
    case 'replies': {
      const opened = after((0.1 + chance('opens') * 3) * hour);
      const opening: Reaction = { kind: 'opened', at: opened, detail: 'read' };
      // The first mail, or the one after it, is the one that is answered.
      if (mail.before !== (fraction(`${seed} answers ${mail.to}`) < 0.6 ? 0 : 1)) return [opening];
      const replied = new Date(opened.getTime() + Math.round((0.1 + chance('reply') * 45) * hour));
      return [opening, { kind: 'reply', at: replied, detail: 'Thank you, let us talk.' }];
    }
    case 'outOfOffice': {
      // Such a machine answers once in an absence, and there is one absence in a rehearsal.
      if (mail.before > 0) return [];
      return [{ kind: 'outOfOffice', at: after(minute), detail: dayOf(returnOf(mail, seed)) }];
    }
    case 'scanner':
      return [{ kind: 'scanned', at: after((2 + chance('scan') * 20) * second), detail: 'a machine' }];
    case 'reads': {
      const opened = after((0.2 + chance('opens') * 20) * hour);
      const opening: Reaction = { kind: 'opened', at: opened, detail: 'read' };
      if (chance('clicks') > 0.4) return [opening];
      const clicked = new Date(opened.getTime() + Math.round((10 + chance('click') * 300) * second));
      return [opening, { kind: 'clicked', at: clicked, detail: 'followed a link' }];
    }
    case 'accepts':
    case 'defers':
    case 'rejects':
      return [];
  }
}

/** When somebody who is away comes back: 2 to 14 days after the first mail. */
function returnOf({ to, at }: Pick<WorldMail, 'to' | 'at'>, seed: number): Date {
  return new Date(at.getTime() + Math.round((2 + fraction(`${seed} away ${to}`) * 12) * day));
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
