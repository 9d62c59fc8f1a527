import 'fake-indexeddb/auto';
import { beforeAll, expect, test } from 'vitest';
import { aTemplate, idOf } from '../../tests/support/tasks.ts';
import { openStore } from './db.ts';
import { forgetDerived } from './derived.ts';
import { countTemplateUse, findTemplate, listTemplates } from './templates.ts';

const store = openStore(() => undefined, 'templates');
const { db } = store;
const everything = { search: '', category: null, language: null };
const hello = idOf('template', 1);
const offer = idOf('template', 2);
const hej = idOf('template', 3);

beforeAll(async () => {
  await db.templates.bulkPut([
    aTemplate({
      id: hello,
      name: 'Hello',
      category: 'First contact',
      subject: 'A question',
      lastUsedAt: '2026-11-20T09:00:00.000Z',
    }),
    aTemplate({
      id: offer,
      name: 'Offer',
      category: 'Offers',
      subject: 'Your offer',
      html: '<p>Twelve&nbsp;<b>van</b>s for R&amp;D</p>',
    }),
    aTemplate({ id: hej, name: 'Hej', category: 'First contact', subject: 'En fråga', language: 'sv' }),
  ]);
});

test.each([
  [everything, [hello, hej, offer]],
  [{ ...everything, category: 'First contact' }, [hello, hej]],
  [{ ...everything, language: 'sv' }, [hej]],
  [{ ...everything, search: 'FIRST question' }, [hello]],
  [{ ...everything, search: 'twelve VANS' }, [offer]],
  [{ ...everything, search: 'r&d' }, [offer]],
  [{ ...everything, search: 'amp' }, []],
  [{ ...everything, search: 'nbsp' }, []],
  [{ ...everything, search: 'nothing has this' }, []],
  [{ ...everything, category: 'Offers', language: 'sv' }, []],
])('%o lists %o, those used last first', async (filter, ids) => {
  const { templates } = await listTemplates(db, filter);
  expect(templates.map((template) => template.id)).toEqual(ids);
});

test('a text that has been changed is searched as it is now', async () => {
  const template = aTemplate({ id: idOf('template', 5), name: 'New', html: '<p>before</p>' });
  const found = async (search: string) =>
    (await listTemplates(db, { ...everything, search })).templates.map(({ name }) => name);
  await db.templates.put(template);
  forgetDerived(db);
  expect([await found('before'), await found('after')]).toEqual([['New'], []]);
  await db.templates.put({ ...template, name: 'Newer', html: '<p>after</p>', version: template.version + 1 });
  forgetDerived(db);
  expect([await found('before'), await found('after newer')]).toEqual([[], ['Newer']]);
  await db.templates.delete(template.id);
  forgetDerived(db);
});

test('categories and languages are those of all templates', async () => {
  const { categories, languages } = await listTemplates(db, { ...everything, search: 'offer' });
  expect({ categories, languages }).toEqual({
    categories: ['First contact', 'Offers'],
    languages: ['en', 'sv'],
  });
});

test('a favourite comes before what was used last; texts of all languages are searched', async () => {
  const swedish = { language: 'sv', subject: 'Pris', html: '<p>Tolv</p>', text: null, preheader: '' };
  const marked = aTemplate({ id: idOf('template', 4), name: 'Zebra', favourite: true, variants: [swedish] });
  await db.templates.put(marked);
  forgetDerived(db);
  const ids = async (filter: object) =>
    (await listTemplates(db, { ...everything, ...filter })).templates.map(({ id }) => id);
  expect(await ids({})).toEqual([marked.id, hello, hej, offer]);
  expect(await ids({ search: 'TOLV pris' })).toEqual([marked.id]);
  expect(await ids({ language: 'sv' })).toEqual([marked.id, hej]);
  await db.templates.delete(marked.id);
  forgetDerived(db);
});

test('a use counts at once and moves the template up', async () => {
  const at = '2026-11-23T09:00:00.000Z';
  await store.write(async () => {
    await countTemplateUse(db, offer, at);
    await countTemplateUse(db, offer, at);
  });
  expect(await findTemplate(db, offer)).toMatchObject({ useCount: 2, lastUsedAt: at });
  expect((await listTemplates(db, everything)).templates[0]?.id).toBe(offer);
});

test('an unknown template is none', async () => {
  expect(await findTemplate(db, idOf('template', 9))).toBeNull();
});
