import { findExpressions, maskExpressions } from '../editor/expressions.ts';

/** What is wrong with the address of a link; null where nothing is. What it leads to is not looked at. */
export function mistakeInLink(href: string): 'empty' | 'broken' | null {
  const address = href.trim();
  if (address === '' || address === '#') return 'empty';
  const masked = maskExpressions(address, findExpressions(address));
  if (masked.startsWith('\uE000') || masked.startsWith('#')) return null;
  if (/^(?:mailto|tel|sms):/i.test(masked)) return /^\w+:[^\s]/.test(masked) ? null : 'broken';
  return webAddress.test(masked) ? null : 'broken';
}
/** A host has a dot in it, unless a field stands there; and nothing holds a blank. */
const webAddress =
  /^https?:\/\/(?:[^\s/?#@]*@)?(?:[^\s/?#:@.]+(?:\.[^\s/?#:@.]+)+\.?|localhost|[^\s/?#]*\uE000[^\s/?#]*)(?::\d{1,5})?(?:[/?#]\S*)?$/i;
