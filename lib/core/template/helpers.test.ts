import { expect, test } from 'vitest';
import { compile } from './compile.ts';

const context = {
  name: 'åsa berg',
  day: '2026-03-01',
  late: '2026-12-31T23:30:00Z',
  atMs: 1_772_323_200_000,
  date: new Date('2026-03-01T08:05:00Z'),
  amount: 1_234_567.891,
  text: '1234.5',
  owed: -1234.5,
  composed: '\u00e9lan',
  decomposed: 'e\u0301lan',
  share: 0.256,
  three: 3,
  towns: ['Lund', 'Malmö', '', 'Ystad'],
  people: [{ name: 'A' }, { name: 'B' }],
  site: 'https://a.se/?b=1&c=2',
  bad: 'javascript:alert(1)',
  no: false,
  // A pattern that goes back over it would take minutes.
  long: 'T'.repeat(300_000),
};

function print(source: string, locale = 'en', timeZone = 'UTC', kind: 'text' | 'html' = 'text') {
  return compile(source, { kind, locale, timeZone })(context).output;
}

test.each([
  ['{{date day}}', 'en', '1 March 2026'],
  ['{{date day}}', 'en-US', 'March 1, 2026'],
  ['{{date day "full"}}', 'sv', 'söndag 1 mars 2026'],
  ['{{date day "full"}}', 'da-DK', 'søndag den 1. marts 2026'],
  ['{{date day "full"}}', 'nb', 'søndag 1. mars 2026'],
  ['{{date day "full"}}', 'nl', 'zondag 1 maart 2026'],
  ['{{date day "short"}}', 'sv', '2026-03-01'],
  ['{{date day "short"}}', 'nl', '01-03-2026'],
  ['{{date day "short"}}', 'en-US', '03/01/2026'],
  ['{{date day "medium"}}', 'nl', '1 mrt 2026'],
  ['{{date late "medium"}}', 'sv', '31 dec. 2026'],
  ['{{date day "month"}}', 'de', 'März 2026'],
  ['{{date day "full"}}', 'de-AT', 'Sonntag, 1. März 2026'],
  ['{{date day "medium"}} {{list towns}}', 'de', '01.03.2026 Lund, Malmö und Ystad'],
  ['{{number amount currency="eur"}}', 'de', '1.234.567,89\u00a0€'],
  ['{{company}}', 'de', 'Ihr Unternehmen'],
  ['{{number text currency="eur"}} {{number text currency=" Gbp "}}', 'en', '€1,234.50 £1,234.50'],
  ['{{number text currency="sek"}}', 'sv', '1\u00a0234,50\u00a0kr'],
  ['{{upper decomposed}} {{lower "E\u0301"}} {{capitalise decomposed}}', 'fr', '\u00c9LAN \u00e9 \u00c9lan'],
  // Languages without a table of ours: the machine's forms, never English ones.
  ['{{list towns}} {{list towns or=true}}', 'fi', 'Lund, Malmö ja Ystad Lund, Malmö tai Ystad'],
  [
    '{{date day}} {{date day "weekday"}} {{date day "month"}}',
    'fi',
    '1. maaliskuuta 2026 sunnuntai maaliskuu 2026',
  ],
  ['{{date day "short"}} {{date date "time"}}', 'fi', '01.03.2026 8.05'],
  ['{{number amount decimals=2}} {{number share percent=true}}', 'fi', '1\u00a0234\u00a0567,89 25,6\u00a0%'],
  ['{{number owed currency="EUR"}}', 'fi', '\u22121\u00a0234,50\u00a0€'],
  ['{{number three currency="credits"}}', 'fr', '3,00\u00a0CREDITS'],
  ['{{company}}', 'fi', 'yrityksenne'],
  ['{{date day}}', 'ar-EG', '1 مارس 2026'],
  // A language that no machine knows: figures alone.
  ['{{date day "full"}} {{date late "time"}} {{date day "month"}}', 'qqq', '2026-03-01 23:30 2026-03'],
  ['{{list towns}} {{list towns or=true}}', 'qqq', 'Lund, Malmö, Ystad Lund, Malmö, Ystad'],
  [
    '{{number owed currency="EUR"}} {{number share percent=true}}',
    'qqq',
    '\u22121\u00a0234.50\u00a0EUR 25.6\u00a0%',
  ],
  ['{{date day "weekday"}}', 'no', 'søndag'],
  ['{{date date "time"}}', 'en-US', '8:05 AM'],
  ['{{date date "time"}}', 'da', '08.05'],
  ['{{date atMs}}', 'en', '1 March 2026'],
  ['{{number amount}}', 'en', '1,234,567.891'],
  ['{{number "1 234,5" decimals=2}}', 'en', '1,234.50'],
  ['{{number "30 000"}}', 'sv', '30\u00a0000'],
  ['{{number "1234,50"}}', 'en', '1,234.5'],
  ['{{number "1.234,50"}} {{number "1,234.50"}} {{number "1,234,567"}}', 'en', '1,234.5 1,234.5 1,234,567'],
  ['{{number "−5"}}', 'en', '-5'],
  ['{{number "1,234" | default: "?"}}', 'en', '?'],
  ['{{number "1,23,4" | default: "?"}}', 'en', '?'],
  ['{{number amount currency="JPY"}}', 'en', 'JPY\u00a01,234,568'],
  ['{{number amount currency="ISK"}}', 'da', '1.234.568\u00a0ISK'],
  ['{{number amount decimals=0}}', 'sv', '1\u00a0234\u00a0568'],
  ['{{number text decimals=2}}', 'nl', '1.234,50'],
  ['{{number owed currency="SEK"}}', 'sv', '\u22121\u00a0234,50\u00a0kr'],
  ['{{number owed currency="SEK"}}', 'en', '-SEK\u00a01,234.50'],
  ['{{number owed currency="EUR"}}', 'nl', '-€\u00a01.234,50'],
  ['{{number text currency="GBP"}}', 'en', '£1,234.50'],
  ['{{number "1.005" decimals=2}}', 'en', '1.01'],
  ['{{number "-0.0000005" decimals=6}}', 'en', '-0.000001'],
  ['{{number "0.285" percent=true decimals=0}}', 'en', '29%'],
  ['{{number "123456789012345.675" decimals=2}}', 'en', '123,456,789,012,345.67'],
  ['{{number share percent=true}}', 'en', '25.6%'],
  ['{{number share percent=true decimals=0}}', 'da', '26\u00a0%'],
  ['{{number three}}', 'sv', '3'],
  ['{{upper name}} {{lower "ÅÄÖ"}} {{capitalise name}}', 'sv', 'ÅSA BERG åäö Åsa berg'],
  ['{{list towns}}', 'en', 'Lund, Malmö and Ystad'],
  ['{{list towns or=true}}', 'sv', 'Lund, Malmö eller Ystad'],
  ['{{list people "name"}}', 'nl', 'A en B'],
  ['{{link site "us"}}', 'en', 'us <https://a.se/?b=1&c=2>'],
  ['{{link site}}', 'en', 'https://a.se/?b=1&c=2'],
  ['{{company}}', 'sv', 'ert företag'],
])('%s in %s is %j', (source, locale, output) => {
  expect(print(source, locale)).toBe(output);
});

