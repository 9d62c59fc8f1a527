import { beforeAll, beforeEach, expect, test } from 'vitest';
import { templateContext } from '../../lib/core/template/fields.ts';
import { sanitisedHtml } from '../../lib/core/template/safe-html.ts';
import { anApp, aToken, type TestApp } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { getWriter } from './writer.ts';

const now = new Date('2026-04-30T07:00:00.000Z');

describeOnEachEngine('what a user says about themselves', (open) => {
  let db: Database;
  let app: TestApp;
  let member: Member;
  let colleague: Member;
  beforeAll(async () => {
    db = await open();
    app = await anApp(db, now);
  });
  beforeEach(async () => {
    [member, colleague] = await addColleagues(db);
  });
  const put = async (body: unknown) =>
    app.json('PUT', '/api/v2/me/profile', { token: await aToken(db, member, now), body });

  test('what is absent stays, and nobody else’s changes', async () => {
    const other = await getWriter(db.kysely, colleague.workspaceId, colleague.userId);
    const change = { name: ' Mia Berg ', title: 'Fleet adviser', timeZone: 'Europe/Oslo', country: 'NO' };
    expect(await put(change)).toMatchObject({ status: 200, body: { user: { ...change, name: 'Mia Berg' } } });
    expect(await put({ title: null })).toMatchObject({
      body: { user: { name: 'Mia Berg', title: null, country: 'NO' } },
    });
    const { body } = await put({ country: null });
    expect(body).toMatchObject({ user: { name: 'Mia Berg' } });
    expect(body).not.toHaveProperty('user.country');
    expect(await getWriter(db.kysely, colleague.workspaceId, colleague.userId)).toEqual(other);
  });

  test('§14.3 my_signature: what acts is taken out, and templates print it as HTML and as text', async () => {
    const signature =
      '<p onclick="x()">Mia <b>Berg</b><br><a href="https://fjord.example">Fjord</a><script>x</script></p>';
    await put({ signature });
    const me = await getWriter(db.kysely, member.workspaceId, member.userId);
    const clean = '<p>Mia <b>Berg</b><br /><a href="https://fjord.example">Fjord</a></p>';
    expect(me.user.signature).toBe(clean);
    expect(templateContext(null, me).my_signature).toEqual(
      sanitisedHtml(clean, 'Mia Berg\nFjord <https://fjord.example>'),
    );
    expect((await put({ signature: null })).body).not.toHaveProperty('user.signature');
  });

  test.each([
    ['name', ' '],
    ['timeZone', 'Mars/Olympus'],
    ['country', 'Sweden'],
    ['signature', `${'<b>'.repeat(300)}x`],
  ])('a wrong %s is refused, and the field named', async (path, wrong) => {
    expect(await put({ [path]: wrong })).toMatchObject({
      status: 422,
      body: { code: 'INVALID_INPUT', fields: [{ path }] },
    });
  });

  test('countries whose holidays are known, with their parts', async () => {
    const { body } = await app.json('GET', '/api/v2/countries', { token: await aToken(db, member, now) });
    const { countries } = body as { countries: { code: string; parts: { code: string; name: string }[] }[] };
    expect(countries.find(({ code }) => code === 'SE')).toEqual({ code: 'SE', parts: [] });
    expect(countries.find(({ code }) => code === 'DE')?.parts).toContainEqual({
      code: 'DE-BY',
      name: 'Bayern',
    });
  });
});
