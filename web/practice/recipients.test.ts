import { expect, test } from 'vitest';
import { parseChip, splitRecipients, withoutDoubles } from './recipients.ts';

test.each([
  { text: 'a@b.example, c@d.example', everything: false, complete: ['a@b.example'], rest: 'c@d.example' },
  { text: 'a@b.example, c@d.example', everything: true, complete: ['a@b.example', 'c@d.example'], rest: '' },
  { text: 'a@b.example;', everything: false, complete: ['a@b.example'], rest: '' },
  {
    text: 'a@b.example\nc@d.example\n',
    everything: false,
    complete: ['a@b.example', 'c@d.example'],
    rest: '',
  },
  { text: '"Ito, Ana" <a@b.example>, ', everything: false, complete: ['"Ito, Ana" <a@b.example>'], rest: '' },
  { text: 'Ana Ito', everything: false, complete: [], rest: 'Ana Ito' },
  { text: ' , ;', everything: true, complete: [], rest: '' },
])('$text is cut into $complete', ({ text, everything, complete, rest }) => {
  expect(splitRecipients(text, everything)).toEqual({ complete, rest });
});

test.each([
  { text: 'ana@example.com', email: 'ana@example.com', name: undefined },
  { text: 'Ana Ito <ana@example.com>', email: 'ana@example.com', name: 'Ana Ito' },
  { text: '"Ito, Ana" <ana@example.com>', email: 'ana@example.com', name: 'Ito, Ana' },
  { text: '"Ana \\"A\\" Ito" <ana@example.com>', email: 'ana@example.com', name: 'Ana "A" Ito' },
  { text: 'ana', email: null, name: undefined },
  { text: 'ana@localhost', email: null, name: undefined },
  { text: 'a@b.example <c@d.example', email: null, name: undefined },
])('$text holds $email', ({ text, email, name }) => {
  expect(parseChip(text, 'k')).toEqual({ key: 'k', text, email, ...(name ? { name } : {}) });
});

test('an address is taken once, whatever its case', () => {
  const chips = ['ana@example.com', 'ANA@example.com', 'wrong', 'wrong'].map((text, i) =>
    parseChip(text, `${i}`),
  );
  expect(withoutDoubles(chips).map(({ text }) => text)).toEqual(['ana@example.com', 'wrong', 'wrong']);
});
