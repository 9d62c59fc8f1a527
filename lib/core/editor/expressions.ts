import { longestMergeText, mergeHead } from '../template/merge-pattern.ts';

/** Where something that is evaluated stands in a text: `{{…}}`, `{{{…}}}`, `{{! … }}`, `[[…]]`. */
export interface Expression {
  start: number;
  end: number;
}

const longest = 5_000;

/**
 * Finds what is evaluated in a text, also in one that is still being written: what is not closed counts as text, and
 * what it means is not looked at.
 */
export function findExpressions(source: string): Expression[] {
  const found: Expression[] = [];
  const ends = endsIn(source);
  const opening = /\{\{|\[\[/g;
  for (let match = opening.exec(source); match; match = opening.exec(source)) {
    const start = match.index;
    const end = isEscaped(source, start) ? -1 : endOf(source, start, match[0] === '[[', ends);
    if (end < 0) continue;
    found.push({ start, end });
    opening.lastIndex = end;
  }
  return found;
}

/** The text with other characters in place of expressions, as long as it was: nothing in them can pass for a tag. */
export function maskExpressions(source: string, expressions: readonly Expression[]): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of expressions) {
    masked += source.slice(at, start) + '\uE000'.repeat(end - start);
    at = end;
  }
  return masked + source.slice(at);
}

function isEscaped(source: string, start: number): boolean {
  return source[start - 1] === '\\' && source[start - 2] !== '\\';
}

/** Looks for what ends an expression; each place is looked for once, however many expressions begin before it. */
interface Ends {
  note(from: number): number;
  prompt(from: number): number;
  mergeText(from: number): number;
}

function endsIn(source: string): Ends {
  return {
    note: finder(source, /--~?\}\}/g),
    prompt: finder(source, /\}\}/g),
    mergeText: finder(source, /[\]\n{}]/g),
  };
}

/** @returns the end of the first match from a place on, -1 where there is none; asked from left to right */
function finder(source: string, pattern: RegExp): (from: number) => number {
  let known = { start: -1, end: -1 };
  return (from) => {
    if (known.start < from) {
      pattern.lastIndex = from;
      const match = pattern.exec(source);
      known = match
        ? { start: match.index, end: pattern.lastIndex }
        : { start: Number.POSITIVE_INFINITY, end: -1 };
    }
    return known.end;
  };
}

function endOf(source: string, start: number, isMerge: boolean, ends: Ends): number {
  if (isMerge) {
    mergeHead.lastIndex = start;
    if (!mergeHead.test(source)) return -1;
    const head = mergeHead.lastIndex;
    const stop = ends.mergeText(head) - 1;
    // Nothing ends it.
    if (stop < head) return -1;
    return stop - head <= longestMergeText + 1 && source.startsWith(']]', stop) ? stop + 2 : -1;
  }
  const head = source.slice(start, start + 6);
  if (/^\{\{~?!--/.test(head)) return ends.note(start + 5);
  if (/^\{\{~?!/.test(head)) {
    const end = ends.prompt(start + 2);
    return end <= start + longest ? end : -1;
  }
  return endOfMustache(source, start, head.startsWith('{{{') ? '}}}' : '}}');
}

/** Braces in quotes close nothing; a mustache in a mustache means that the first was never closed. */
function endOfMustache(source: string, start: number, closing: string): number {
  const most = Math.min(source.length, start + longest);
  for (let at = start + closing.length; at < most; at += 1) {
    if (source.startsWith(closing, at)) return at + closing.length;
    if (source.startsWith('{{', at)) return -1;
    const one = source[at];
    const quoteEnd = one === '"' || one === "'" ? source.indexOf(one, at + 1) : -1;
    if (quoteEnd > 0 && quoteEnd < most && !source.slice(at, quoteEnd).includes('{{')) at = quoteEnd;
  }
  return -1;
}
