import { describe, expect, test } from 'vitest';
import type { Me } from '../../contract/account.ts';
import type { Campaign, Step } from '../../contract/campaign.ts';
import type { Person } from '../../contract/person.ts';
import type { Choices } from '../template/gate.ts';
import { gateCampaign, settleLaunch } from './launch-gate.ts';

const me: Me = {
  user: { id: 'u', name: 'Mia Lund', email: 'mia@nordby.example', timeZone: 'Europe/Stockholm', title: null },
  workspace: { id: 'w', name: 'Nordby' },
  role: 'user',
  mailboxes: [],
};
const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function aPerson(number: number, over: Partial<Person> = {}): Person {
  return {
    id: idOf(number),
    firstName: 'Åsa',
    lastName: 'Öberg',
    email: 'asa@fjord.example',
    title: null,
    companyName: null,
    phone: null,
    profileUrl: null,
    timeZone: null,
    language: null,
    fields: {},
    ...over,
  };
}

function aStep(number: number, email: Partial<NonNullable<Step['email']>> | null): Step {
  const whole = { subject: '', html: '', alsoTo: [], cc: [], bcc: [], ...email };
  return {
    id: idOf(100 + number),
    type: email ? 'email' : 'call',
    title: `Step ${number}`,
    details: '{{phone}}',
    email: email && whole,
    dueTime: '09:00',
  };
}
const campaign = (...days: Step[][]): Pick<Campaign, 'days'> => ({
  days: days.map((steps, index) => ({ number: index * 2 + 1, steps })),
});

const bare = aPerson(1);
const whole = aPerson(2, { phone: '+46 8', fields: { plan: 'Gold' } });
const half = aPerson(3, { phone: '+46 8' });
const two = campaign(
  [aStep(1, null), aStep(2, { subject: '{{phone}}', html: '{{fields.plan}} {{! say something }}' })],
  [aStep(3, { subject: 'x', html: '{{first_name}} {{company}} {{fields.plan}}' })],
);

