import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import readWorkbook from 'read-excel-file/node';
import { faultsOf } from './support/axe.ts';
import { addPerson, ana } from './support/seed.ts';
import { expect, test } from './support/world.ts';

test('people are exported, merged, proved and erased, and what they refused holds when they come back', async ({
  member,
  client,
}) => {
  const { id } = await addPerson(member, { ...ana, fields: { Fleet: '40 vans' } });
  const twin = await addPerson(member, { firstName: 'Anna', email: ana.email, phone: '+46 70 998 877 66' });
  const said = { status: 'withdrawn', source: 'phone', comment: 'Rang' } as const;
  await member.api('people.setConsent', { params: { id: twin.id, purpose: 'marketing' }, body: said });
  const page = await client.openPage('workspace.html#/people');
  const dialog = page.getByRole('dialog').last();

  // A workbook, read by a program that shares no code with ours.
  const workbook = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const file = await workbook;
  expect(file.suggestedFilename()).toMatch(/^people \d{4}-\d\d-\d\d\.xlsx$/);
  const [sheet] = await readWorkbook(await readFile(await file.path()));
  expect(sheet?.data[0]?.at(-1)).toBe('Fleet');
  expect(sheet?.data.map((row) => row[0]).toSorted()).toEqual(
    [ana.firstName, 'Anna', 'First name'].toSorted(),
  );

  // The two are one; who it will be stands in the question.
  await page.getByRole('button', { name: 'Duplicates…' }).click();
  await expect(page.getByText('1 group')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('radio', { name: /Ana Itō stays/ }).press('Space');
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(dialog.getByText('+46 70 998 877 66')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(page.getByText('No duplicates')).toBeVisible();
  await page.getByRole('button', { name: 'People', exact: true }).click();
  await page.getByRole('button', { name: /Ana Itō/ }).click();
  await expect(dialog.getByText(/Merged with: Anna/)).toBeVisible();
  await expect(dialog.getByText(/E-marketing: withdrawn/)).toBeVisible();

  // The proof is saved, and checked by the words of its page alone.
  await dialog.getByRole('button', { name: 'Proof' }).click();
  await expect(dialog.getByText('1 entry, as it was written')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  const proof = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as a file' }).click();
  const saved = await (await proof).path();
  const { entries } = JSON.parse(await readFile(saved, 'utf8'));
  const hash = createHash('sha256')
    .update(`${'0'.repeat(64)}\n${entries[0].fact}`)
    .digest('hex');
  expect(entries[0].hash).toBe(hash);
  const words = await readFile(new URL('../../docs/consent-proof.md', import.meta.url), 'utf8');
  const program = /```python\n([^`]*)```/.exec(words)?.[1] ?? '';
  const { stdout } = await promisify(execFile)('python3', ['-c', program, saved]);
  expect(stdout.trim()).toMatch(/^1 \{.*\} as written$/);
  await page.keyboard.press('Escape');

  // Erased; added again, nothing goes to them.
  await page.getByRole('button', { name: 'Erase…' }).click();
  await expect(dialog.getByText('This cannot be undone.')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
  await expect(page.getByText('1 person erased').first()).toBeVisible();
  await expect(page.getByText(ana.email ?? '')).toBeHidden();
  const again = await addPerson(member, ana);
  expect(again.id).not.toBe(id);
  const { consent } = await member.api('people.context', { params: { id: again.id } });
  expect(consent.noMailings).toBe(true);
  expect(consent.purposes).toContainEqual(
    expect.objectContaining({ purpose: 'marketing', status: 'withdrawn' }),
  );
});
