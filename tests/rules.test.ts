import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Holds docs/campaign-rules.md to the tests that bear the numbers of its rules. */
const root = fileURLToPath(new URL('..', import.meta.url));
const rows = readFileSync(`${root}docs/campaign-rules.md`, 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, id = '']) => /^[§S]\S*\d/.test(id))
  .map(([, id = '', says = '', file = '']) => ({ id, says, file: file.replaceAll('`', '') }));

/** What stands in front of a title: `§4.3 waits, S4` of “§4.3 waits, S4: a task …”. */
function idsOf(title: string): string[] {
  const [ids = '', says] = title.split(/: /);
  return says === undefined ? [] : ids.split(', ');
}

function titlesIn(file: string): string[] {
  const titles = readFileSync(`${root}${file}`, 'utf8').matchAll(
    /\b(?:test|describe|underHostZones|describeOnEachEngine)\(\s*(['`])(.*?)\1/g,
  );
  return [...titles].map(([, , title = '']) => title);
}

test('every section of the rules has rows, and each rule stands once', () => {
  const sections = new Set(rows.map(({ id }) => id.replace(/^§(\d+).*/, '$1')));
  for (const section of ['2', '3', '4', '5', '6', '7', '8']) expect(sections).toContain(section);
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) expect(sections).toContain(`S${number}`);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test.each(rows)('$id: $says', ({ id, file }) => {
  const named = titlesIn(file).filter(
    (title) => idsOf(title).includes(id) || (!id.includes(' ') && title.startsWith(`${id} `)),
  );
  expect(named, `titles in ${file} that begin with “${id}”`).not.toEqual([]);
});
