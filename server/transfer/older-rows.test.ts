import { expect, test } from 'vitest';
import { asOfToday } from './older-rows.ts';

test.each([
  {
    what: 'a group',
    line: { table: 'person_groups', row: { id: 'a', name: 'Fair' } },
    today: { table: 'selections', row: { id: 'a', name: 'Fair' } },
  },
  {
    what: 'a member of a group',
    line: { table: 'person_group_members', row: { group_id: 'a', person_id: 'p' } },
    today: { table: 'selection_members', row: { list_id: 'a', person_id: 'p' } },
  },
  {
    what: 'a search for the mails of a group',
    line: { table: 'mail_searches', row: { name: 'Hot', filters: { groupId: 'a', text: 'x' } } },
    today: { table: 'mail_searches', row: { name: 'Hot', filters: { selectionId: 'a', text: 'x' } } },
  },
  {
    what: 'a column of groups',
    line: { table: 'mail_layouts', row: { layout: { columns: [{ name: 'at' }, { name: 'groups' }] } } },
    today: { table: 'mail_layouts', row: { layout: { columns: [{ name: 'at' }, { name: 'selections' }] } } },
  },
  {
    what: 'anything else',
    line: { table: 'people', row: { id: 'p' } },
    today: { table: 'people', row: { id: 'p' } },
  },
  { what: 'what is no row', line: { end: true, rows: 3 }, today: { end: true, rows: 3 } },
])('of an older file, $what is read as it is written today', ({ line, today }) => {
  expect(asOfToday(line)).toEqual(today);
});
