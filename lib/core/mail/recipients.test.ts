import { expect, test } from 'vitest';
import { readRecipients, writeRecipients, wrongRecipient } from './recipients.ts';

test.each([
  { typed: '', read: [] },
  { typed: ' , ;\n', read: [] },
  { typed: 'anna@fjord.example', read: [{ email: 'anna@fjord.example' }] },
  {
    typed: 'Anna Ek <anna@fjord.example>; bo@fjord.example,',
    read: [{ email: 'anna@fjord.example', name: 'Anna Ek' }, { email: 'bo@fjord.example' }],
  },
  { typed: '"Ek, Anna" <anna@fjord.example>', read: [{ email: 'anna@fjord.example', name: 'Ek, Anna' }] },
  { typed: '<anna@fjord.example>', read: [{ email: 'anna@fjord.example' }] },
  { typed: 'anna@fjord.example, ANNA@fjord.example', read: [{ email: 'anna@fjord.example' }] },
  { typed: 'anna', read: [{ email: 'anna' }] },
])('“$typed” is $read', ({ typed, read }) => {
  expect(readRecipients(typed)).toEqual(read);
});

test('what is written is read as the same', () => {
  const recipients = [
    { email: 'anna@fjord.example', name: 'Ek, Anna' },
    { email: 'bo@fjord.example', name: 'Bo' },
    { email: 'cia@fjord.example' },
  ];
  expect(readRecipients(writeRecipients(recipients))).toEqual(recipients);
});

test('the first that is no address is named', () => {
  expect(wrongRecipient(readRecipients('anna@fjord.example, bo, cia'))).toBe('bo');
  expect(wrongRecipient(readRecipients('anna@fjord.example'))).toBeNull();
});
