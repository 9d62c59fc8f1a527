import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { template as anyTemplate } from '../../../tests/support/template-grammar.ts';
import { context as anyContext } from '../../../tests/support/template-world.ts';
import { forbiddenIn } from '../library/forbidden.ts';
import { compile, type Rendered } from './compile.ts';
import { TemplateError } from './error.ts';
import { helperNames } from './helper-names.ts';

const field = fc.constantFrom('a', 'b', 'list', 'deep.a', 'first_name', 'none', '__proto__', 'constructor');
const call = fc
  .tuple(
    fc.constantFrom(...Object.keys(helperNames)),
    fc.array(fc.oneof(field, fc.constantFrom('"x"', '1', '(upper a)'))),
  )
  .map(([name, given]) => `{{${name} ${given.join(' ')}}}`);
const fragment = fc.oneof(
  field.map((name) => `{{${name}}}`),
  field.map((name) => `{{{${name}}}}`),
  field.map((name) => `[[${name}|x]]`),
  fc.tuple(field, fc.string()).map(([name, text]) => `{{${name} | default: "${text}"}}`),
  fc.string().map((text) => `{{! ${text} }}`),
  fc.tuple(field, fc.string()).map(([name, text]) => `{{#if ${name}}}${text}{{else}}{{${name}}}{{/if}}`),
  fc.tuple(field, fc.string()).map(([name, text]) => `{{#each ${name}}}${text}{{this}}{{/each}}`),
  call,
  fc.constantFrom(
    '<a href="',
    '<b title=',
    "<p style='",
    '">',
    "'>",
    '>',
    '<!--',
    '-->',
    '<script>',
    '\\',
    '{{',
    '}}',
    '~',
    '\n',
  ),
  fc.string(),
  fc.string({ unit: 'binary' }),
);
const source = fc.oneof(
  fc.array(fragment, { maxLength: 8 }).map((all) => all.join('')),
  anyTemplate,
);

/** What user text could do harm with, in each value. */
const mark = 'ʘ';
const evil = fc
  .tuple(
    fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '`',
      '=',
      '&',
      '\n',
      '\u2028',
      '\u2029',
      '\u0085',
      '\v',
      '\f',
      '\r',
      'javascript:',
      '',
    ),
    fc.string({ maxLength: 4 }),
  )
  .map(([sign, text]) => `${mark}${sign}${text.replaceAll(mark, '')}${mark}`);
const value = fc.oneof(
  evil,
  evil,
  fc.array(evil, { maxLength: 3 }),
  fc.record({ a: evil, b: evil }),
  fc.anything(),
);
const context = fc.oneof(
  fc.record({ a: value, b: value, list: value, deep: value, first_name: value }, { requiredKeys: [] }),
  anyContext,
);

/** A refusal is a fine answer; anything else that is thrown is a crash. */
function tryPrint(print: () => Rendered): Rendered | null {
  try {
    return print();
  } catch (error) {
    if (error instanceof TemplateError) return null;
    throw error;
  }
}

test('no source and no context make it crash, and what it prints is a text', () => {
  fc.assert(
    fc.property(source, context, fc.constantFrom('html', 'text', 'subject'), (written, given, kind) => {
      const rendered = tryPrint(() => compile(written, { kind })(given));
      expect(typeof (rendered?.output ?? '')).toBe('string');
    }),
    { numRuns: 3_000 },
  );
});

test('a subject never has a line break', () => {
  fc.assert(
    fc.property(source, context, (written, given) => {
      const rendered = tryPrint(() => compile(written, { kind: 'subject' })(given));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be there
      expect(rendered?.output ?? '').not.toMatch(/[\n\v\f\r\u001c-\u001e\u0085\u2028\u2029]/);
    }),
    { numRuns: 3_000 },
  );
});

test('in HTML no text of a value keeps a character that means something there', () => {
  let printed = 0;
  fc.assert(
    fc.property(source, context, (written, given) => {
      fc.pre(!written.includes(mark));
      const output = tryPrint(() => compile(written, { kind: 'html' })(given))?.output ?? '';
      // Between two marks there is what one value became, or what the template has between two values.
      const [, ...parts] = output.split(mark);
      for (const part of parts.filter((_, index) => index % 2 === 0)) {
        printed += 1;
        expect(part.slice(0, 12)).not.toMatch(/^[<>"'`=]|^&(?!#?\w+;)/);
      }
      expect(output).not.toMatch(/(?:href|src)\s*=\s*["']?\s*javascript:/i);
    }),
    { numRuns: 3_000 },
  );
  expect(printed).toBeGreaterThan(100);
});

/** Pieces of what acts, in whatever order, split by what prints nothing and by branches. */
const piece = fc.constantFrom(
  ...'<script|</script|<a href="|<a href=|java|script|&colon;|:|&#58|;|alert(1)|<img src=x |on|error|=|"|\'|>| |/|\t|<!--|-->|--|--!>|!|<!--[if mso]>|<![endif]-->|<style>|</style>|<title>|</title|<b title="|<!x |style="|javascript:|https://a.se/?'.split(
    '|',
  ),
);
const split = fc.constantFrom('', '', '', '{{!-- x --}}', '{{!-- > --}}', '{{a}}', '{{b}}');
const attack = fc.constantFrom(
  '<script>x</script>',
  '<a href="javascript:x">',
  '<a href="&#106;ava&Tab;script&colon;x">',
  '<img src=x onerror=x>',
  '<p title="" onclick="x">',
  '<!-- a --><iframe>',
);
/** An attack, with something in between at one or two places. */
const pierced = fc
  .tuple(attack, fc.array(fc.tuple(fc.nat(40), split), { maxLength: 2 }))
  .map(([whole, cuts]) =>
    cuts.reduce<string>((text, [at, between]) => text.slice(0, at) + between + text.slice(at), whole),
  );
const broken = fc.letrec<{ text: string; block: string }>((tie) => ({
  text: fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: fc.tuple(piece, split).map((both) => both.join('')) },
        { weight: 2, arbitrary: pierced },
        tie('block'),
      ),
      { maxLength: 6 },
    )
    .map((all) => all.join('')),
  block: fc
    .tuple(
      fc.constantFrom('#if yes', '#if no', '#each list', '#each none', '#items'),
      tie('text'),
      tie('text'),
    )
    .map(([name, one, other]) => `{{${name}}}${one}{{else}}${other}{{/${name.slice(1).split(' ')[0]}}}`),
})).text;

test('what prints something that acts was seen to act before, or is refused', () => {
  let acted = 0;
  const given = { yes: true, list: [1, 2], items: [], a: '', b: 'javascript:-->"' };
  fc.assert(
    fc.property(broken, (written) => {
      let seen: readonly string[] = [];
      const rendered = tryPrint(() => {
        const template = compile(written, { kind: 'html' });
        seen = template.acting;
        return template(given);
      });
      const printed = rendered ? forbiddenIn(rendered.output) : [];
      acted += Number(printed.length > 0);
      if (printed.length > 0) expect(seen, `${written} printed ${rendered?.output}`).not.toEqual([]);
    }),
    { numRuns: 3_000 },
  );
  expect(acted).toBeGreaterThan(100);
});
