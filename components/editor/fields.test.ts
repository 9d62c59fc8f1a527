import '../../tests/support/speak-english.ts';
import { expect, test } from 'vitest';
import type { Me } from '../../lib/contract/account.ts';
import { compile } from '../../lib/core/template/compile.ts';
import { templateContext } from '../../lib/core/template/fields.ts';
import { aPerson } from '../../tests/support/tasks.ts';
import { fieldChoices, withDefault } from './fields.ts';

const me: Me = {
  user: { id: 'u', name: 'Mia Lund', email: 'mia@nordby.example', timeZone: 'Europe/Stockholm', title: null },
  workspace: { id: 'w', name: 'Nordby' },
  role: 'user',
  mailboxes: ['mia@nordby.example'],
};

test.each(['plan', 'Shoe size', 'a]b', 'a|b', '"a"', "it's", 'a\\', 'a}}b', 'ö', '1', 'a b]'])(
  'what is picked for a custom field named %s can be read, and prints its value or else its default',
  (name) => {
    const given = aPerson({ fields: { [name]: 'value' } });
    const { source } = fieldChoices(given, me).find(({ group }) => group === 'custom') ?? { source: '' };
    const print = (written: string, person: typeof given) =>
      compile(written, { kind: 'html' })(templateContext(person, me)).output;
    expect(print(source, given)).toBe('value');
    expect(print(withDefault(source, '42'), given)).toBe('value');
    expect(print(withDefault(source, '42'), { ...given, fields: {} })).toBe('42');
  },
);

test('custom fields that the person in the preview lacks are offered too, each once', () => {
  const person = aPerson({ fields: { plan: 'Gold' } });
  const custom = fieldChoices(person, me, ['constructor', 'plan', 'Shoe size']).filter(
    ({ group }) => group === 'custom',
  );
  expect(custom.map(({ label, source, value }) => [label, source, value])).toEqual([
    ['plan', '{{fields.plan}}', 'Gold'],
    ['constructor', '{{fields.constructor}}', null],
    ['Shoe size', '{{fields.[Shoe size]}}', null],
  ]);
});
