/** `customer.name`. */
const path = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+)*`;
const head = String.raw`\[\[\s*(?:[\p{L}_]+\(\s*${path}\s*\)|${path})\s*`;

/** Of the text after a merge field's bar, in characters. */
export const longestMergeText = 500;

/**
 * What begins a merge field `[[…]]`, up to its end or its bar: a path, or one in a call. Sticky, so its `lastIndex` is
 * where to look.
 */
export const mergeHead = new RegExp(String.raw`${head}(?=\||\]\])`, 'uy');
