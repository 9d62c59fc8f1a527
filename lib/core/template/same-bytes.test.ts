import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { printSamples } from '../../../tests/support/template-samples.ts';

const samples = fileURLToPath(new URL('../../../tests/support/template-samples.ts', import.meta.url));

test.each([
  { TZ: 'Asia/Kolkata', LANG: 'sv_SE.UTF-8' },
  { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
])('a machine in $TZ that speaks $LANG and can generate no code prints the same bytes', async (env) => {
  const flags = ['--disallow-code-generation-from-strings', samples];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { env: { ...process.env, ...env } });
  expect(JSON.parse(stdout)).toEqual(printSamples());
});

test('what is printed is what each language writes', () => {
  const [english = '', , , , , , swedish = ''] = printSamples();
  expect(english).toContain('<h1>ISTVÁN ĲSBRAND, Sunday 25 October 2026 02:30</h1>');
  expect(english).toContain(
    'SEK\u00a01,234,567.89\n(25.6%) <a href="https://nordby.example/%C3%A5?to=%C3%A4rlig%20%26%20%3Cb%3E&by=a%2Bb%40fjord.example">',
  );
  expect(swedish).toContain('söndag 25 oktober 2026 02:30');
  expect(swedish).toContain('1\u00a0234\u00a0567,89\u00a0kr');
  expect(swedish).toContain(
    'Lund, Ærø och Ø, Lund, Ærø eller Ø ingen ert företag {{! something kind }} <b>Mia</b>',
  );
});
