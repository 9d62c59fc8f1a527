import type { Tag } from './scan.ts';

/**
 * A tag as a template of its own, to see what is wrong with it whatever stands around: a block's beginning with its
 * end, an `else` in a block.
 *
 * @param text - the tag as it is read
 * @returns with the number of characters before it; null for what says nothing alone
 */
export function standAlone({ inner }: Tag, text: string): { source: string; before: number } | null {
  const bare = inner.replace(/^~/, '').trimStart();
  if (bare.startsWith('/') || /^(?:else|\^)\s*~?$/.test(bare)) return null;
  if (/^else\b/.test(bare)) return { source: `{{#if a}}${text}{{/if}}`, before: '{{#if a}}'.length };
  const block = /^[#^]\s*([^\s~]+)/.exec(bare)?.[1];
  return { source: block === undefined ? text : `${text}{{/${block}}}`, before: 0 };
}