test('what a language has no words for is missing, and not English', () => {
  const missing = (source: string, locale: string) =>
    compile(source, { kind: 'text', locale })(context).missing;
  expect(missing('{{company}} {{date day "weekday"}}', 'qqq')).toEqual(['company', 'day']);
  expect(missing('{{company}}', 'tr')).toEqual(['company']);
});

test('an instant is written in the zone that is asked for, a day as it is', () => {
  expect(print('{{date late}} {{date day}}', 'en', 'Asia/Kolkata')).toBe('1 January 2027 1 March 2026');
  expect(print('{{date late "time"}}', 'sv', 'Asia/Kolkata')).toBe('05:00');
});

test('a link in HTML is a link, and escaped', () => {
  expect(print('{{link site name}}', 'en', 'UTC', 'html')).toBe(
    '<a href="https://a.se/?b&#x3D;1&amp;c&#x3D;2">åsa berg</a>',
  );
});

test.each([
  ['nordby.example', '<a href="https://nordby.example">nordby.example</a>'],
  ['www.åkeri.example:8080/x', '<a href="https://www.åkeri.example:8080/x">www.åkeri.example:8080/x</a>'],
  ['/offer', '<a href="/offer">/offer</a>'],
])('a link to %s, as people write it, leads there', (address, html) => {
  expect(compile('{{link address}}', { kind: 'html' })({ address }).output).toBe(html);
});

test.each([
  '{{date name}}',
  '{{number name}}',
  '{{link bad}}',
  '{{list nobody}}',
  '{{upper towns}}',
  '{{date no}}',
  '{{date long}}',
  '{{number long}}',
])('%s has nothing to print, and says so', (source) => {
  const rendered = compile(source, { kind: 'html' })(context);
  expect(rendered).toMatchObject({ output: '', missing: [/\w+ (\w+)/.exec(source)?.[1]] });
});

test.each([
  ['eq three 3', true],
  ['eq three "3"', true],
  ['eq nobody ""', true],
  ['eq name "åsa berg"', true],
  ['ne name "x"', true],
  ['eq composed decomposed', true],
  ['ne composed decomposed', false],
  ['lt composed decomposed', false],
  ['lte decomposed composed', true],
  ['lt three 10', true],
  ['lt text 1234', false],
  ['gt day "2026-02-28"', true],
  ['gte three 3', true],
  ['lte three 2', false],
  ['lt nobody 3', false],
  ['gt nobody 3', false],
  ['and name three', true],
  ['and name nobody', false],
  ['or nobody name', true],
  ['or nobody no', false],
  ['not nobody', true],
  ['not name', false],
  ['lookup people 1', true],
])('(%s) is %s', (call, isTrue) => {
  expect(print(`{{#if (${call})}}true{{else}}false{{/if}}`)).toBe(String(isTrue));
});
