import { expect, test } from 'vitest';
import { MailingType } from '../../contract/mailing.ts';
import { type Capabilities, capabilities } from './capabilities.ts';

const types = ['email', 'form_response', 'sms', 'document'] as const;

/** What a type offers, by row of the matrix; its columns as in `types`. */
const matrix: [row: string, of: (can: Capabilities) => unknown, cells: readonly unknown[]][] = [
  ['recipient must have', (can) => can.reach, ['email', 'none', 'mobile', 'post']],
  [
    'steps Recipients and Confirm',
    (can) => can.panes.includes('recipients') && can.panes.includes('confirm'),
    [true, false, true, true],
  ],
  ['subject in Setup', (can) => can.subject, [true, true, false, false]],
  ['subscription type in Setup', (can) => can.subscriptionType, [true, false, false, false]],
  ['tracked and subscription links', (can) => can.links, [true, true, false, false]],
  ['images and tables', (can) => can.images, [true, true, false, true]],
  ['send test', (can) => can.sendTest, [true, true, false, false]],
  ['preview as one recipient', (can) => can.preview, [true, false, false, false]],
  ['import from a file', (can) => can.sources.includes('import'), [true, false, true, false]],
];

test.each(matrix)('mailings §2 matrix: %s', (_, of, cells) => {
  expect(types.map((type) => of(capabilities[type]))).toEqual(cells);
});

test('mailings §2 matrix: every type stands in it', () => {
  expect([...MailingType.options].sort()).toEqual([...types].sort());
  expect(Object.keys(capabilities).sort()).toEqual([...types].sort());
});

const options: [name: keyof typeof names, cells: readonly boolean[]][] = [
  ['override', [true, false, true, true]],
  ['onePerAddress', [true, false, true, false]],
  ['updateWhenSending', [true, false, true, false]],
  ['includeCompanies', [true, false, false, true]],
  ['preferCompany', [true, false, false, true]],
];
const names = {
  override: '',
  onePerAddress: '',
  updateWhenSending: '',
  includeCompanies: '',
  preferCompany: '',
};

test.each(options)('mailings §6.1 options: %s', (name, cells) => {
  expect(types.map((type) => capabilities[type].options.includes(name))).toEqual(cells);
});
