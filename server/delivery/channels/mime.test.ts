import { expect, test } from 'vitest';
import { aMailRow } from '../../../tests/support/mail-rows.ts';
import { renderMail } from './mime.ts';

const aMail = (text: string, html: string) =>
  aMailRow({ from: { email: 'maja@nordby.example' }, subject: 'Hej', html, text });

test.each([
  ['plain letters', 'one\ntwo', '<p>one</p>\n<p>two</p>'],
  ['others', 'ett\n\n> två', '<p>ett</p>\r\n<p>två</p>\r'],
])('every line ends with CRLF, so that nobody mends what was signed: %s', async (_, text, html) => {
  const bytes = await renderMail(aMail(text, html), new Date(0));
  expect(bytes.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});
