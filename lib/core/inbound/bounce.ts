import { type BounceReason, type Diagnosis, reasonOf, type Severity, severityOf } from './reason.ts';

/** One address that a mail could not be delivered to. */
export interface BouncedRecipient {
  /** In lower case; null: the report does not say. */
  address: string | null;
  severity: Severity;
  reason: BounceReason;
  code: number | null;
  status: string | null;
  /** What the receiving server has said, in one line of at most 500 characters. */
  text: string;
}

const LONGEST_TEXT = 500;

/** @param delayed - it is still being tried */
export function bouncedOf(address: string | null, diagnosis: Diagnosis, delayed = false): BouncedRecipient {
  const reason = reasonOf(diagnosis);
  const severity = delayed ? 'delayed' : severityOf(reason, diagnosis);
  const text = diagnosis.text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT);
  return { address, severity, reason, code: diagnosis.code, status: diagnosis.status, text };
}

/** A refusing code of three digits, where one stands as an answer of a server would: no part of an address, nor of a host's. */
const CODE = /(?:^|[\s:;'"<([#=-])([245]\d\d)(?=$|[\s\-:;,'"<([#)]|\.(?!\d))/;
const STATUS = /(?:^|[\s:;'"<([#=-])([45]\.\d{1,3}\.\d{1,3})(?=$|[\s:;,'")>\]#-]|\.(?!\d))/;

/** The answer's numbers as they stand in its words. */
export function numbersIn(text: string): Pick<Diagnosis, 'code' | 'status'> {
  const said = text.slice(0, 4000);
  const code = CODE.exec(said)?.[1];
  return { code: code ? Number(code) : null, status: STATUS.exec(said)?.[1] ?? null };
}

const weight: Record<Severity, number> = { delayed: 0, soft: 1, hard: 2 };

/** The recipient that says most: the address that is dead before one that is not. */
export function worstOf(recipients: readonly BouncedRecipient[]): BouncedRecipient | null {
  const [first, ...others] = recipients;
  if (!first) return null;
  return others.reduce((worst, one) => (weight[one.severity] > weight[worst.severity] ? one : worst), first);
}
