import { expect, test } from 'vitest';
import { openedBy } from './opened-by.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const hour = 3_600_000;

test.each([
  [firefox, 'desktop'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)', 'desktop'],
  ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', 'unknown'],
  ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'unknown'],
  ['Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.5134; Pro)', 'desktop'],
  ['Mozilla/4.0 (compatible; ms-office; MSOffice 16)', 'desktop'],
  ['Outlook-iOS/723.4027091.prod.iphone (4.28.0)', 'mobile'],
  ['Outlook-Android/2.0', 'mobile'],
  [undefined, 'unknown'],
  ['Mozilla/5.0', 'machine'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0',
    'machine',
  ],
  ['curl/8.5.0', 'machine'],
  ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'machine'],
])('G9 an image that %s asks for was opened by: %s', (userAgent, expected) => {
  expect(openedBy({ method: 'GET', userAgent, sinceSentMs: hour })).toBe(expected);
});

test.each([
  ['HEAD', hour, 'machine'],
  ['GET', -500, 'machine'],
  ['GET', 1999, 'machine'],
  ['GET', 2000, 'desktop'],
  ['GET', null, 'desktop'],
] as const)('G9 %s, %s ms after the mail was handed over: %s', (method, sinceSentMs, expected) => {
  expect(openedBy({ method, userAgent: firefox, sinceSentMs })).toBe(expected);
});

test('G9 what looks ahead by its own word has opened nothing', () => {
  const request = { method: 'GET', userAgent: firefox, sinceSentMs: hour };
  expect(openedBy({ ...request, purpose: 'prefetch;prerender' })).toBe('machine');
  expect(openedBy({ ...request, purpose: '  ' })).toBe('desktop');
});