describe('the gate before a launch', () => {
  test('lets a private address be written with the person, as the custom field that it is', () => {
    const mail = campaign([aStep(1, { html: '{{personal_email}}' })]);
    expect(gateCampaign(mail, [bare], me)).toMatchObject({ value: { editable: ['personal_email'] } });
    const choices: Choices = { personal_email: { type: 'edit', value: 'asa@home.example' } };
    const fates = settleLaunch(mail, [bare], new Map([[bare.id, choices]]), me);
    expect(fates.ok && fates.value.get(bare.id)).toMatchObject({
      outcome: 'enrol',
      values: { personal_email: 'asa@home.example' },
    });
  });

  test('asks for the fields of a plain-text part that is written by hand, in the person’s language', () => {
    const variant = { language: 'sv', subject: '', html: '', text: '{{fields.plan}}', preheader: '' };
    const text = 'Hi {{phone}}';
    const gate = (language: string | null, own: string | null) =>
      gateCampaign(
        campaign([aStep(1, { html: '<p>Hi</p>', text: own, variants: [variant] })]),
        [aPerson(1, { language })],
        me,
      );
    const lacks = (field: string) => ({
      value: { steps: [{ held: [{ missing: [{ field, parts: ['text'] }] }] }] },
    });
    expect(gate(null, text)).toMatchObject(lacks('phone'));
    expect(gate('sv', text)).toMatchObject(lacks('fields.plan'));
    expect(gate(null, null)).toMatchObject({ value: { steps: [{ held: [] }] } });
    expect(gate(null, ' ')).toMatchObject({ value: { steps: [{ held: [] }] } });
  });

  test('G17: says who has no first name, whose mail goes all the same, and takes one that is entered', () => {
    const mail = campaign([
      aStep(1, { subject: 'Re {{first_name}},', html: '<p>{{company}} {{#if title}}x{{/if}}</p>' }),
    ]);
    const [nameless, named] = [aPerson(1, { firstName: '' }), aPerson(2, { firstName: 'Åsa' })];
    expect(gateCampaign(mail, [nameless, named], me)).toMatchObject({
      value: {
        steps: [{ held: [], byField: [], blank: [{ field: 'first_name', personIds: [nameless.id] }] }],
        editable: ['first_name'],
      },
    });
    const value = { first_name: { type: 'edit', value: 'Bo' } } satisfies Choices;
    const fates = settleLaunch(
      mail,
      [nameless, named],
      new Map([nameless, named].map(({ id }) => [id, value])),
      me,
    );
    const fateOf = ({ id }: typeof named) => fates.ok && fates.value.get(id);
    expect(fateOf(nameless)).toMatchObject({ outcome: 'enrol', values: { first_name: 'Bo' } });
    expect(fateOf(named)).toMatchObject({ outcome: 'enrol', values: {} });
    const left = settleLaunch(mail, [nameless], new Map(), me);
    expect(left.ok && left.value.get(nameless.id)).toMatchObject({ outcome: 'enrol', values: {} });
  });

  test('says of each email step who lacks what, by person and by field, and its prompts', () => {
    const gate = gateCampaign(two, [bare, whole, half], me);
    expect(gate).toMatchObject({
      value: {
        steps: [
          {
            title: 'Step 2',
            dayNumber: 1,
            stepNumber: 2,
            held: [
              {
                personId: bare.id,
                missing: [
                  { field: 'phone', parts: ['subject'], why: 'empty' },
                  { field: 'fields.plan', parts: ['html'], why: 'empty' },
                ],
              },
              { personId: half.id, missing: [{ field: 'fields.plan' }] },
            ],
            byField: [
              { field: 'fields.plan', personIds: [bare.id, half.id] },
              { field: 'phone', personIds: [bare.id] },
            ],
            prompts: [{ text: 'say something', part: 'html' }],
          },
          { title: 'Step 3', dayNumber: 3, stepNumber: 1, prompts: [] },
        ],
        editable: ['fields.plan', 'phone'],
      },
    });
  });

  test('asks each person for the text in their language, and names people in the order given', () => {
    const text = { text: null, preheader: '' };
    const spoken = campaign([
      aStep(1, {
        subject: '{{phone}}',
        language: 'en',
        variants: [{ language: 'sv', subject: '{{title}} {{my_title}}', html: '{{! säg något }}', ...text }],
      }),
    ]);
    const swede = aPerson(4, { language: 'sv-FI' });
    const gate = gateCampaign(spoken, [swede, bare, aPerson(5, { language: 'sv-FI' })], me);
    expect(gate).toMatchObject({
      value: {
        steps: [
          {
            held: [
              { personId: swede.id, missing: [{ field: 'my_title' }] },
              { personId: bare.id, missing: [{ field: 'phone' }] },
              { personId: idOf(5), missing: [{ field: 'my_title' }] },
            ],
            byField: [{ field: 'my_title' }, { field: 'phone' }],
            prompts: [{ text: 'säg något' }],
          },
        ],
        editable: ['phone', 'title'],
      },
    });
  });

  test('a text that cannot be read, or takes too long, is named with its step', () => {
    const broken = campaign([aStep(7, { subject: 'ok', html: '{{#if}}' })]);
    expect(gateCampaign(broken, [bare], me)).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/^“Step 7”: /),
    });
    let nowMs = 0;
    const timing = { clock: () => (nowMs += 100), untilMs: 200 };
    expect(gateCampaign(two, [bare, whole, half], me, timing)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(settleLaunch(two, [bare, whole, half], new Map(), me, timing)).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

function fateOf(person: Person, choices: Choices) {
  const fates = settleLaunch(two, [person], new Map([[person.id, choices]]), me);
  if (!fates.ok) throw new Error(fates.message);
  return fates.value.get(person.id);
}

describe('what the choices give', () => {
  test('nothing chosen: who lacks something is held, with the fields and the steps; prompts hold nobody', () => {
    expect(fateOf(whole, {})).toEqual({ outcome: 'enrol', defaults: {}, values: {}, missing: [] });
    expect(fateOf(bare, {})).toMatchObject({
      outcome: 'held',
      missing: [
        { field: 'phone', steps: ['Step 2'] },
        { field: 'fields.plan', steps: ['Step 2', 'Step 3'] },
      ],
    });
  });

  test('text, value and task, each for its field, also in a mail with a prompt', () => {
    expect(
      fateOf(bare, {
        phone: { type: 'edit', value: '+46' },
        'fields.plan': { type: 'default', text: 'ours' },
      }),
    ).toEqual({
      outcome: 'enrol',
      defaults: { 'fields.plan': 'ours' },
      values: { phone: '+46' },
      missing: [],
    });
    expect(
      fateOf(bare, { phone: { type: 'task' }, 'fields.plan': { type: 'default', text: 'ours' } }),
    ).toMatchObject({ outcome: 'enrol', defaults: { 'fields.plan': 'ours' }, values: {} });
    expect(fateOf(bare, { phone: { type: 'task' } })).toMatchObject({
      outcome: 'held',
      missing: [{ field: 'fields.plan' }],
    });
  });

  test('a text that may not stand at its place is told from one that was not chosen', () => {
    const linked = campaign([aStep(1, { html: '{{phone}} <a href="{{fields.site}}">x</a>' })]);
    const choices: Choices = { 'fields.site': { type: 'default', text: 'javascript:run()' } };
    const fates = settleLaunch(linked, [bare], new Map([[bare.id, choices]]), me);
    expect(fates).toMatchObject({ ok: true });
    expect(fates.ok && fates.value.get(bare.id)?.missing).toEqual([
      { field: 'phone', steps: ['Step 1'], isUnsafe: false },
      { field: 'fields.site', steps: ['Step 1'], isUnsafe: true },
    ]);
  });

  test('a choice holds for a field however the mail writes it', () => {
    const twice = campaign([
      aStep(1, { html: '{{fields.[My plan]}} {{custom_field_my_plan}} [[customer.phone]]' }),
    ]);
    for (const type of ['default', 'edit'] as const) {
      const given = type === 'default' ? { type, text: 'x' } : { type, value: 'x' };
      const choices: Choices = { custom_field_My_plan: given, phone: given };
      const fates = settleLaunch(twice, [bare], new Map([[bare.id, choices]]), me);
      expect(fates.ok && fates.value.get(bare.id)).toMatchObject({ outcome: 'enrol' });
    }
  });

  test('a value is kept under one name, the one that a mail spells out; who then still lacks one is held', () => {
    const value = { type: 'edit', value: '38' } as const;
    const spelled = campaign(
      [aStep(1, { html: '{{custom_field_shoe_size}}' })],
      [aStep(2, { html: '{{fields.[Shoe size]}}' })],
    );
    const sizes: Choices = { custom_field_shoe_size: value, 'fields.Shoe size': value };
    const good = settleLaunch(spelled, [bare], new Map([[bare.id, sizes]]), me);
    expect(good.ok && good.value.get(bare.id)).toMatchObject({ outcome: 'enrol', missing: [] });
    const two = campaign([aStep(1, { html: '{{fields.plan}}' }), aStep(2, { html: '{{fields.Plan}}' })]);
    const plans: Choices = { 'fields.plan': value, 'fields.Plan': value };
    const bad = settleLaunch(two, [bare], new Map([[bare.id, plans]]), me);
    expect(bad.ok && bad.value.get(bare.id)).toMatchObject({
      outcome: 'held',
      missing: [{ field: 'fields.Plan', steps: ['Step 2'], isUnsafe: false }],
    });
    // Somebody else in the workspace has it, and their name for it is the one.
    const elsewhere = settleLaunch(spelled, [bare], new Map([[bare.id, sizes]]), me, {
      known: ['Shoe-size'],
    });
    expect(elsewhere.ok && elsewhere.value.get(bare.id)).toMatchObject({
      outcome: 'held',
      missing: [{ field: 'fields.Shoe size' }],
    });
  });

  test('skipping one field leaves the person out, whatever else was chosen', () => {
    expect(
      fateOf(bare, { phone: { type: 'skip' }, 'fields.plan': { type: 'default', text: 'x' } }),
    ).toMatchObject({ outcome: 'skip' });
    expect(fateOf(bare, { phone: { type: 'skip' } })).toMatchObject({ outcome: 'skip' });
  });

  test('a choice for what is not missing changes nothing', () => {
    const choices: Choices = { phone: { type: 'edit', value: 'x' }, 'fields.plan': { type: 'skip' } };
    expect(fateOf(whole, choices)).toEqual({ outcome: 'enrol', defaults: {}, values: {}, missing: [] });
  });
});
