import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { type Addressee, type Choices, type MailSource, openGate, settle } from './gate.ts';

const person = (id: string, context: Record<string, unknown>, more: Partial<Addressee> = {}): Addressee => ({
  id,
  context,
  ...more,
});

const mail = {
  subject: '{{company}}: {{topic}}',
  preheader: '{{topic}} and {{fields.plan}}',
  html: '<p>Hi {{first_name}}, {{topic}} <a href="{{site}}">here</a></p>',
};
const whole = person('whole', { topic: 't', site: 'https://a.se', fields: { plan: 'Gold' } });
const bare = person('bare', { site: 'javascript:x' });
const half = person('half', { topic: 't', site: 'https://a.se' });
const known = person('known', half.context, { crm: { fields: { plan: 'CRM' }, x: 1 } });
const people = [whole, bare, half, known];

describe('the gate', () => {
  test('lists who lacks what, by person and by field, with the parts and the reason', () => {
    const gate = openGate(mail, [whole, bare, half]);
    expect(gate.ready).toEqual(['whole']);
    expect(gate.held).toEqual([
      {
        id: 'bare',
        missing: [
          { field: 'topic', parts: ['subject', 'preheader', 'html'], why: 'empty' },
          { field: 'fields.plan', parts: ['preheader'], why: 'empty' },
          { field: 'site', parts: ['html'], why: 'unsafe' },
        ],
      },
      { id: 'half', missing: [{ field: 'fields.plan', parts: ['preheader'], why: 'empty' }] },
    ]);
    expect(gate.byField).toEqual([
      { field: 'fields.plan', ids: ['bare', 'half'] },
      { field: 'site', ids: ['bare'] },
      { field: 'topic', ids: ['bare'] },
    ]);
    expect(gate.prompts).toEqual([]);
  });

  test('a plain-text part written by hand is asked for its fields too', () => {
    const written = { subject: 's', html: '<p>{{topic}}</p>', text: '{{topic}} {{fields.plan}} {{! why }}' };
    expect(openGate(written, [half])).toMatchObject({
      held: [{ id: 'half', missing: [{ field: 'fields.plan', parts: ['text'], why: 'empty' }] }],
      prompts: [{ text: 'why', part: 'text' }],
    });
    const choices: Choices = { 'fields.plan': { type: 'default', text: 'Basic' } };
    const { text, ...rest } = written;
    const settled = settle({ ...rest, text: text.slice(0, 25) }, [half], new Map([['half', choices]]));
    expect(settled).toMatchObject([{ outcome: 'send', missing: [] }]);
  });

  test('an exception holds nobody: a mail without a first name goes', () => {
    expect(openGate({ subject: 'Hi {{first_name}}', html: '{{company}}' }, [person('x', {})]).ready).toEqual([
      'x',
    ]);
  });

  test('a branch that a person does not take asks nothing of them', () => {
    const html = '{{#if topic}}{{topic}} {{site}}{{/if}}';
    expect(openGate({ subject: 's', html }, [person('x', {})]).ready).toEqual(['x']);
    expect(openGate({ subject: 's', html }, [person('x', { topic: 't' })]).byField[0]?.field).toBe('site');
  });

  test('§6 prompts: a prompt holds everybody, with its text and its place', () => {
    const gate = openGate({ subject: 's', html: '<p>\n{{! say something kind }}' }, [whole]);
    expect(gate.ready).toEqual([]);
    expect(gate.prompts).toMatchObject([
      { text: 'say something kind', part: 'html', position: { line: 2, column: 1 } },
    ]);
  });

  test('a note for other writers holds nobody', () => {
    expect(openGate({ subject: 's', html: '{{!-- a note --}}' }, [whole]).ready).toEqual(['whole']);
  });
});

function outcomes(choices: [string, Choices][], given: MailSource = mail) {
  return settle(given, people, new Map(choices)).map(({ id, outcome }) => `${id}: ${outcome}`);
}

