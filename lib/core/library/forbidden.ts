import { Parser } from 'htmlparser2';
import {
  actingInStyle,
  actingScheme,
  isActingAttribute,
  isActingTag,
  isAddressAttribute,
} from '../template/acting.ts';
import { checkNesting } from '../template/nesting.ts';

/**
 * What a template may not hold, each once and as it is shown to people: `<script>`, `onclick`, `javascript:`. Empty:
 * all is well.
 *
 * @throws {TemplateError} where elements are nested too deeply
 */
export function forbiddenIn(html: string): string[] {
  checkNesting(html);
  const found = new Set<string>();
  const parser = new Parser({
    onopentag(name, attributes) {
      if (isActingTag(name)) found.add(`<${name}>`);
      for (const [attribute, value] of Object.entries(attributes)) {
        const what = forbiddenAttribute(attribute, value);
        if (what) found.add(what);
      }
    },
    // Ends a comment for browsers and not for this parser: what follows is hidden from it alone.
    oncomment(text) {
      if (text.includes('--!>')) found.add('--!>');
    },
  });
  parser.end(html);
  return [...found];
}

function forbiddenAttribute(name: string, value: string): string | null {
  if (isActingAttribute(name)) return name;
  if (name === 'style') return actingInStyle(value);
  return isAddressAttribute(name) ? actingScheme(name, value) : null;
}
