import type { TemplateFault } from '../../contract/errors.ts';
import { type Fault, inEnglish } from './faults.ts';

/** A place in a template as it was written: line and column from 1, `offset` from 0 in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
  offset: number;
}

/** A template cannot be read or printed; the message says where and why, for the person who wrote it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly reason: string;
  readonly position: Position | null;
  /** Null where only the English words are known. */
  readonly fault: Fault | null;

  constructor(what: Fault | string, position: Position | null = null, options?: ErrorOptions) {
    const reason = typeof what === 'string' ? what : inEnglish(what);
    super(position ? `line ${position.line}, column ${position.column}: ${reason}` : reason, options);
    this.reason = reason;
    this.position = position;
    this.fault = typeof what === 'string' ? null : what;
  }

  /** For programs that say it in words of their own. */
  get told(): TemplateFault | undefined {
    if (!this.fault) return undefined;
    const { line, column } = this.position ?? {};
    return { ...this.fault, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
  }

  /** The same at another place. */
  at(position: Position | null): TemplateError {
    return new TemplateError(this.fault ?? this.reason, position, { cause: this.cause });
  }
}

/** Line and column of an offset. */
export function positionAt(source: string, offset: number): Position {
  // What comes after it is no matter; the character there is, as the second half of a line's end.
  return positionsIn(source.slice(0, offset + 1))(offset);
}

/** Line and column of any offset, for a source that is asked about often: its lines are looked for once. */
export function positionsIn(source: string): (offset: number) => Position {
  let starts: readonly number[] | null = null;
  return (offset) => {
    starts ??= lineStarts(source);
    const line = lastUpTo(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1, offset };
  };
}

/** Where each line begins. A line ends with LF, CR or both. */
export function lineStarts(source: string): number[] {
  const starts = [0];
  const ends = /\r\n?|\n/g;
  while (ends.test(source)) starts.push(ends.lastIndex);
  return starts;
}

/** @returns the place of the last of some rising numbers that is not above `most`; the first is not */
export function lastUpTo(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= most) low = middle;
    else high = middle;
  }
  return low;
}

/** Of a source that passes every check the depth of the stack can still be reached; other such errors are none of it. */
export function isStackDepth(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}