describe('what a choice gives', () => {
  test('nothing chosen: who lacks something is held, the others go', () => {
    expect(outcomes([])).toEqual(['whole: send', 'bare: held', 'half: held', 'known: held']);
  });

  test('default: the mail goes with the chosen text, if it stands for all that is missing', () => {
    const [, , settled] = settle(
      mail,
      people,
      new Map([['half', { 'fields.plan': { type: 'default', text: 'our plan' } }]]),
    );
    expect(settled).toMatchObject({ id: 'half', outcome: 'send' });
    if (!settled) throw new Error('expected a mail that goes');
    const { context, ...fallbacks } = settled.person;
    const printed = compile(mail.preheader, { kind: 'subject' })(context, fallbacks);
    expect(printed).toMatchObject({ output: 't and our plan', fields: [{}, { source: 'default' }] });
    expect(outcomes([['bare', { topic: { type: 'default', text: 'x' } }]])[1]).toBe('bare: held');
  });

  test('default: it stands for a value that may not stand in a link too, if it may itself', () => {
    const text = { type: 'default', text: 'x' } as const;
    const site = (address: string) => ({ type: 'default', text: address }) as const;
    const texts = { topic: text, 'fields.plan': text };
    expect(outcomes([['bare', { ...texts, site: site('javascript:x') }]])[1]).toBe('bare: held');
    const lacking = new Map([['bare', { ...texts, site: site('javascript:x') }]]);
    const empty = person('bare', { ...bare.context, site: null });
    expect(settle(mail, [empty], lacking)[0]?.missing).toEqual([
      { field: 'site', parts: ['html'], why: 'unsafe' },
    ]);
    expect(outcomes([['bare', { ...texts, site: site('https://a.se') }]])[1]).toBe('bare: send');
  });

  test('skip: no mail, and it is kept what was missing; for one field it is for all', () => {
    const choices: Choices = { topic: { type: 'default', text: 'x' }, site: { type: 'skip' } };
    const [, settled] = settle(mail, people, new Map([['bare', choices]]));
    expect(settled).toMatchObject({ outcome: 'skip', missing: [{ field: 'topic' }, {}, {}] });
  });

  test('task: a person writes what is left, the rest is printed; a field that nothing was chosen for holds it', () => {
    const choices: Choices = { topic: { type: 'default', text: 'x' }, site: { type: 'task' } };
    expect(settle(mail, people, new Map([['bare', choices]]))[1]).toMatchObject({
      id: 'bare',
      outcome: 'held',
      missing: [{ field: 'fields.plan', parts: ['preheader'], why: 'empty' }],
    });
    const whole: Choices = { ...choices, 'fields.plan': { type: 'task' } };
    expect(settle(mail, people, new Map([['bare', whole]]))[1]).toMatchObject({
      outcome: 'task',
      person: { defaults: { topic: 'x' } },
      missing: [{ field: 'fields.plan' }, { field: 'site' }],
    });
  });

  test('edit: the values become the person’s, also among the custom fields', () => {
    const choices: Choices = {
      topic: { type: 'edit', value: 'x' },
      site: { type: 'edit', value: 'https://b.se' },
      'fields.plan': { type: 'edit', value: 'Silver' },
    };
    const [, settled] = settle(mail, people, new Map([['bare', choices]]));
    expect(settled).toMatchObject({
      outcome: 'send',
      person: { context: { topic: 'x', site: 'https://b.se', fields: { plan: 'Silver' } } },
    });
    expect(outcomes([['bare', { topic: { type: 'edit', value: 'x' } }]])[1]).toBe('bare: held');
  });

  test('edit: a merge field is the field that says the same', () => {
    const choices = new Map([['x', { 'customer.phone': { type: 'edit', value: '+46 8' } } as const]]);
    const merge = { subject: 's', html: '[[customer.phone]]' };
    expect(settle(merge, [person('x', {})], choices)).toMatchObject([
      { outcome: 'send', person: { context: { phone: '+46 8' } } },
    ]);
  });

  test('edit: what only now is asked for is missing too', () => {
    const branch = { subject: 's', html: '{{#if topic}}{{site}}{{/if}}{{topic}}' };
    const choices = new Map([['x', { topic: { type: 'edit', value: 't' } } as const]]);
    expect(settle(branch, [person('x', {})], choices)).toMatchObject([
      { outcome: 'held', missing: [{ field: 'site' }] },
    ]);
  });

  test('a choice for somebody who lacks nothing changes nothing', () => {
    expect(outcomes([['whole', { topic: { type: 'skip' } }]])[0]).toBe('whole: send');
  });

  test('a prompt: no text stands for it', () => {
    const prompted = { subject: '{{topic}}', html: '{{! say something }}' };
    expect(
      outcomes(
        [
          ['whole', { topic: { type: 'default', text: 'x' } }],
          ['bare', { topic: { type: 'default', text: 'x' } }],
        ],
        prompted,
      ),
    ).toEqual(['whole: held', 'bare: held', 'half: held', 'known: held']);
    expect(outcomes([['bare', { topic: { type: 'skip' } }]], prompted)[1]).toBe('bare: skip');
    expect(outcomes([['bare', { topic: { type: 'task' } }]], prompted)[1]).toBe('bare: task');
  });
});

test('fields that are looked up by name are fields of their own', () => {
  const looked = {
    subject: '{{lookup fields "plan"}} {{upper (lookup fields "size")}}',
    html: '{{lookup fields topic}}',
  };
  const known = person('x', { topic: 'colour', fields: { unknown: 'x' } });
  expect(openGate(looked, [known]).held).toMatchObject([
    { missing: [{ field: 'fields.plan' }, { field: 'fields.size' }, { field: 'fields' }] },
  ]);
});

test('many printings together have a limit of time too', () => {
  let nowMs = 0;
  const clock = () => (nowMs += 10);
  expect(() => openGate(mail, people, { clock, untilMs: 1_000 })).not.toThrow();
  nowMs = 0;
  expect(() => settle(mail, people, new Map(), { clock, untilMs: 50 })).toThrow('too long');
});
