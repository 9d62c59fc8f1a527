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

/** A field by its path (`variants.0.html`; empty: the whole), and what was expected there. */
export type WrongField = NonNullable<ErrorBody['fields']>[number];

/** `INVALID_INPUT` by its fields; the sentence names the first three. */
export function invalid(fields: WrongField[]): Failure {
  const named = fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = named.length > 3 ? ` (and ${named.length - 3} more)` : '';
  return fail('INVALID_INPUT', named.slice(0, 3).join('; ') + more, fields);
}

/** The same of one field. */
export function invalidField(path: string, message: string): Failure {
  return invalid([{ path, message }]);
}
