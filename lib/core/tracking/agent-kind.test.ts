import { expect, test } from 'vitest';
import { agentKind } from './agent-kind.ts';

test.each([
  [undefined, 'unknown'],
  ['  ', 'unknown'],
  ['something', 'unknown'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'desktop',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'desktop'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    'mobile',
  ],
  [
    'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
    'mobile',
  ],
  // A mail program's own window on a computer.
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)', 'desktop'],
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'machine'],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36',
    'machine',
  ],
  ['facebookexternalhit/1.1', 'machine'],
  ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'machine'],
  ['curl/8.5.0', 'machine'],
  ['python-requests/2.32.0', 'machine'],
  ['Mozilla/5.0 BingPreview/1.0b', 'machine'],
])('%s is %s', (userAgent, kind) => {
  expect(agentKind(userAgent)).toBe(kind);
});
