// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { CompaniesForm } from '../../components/settings/CompaniesForm.tsx';
import type { RequestOf } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { aLibrary } from '../support/library.ts';
import { show } from '../support/show.tsx';

test('G8 companies are written a line each; what cannot be one is said and nothing is lost', async () => {
  const library = aLibrary({
    'companyDomains.get': () => ok({ companies: [['fjord.example', 'holding.example']] }),
    'companyDomains.set': ({ body }: RequestOf<'companyDomains.set'>) => ok(body),
  });
  show(<CompaniesForm />, {}, library.answers);
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox');
  expect(field.value).toBe('fjord.example holding.example');
  const type = (value: string) => fireEvent.input(field, { target: { value } });
  const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  type('fjord.example, gmail.com\n\nown.example');
  save();
  const said = await screen.findByRole('alert');
  expect(said.textContent).toContain('Everybody can have an address at “gmail.com”.');
  expect(said.textContent).toContain('“own.example” is the only domain of its company.');
  expect(field.value).toBe('fjord.example, gmail.com\n\nown.example');
  expect(library.requestsOf('companyDomains.set')).toEqual([]);
  type('fjord.example, nk.example\n');
  save();
  await screen.findByText('Saved');
  await waitFor(() =>
    expect(library.requestsOf('companyDomains.set')).toEqual([
      { body: { companies: [['fjord.example', 'nk.example']] } },
    ]),
  );
});
