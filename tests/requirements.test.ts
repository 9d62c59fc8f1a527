import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Holds docs/mailbox-requirements.md to the tests that bear the numbers of its requirements. */
const root = fileURLToPath(new URL('..', import.meta.url));
const table = readFileSync(`${root}docs/mailbox-requirements.md`, 'utf8');
const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
const sites = ['gmail', 'outlook'] as const;

const files = ['lib', 'tests']
  .flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  // Firefox has a column of its own; these two hold titles for what they test themselves.
  .filter((name) => /\.(test|spec)\.tsx?$/.test(name) && !name.startsWith('tests/firefox/'))
  .filter((name) => !/^tests\/(requirements|count-tests)\.test\.ts$/.test(name));
const titles = files.flatMap((file) =>
  [...readFileSync(`${root}${file}`, 'utf8').matchAll(/['`](R\d+(?:,? R\d+)*)\b([^'`\n]*)/g)].map(
    ([, named = '', rest = '']) => ({ file, numbers: named.match(/\d+/g)?.map(Number) ?? [], rest }),
  ),
);

/** Is a title of this number about the site: by its name, in a loop over all sites, or by the name of its file? */
function testsOf(number: number, site: (typeof sites)[number]): string[] {
  const found = titles.filter(
    ({ file, numbers: named, rest }) =>
      named.includes(number) &&
      (rest.startsWith(` ${site}`) ||
        /^ (every site|\$\{(site|site\.name)\})/.test(rest) ||
        file.includes(`/${site}`)),
  );
  const names = found.map(({ file }) => file.replace(/^.*\/|\.tsx?$/g, ''));
  return [...new Set(names)].sort();
}

function rowOf(number: number): string[] {
  const line = table.split('\n').find((one) => one.startsWith(`| ${number} |`));
  return line?.split('|').map((cell) => cell.trim()) ?? [];
}

test('each of the twenty requirements has its row', () => {
  for (const number of numbers) expect(rowOf(number), `requirement ${number}`).toHaveLength(7);
});

for (const [column, site] of sites.entries()) {
  // A site without an adapter has nothing to hold.
  if (!existsSync(`${root}lib/mailbox/${site}`)) continue;
  test.each(numbers)(
    `requirement %i has a test of its number for ${site}, in the very files that its row names`,
    (number) => {
      const named = rowOf(number)[column + 3]?.match(/[\w-]+\.(spec|test)/g) ?? [];
      expect(testsOf(number, site), 'tests with the number').not.toEqual([]);
      expect(named, 'files in the row').toEqual(testsOf(number, site));
    },
  );
}
