import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../lib/contract/errors.ts';
import '../tests/support/speak-english.ts';
import { languages, localeFile } from '../tests/support/texts.ts';
import { formatList, t } from './i18n.ts';

type Message = Awaited<ReturnType<typeof parseMessagesFile>>[number];

/** Key, kind, named values and plural forms of every text: what must be the same in each language. */
function shapesOf(messages: readonly Message[]): string[] {
  return messages
    .map((message) => {
      const forms = message.type === 'plural' ? Object.keys(message.plurals).sort().join('/') : '';
      return `${message.key.join('.')} ${message.type} ${forms} {${[...message.namedSubstitutions].sort().join()}}`;
    })
    .sort();
}

const english = await parseMessagesFile(localeFile('en'));

describe.each(languages.filter((language) => language !== 'en'))('%s', (language) => {
  test('has every text of English, with the same values and plural forms, and no others', async () => {
    expect(shapesOf(await parseMessagesFile(localeFile(language)))).toEqual(shapesOf(english));
  });

  test('is no copy of English', async () => {
    const texts = new Set(english.map((message) => ('message' in message ? message.message : '')));
    const own = (await parseMessagesFile(localeFile(language))).filter(
      (message) => message.type === 'simple',
    );
    const same = own.filter((message) => 'message' in message && texts.has(message.message));
    // Names, abbreviations and loan-words (`Type`, `Server`, `InMail`) may be alike.
    expect(same.length / own.length).toBeLessThan(0.12);
  });
});

test('no text is empty', async () => {
  for (const language of languages)
    for (const message of await parseMessagesFile(localeFile(language))) {
      const forms = message.type === 'plural' ? Object.values(message.plurals) : [message.message];
      for (const form of forms) expect(form, `${language} ${message.key.join('.')}`).not.toBe('');
    }
});

test.each(ErrorCode.options)('%s is said in words', (code) => {
  expect(t(`error.${code}`)).not.toBe('');
});

test.each([
  [0, '0 tasks'],
  [1, '1 task'],
  [12_000, '12,000 tasks'],
])('%s tasks are counted in the right form and number format', (count, text) => {
  expect(t('queue.count', { count })).toBe(text);
});

test('what is put into a text is not read for further places', () => {
  expect(t('undo.done', { title: 'Anna {time} $1' })).toBe('Done: Anna {time} $1');
});

test('a list is joined as English joins it', () => {
  expect(formatList(['To', 'Cc', 'Body'])).toBe('To, Cc, and Body');
});
