import { actingInStyle, actingScheme, isAddressAttribute, schemeOf } from '../../lib/core/template/acting.ts';
import { compile } from '../../lib/core/template/compile.ts';
import { TemplateError } from '../../lib/core/template/error.ts';
import type { Sheltered } from './shelter.ts';

/** What is left of an attribute's value, and what was taken out of it, as it is shown to people. */
export interface Judged {
  /** Null: the attribute goes. */
  value: string | null;
  removed: string[];
}

/**
 * Judges the values of attributes that a mail may have. Each is judged once, however often it stands there.
 *
 * @param schemes - of addresses, by element; `*` for all others
 */
export function attributeJudge(
  { hasWord, restore, strip }: Sheltered,
  schemes: Readonly<Record<string, readonly string[]>>,
): (tag: string, name: string, value: string) => Judged {
  const known = new Map<string, Judged>();
  return (tag, name, value) => {
    const isAddress = isAddressAttribute(name);
    if (!isAddress && name !== 'style') return { value, removed: [] };
    const key = `${isAddress ? tag : ''} ${name} ${value}`;
    const judged = known.get(key) ?? judge(tag, name, value);
    known.set(key, judged);
    return judged;
  };

  function judge(tag: string, name: string, value: string): Judged {
    const judged = name === 'style' ? judgeStyle(value) : judgeAddress(tag, name, value);
    if (judged.value === null || !hasWord(judged.value)) return judged;
    const printed = actingWhenPrinted(name, restore(judged.value));
    return printed.length > 0 ? { value: null, removed: [...judged.removed, ...printed] } : judged;
  }

  function judgeAddress(tag: string, name: string, value: string): Judged {
    const scheme = schemeOf(strip(value));
    const allowed = schemes[tag] ?? schemes['*'] ?? [];
    if (scheme === null) return { value, removed: [] };
    const isAllowed = allowed.includes(scheme) && actingScheme(name, strip(value)) === null;
    return isAllowed ? { value, removed: [] } : { value: null, removed: [`${scheme}:`] };
  }

  function judgeStyle(value: string): Judged {
    if (actingInStyle(value) === null) return { value, removed: [] };
    const kept: string[] = [];
    const removed: string[] = [];
    for (const one of declarationsOf(value)) {
      const what = actingInStyle(one);
      if (what === null) kept.push(one);
      else removed.push(nameOfDeclaration(restore(one), what));
    }
    const left = kept.join(';').trim();
    // What acts over the border of two declarations goes with all.
    const acting = actingInStyle(left);
    if (acting !== null) return { value: null, removed: [...removed, acting] };
    return { value: left === '' ? null : left, removed };
  }
}

const closings: Readonly<Record<string, string>> = { '(': ')', '"': '"', "'": "'" };

/** A `;` in quotes or brackets ends no declaration. Takes time by the length alone, however many are never closed. */
function declarationsOf(style: string): string[] {
  const found: string[] = [];
  const missing = new Set<string>();
  let from = 0;
  for (let at = 0; at < style.length; at += 1) {
    const one = style[at] ?? '';
    if (one === ';') {
      found.push(style.slice(from, at));
      from = at + 1;
      continue;
    }
    const closing = closings[one];
    if (closing === undefined || missing.has(closing)) continue;
    const end = style.indexOf(closing, at + 1);
    if (end < 0) missing.add(closing);
    else at = end;
  }
  return [...found, style.slice(from)].filter((declaration) => declaration !== '');
}

/** `width: expression(`; what acts may name the property itself. */
function nameOfDeclaration(written: string, what: string): string {
  const [property = ''] = written.split(':');
  const name = property.trim().toLowerCase();
  return what.toLowerCase().startsWith(name) ? what : `${name}: ${what}`;
}

/** What a template prints in a value may act where the value as it is written does not. */
function actingWhenPrinted(name: string, value: string): readonly string[] {
  const quoted = value.includes('"') && !value.includes("'") ? `'${value}'` : `"${value}"`;
  try {
    return compile(`<p ${name}=${quoted}>`, { kind: 'html' }).acting;
  } catch (error) {
    // That it cannot be read is said of the template as a whole.
    if (error instanceof TemplateError) return [];
    throw error;
  }
}
