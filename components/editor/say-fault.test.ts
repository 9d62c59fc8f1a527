import '../../tests/support/speak-english.ts';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { expect, test } from 'vitest';
import { compile } from '../../lib/core/template/compile.ts';
import { TemplateError } from '../../lib/core/template/error.ts';
import { faultSentences } from '../../lib/core/template/faults.ts';
import { localeFile } from '../../tests/support/texts.ts';
import { sayFault, sayWrong, sayWrongPart } from './say-fault.ts';

function faultOf(source: string) {
  try {
    compile(source, { kind: 'html' });
  } catch (error) {
    if (error instanceof TemplateError && error.told) return error.told;
  }
  throw new Error(`expected a fault in ${source}`);
}

test('each fault has its sentence among the texts, in English the one that programs get', async () => {
  const messages = await parseMessagesFile(localeFile('en'));
  const said = messages.flatMap((message) =>
    message.key[0] === 'fault' && message.type === 'simple'
      ? [[message.key.slice(1).join('.'), message.message]]
      : [],
  );
  expect(Object.fromEntries(said)).toEqual(faultSentences);
});

test('a fault is said with its names, numbers and what was meant', () => {
  expect(sayFault(faultOf('{{#if a}}'))).toBe('{{#if}} is never closed with {{/if}}');
  expect(sayFault(faultOf('{{uper a}}'))).toBe('uper: no such helper. Did you mean upper?');
  expect(sayFault(faultOf(' '.repeat(600_001)))).toBe('the template is longer than 600,000 characters');
});

test('what is refused names its part, its language and its place', () => {
  const fault = faultOf('<p>\n {{#if a}}');
  const message = 'from the server';
  expect(sayWrongPart({ path: 'html', message, fault }, [])).toBe(
    'Text, line 2, column 2: {{#if}} is never closed with {{/if}}',
  );
  expect(sayWrongPart({ path: 'variants.1.subject', message, fault }, ['sv', 'da'])).toMatch(
    /^Subject \(da\), line 2/,
  );
  expect(sayWrongPart({ path: 'category', message: 'too long' }, [])).toBe('category: too long');
});

test('a fault of a newer server is said in its words', () => {
  const fault = { code: 'constructor', values: {}, meant: null };
  expect(sayWrong({ message: 'from the server', fault })).toBe('from the server');
});
