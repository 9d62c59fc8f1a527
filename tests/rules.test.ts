import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Holds the pages of rules to the tests that bear the numbers of these. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** Rules of a page; those of mailings are told from those of campaigns by their first word. */
function rulesOf(page: string, word: '' | 'mailings ') {
  return readFileSync(`${root}docs/${page}`, 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, id = '']) => /^[§S]\S*\d/.test(id))
    .map(([, id = '', says = '', file = '']) => ({
      id: `${word}${id}`,
      says,
      file: file.replaceAll('`', ''),
    }));
}

const ofCampaigns = rulesOf('campaign-rules.md', '');
const ofMailings = rulesOf('mailing-rules.md', 'mailings ');
const sectionsOf = (rows: { id: string }[]) =>
  new Set(rows.map(({ id }) => id.replace(/^(?:mailings )?§(\d+).*/, '$1')));

/** What stands in front of a title: `§4.3 waits, S4` of “§4.3 waits, S4: a task …”. */
function idsOf(title: string): string[] {
  const [ids = '', says] = title.split(/: /);
  return says === undefined ? [] : ids.split(', ');
}

function titlesIn(file: string): string[] {
  const titles = readFileSync(`${root}${file}`, 'utf8').matchAll(
    /(?:\b(?:test|describe|underHostZones|describeOnEachEngine)\(|\)\()\s*(['`])(.*?)\1/g,
  );
  return [...titles].map(([, , title = '']) => title);
}

test('every section of the campaigns’ rules has rows, and each rule stands once', () => {
  const sections = sectionsOf(ofCampaigns);
  for (const section of ['2', '3', '4', '5', '6', '7', '8']) expect(sections).toContain(section);
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) expect(sections).toContain(`S${number}`);
  expect(new Set(ofCampaigns.map(({ id }) => id)).size).toBe(ofCampaigns.length);
});

test('no rule of mailings stands twice', () => {
  expect(ofMailings).not.toEqual([]);
  expect(new Set(ofMailings.map(({ id }) => id)).size).toBe(ofMailings.length);
});

test.each([...ofCampaigns, ...ofMailings])('$id: $says', ({ id, file }) => {
  const named = titlesIn(file).filter(
    (title) => idsOf(title).includes(id) || (!id.includes(' ') && title.startsWith(`${id} `)),
  );
  expect(named, `titles in ${file} that begin with “${id}”`).not.toEqual([]);
});
