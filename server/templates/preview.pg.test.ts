import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { addReaders, addTemplate, swedish } from '../../tests/support/templates.ts';
import type { Database } from '../db/open.ts';
import { addPerson } from '../people/people.ts';
import { previewTemplate } from './preview.ts';
import type { Member } from './refusals.ts';

const now = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('what a template prints', (open) => {
  let db: Database;
  let member: Member;
  let colleague: Member;
  const person = async (language: string | null) =>
    unwrap(await addPerson(db, member.workspaceId, { firstName: 'Åsa', language }, now)).id;
  const text = { html: '<p>Hi {{first_name}} {{phone}} {{! say why }}</p>', variants: [swedish] };

  beforeAll(async () => {
    db = await open();
    ({ member, colleague } = await addReaders(db));
  });

  test('is in the person’s language, with what is missing and still to be written', async () => {
    const { id: templateId } = await addTemplate(db, member, now, text);
    const preview = async (language: string | null) =>
      unwrap(await previewTemplate(db, member, { templateId, personId: await person(language) }));
    expect(await preview('en')).toEqual({
      subject: 'A question',
      preheader: '',
      html: '<p>Hi Åsa {{phone}} {{! say why }}</p>',
      text: 'Hi Åsa {{phone}} {{! say why }}',
      missing: ['phone'],
      prompts: ['say why'],
    });
    expect(await preview('sv')).toMatchObject({ subject: 'Pris', text: 'Tolv', preheader: 'Å' });
    expect(await preview(null)).toMatchObject({ subject: 'A question' });
  });

  test('has the plain-text part that was written by hand, with what is missing in it', async () => {
    const written = { html: '<p>Hi</p>', text: 'Hi {{first_name}}, {{phone}}' };
    const { id: templateId } = await addTemplate(db, member, now, written);
    const asked = { templateId, personId: await person('en') };
    expect(unwrap(await previewTemplate(db, member, asked))).toMatchObject({
      text: 'Hi Åsa, {{phone}}',
      missing: ['phone'],
    });
  });

  test('is told of templates that one may take, and of people there are', async () => {
    const { id: templateId } = await addTemplate(db, member, now, text);
    const personId = await person('en');
    const unknown = { ok: false, code: 'NOT_FOUND' };
    expect(await previewTemplate(db, colleague, { templateId, personId })).toMatchObject(unknown);
    const nobody = { templateId, personId: randomUUID() };
    expect(await previewTemplate(db, member, nobody)).toMatchObject(unknown);
  });

  test('ends in time, by the clock', async () => {
    const { id: templateId } = await addTemplate(db, member, now, { html: '{{first_name}}'.repeat(200) });
    let nowMs = 0;
    const clock = () => (nowMs += 1_200);
    const asked = { templateId, personId: await person('en') };
    expect(await previewTemplate(db, member, asked, clock)).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('takes longer than'),
    });
  });
});
