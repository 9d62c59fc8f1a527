import type { ErrorBody, ErrorCode } from './errors.ts';

// Apart from errors.ts so that content scripts can answer with a Result without carrying the schema language.

export type Failure = { ok: false } & ErrorBody;
/** An expected outcome, good or bad. Defects are thrown instead. */
export type Result<T> = { ok: true; value: T } | Failure;

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function fail(code: ErrorCode, message: string, fields?: ErrorBody['fields']): Failure {
  return { ok: false, code, message, ...(fields && { fields }) };
}
