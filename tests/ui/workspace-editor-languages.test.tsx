// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { ok } from '../../lib/contract/result.ts';
import { address, mail, open, source, subject, type } from '../support/editor-page.tsx';

beforeEach(() => history.replaceState(null, '', address));

test('a further language begins with the text that is there, and both are saved', async () => {
  const { requestsOf } = open({ 'templates.get': () => ok({ ...mail, language: 'en' }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Add language' }));
  const dialog = screen.getByRole('dialog');
  type(within(dialog).getByRole('textbox'), 'en');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Apply' }));
  await screen.findByText('There is a text in this language already');
  type(within(dialog).getByRole('textbox'), 'sv');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Apply' }));
  type(await subject(), 'En fråga');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(requestsOf('templates.update')).toMatchObject([
      {
        body: { subject: mail.subject, variants: [{ language: 'sv', subject: 'En fråga', html: mail.html }] },
      },
    ]),
  );
});

const inDialog = () => within(screen.getByRole('dialog'));
const languages = () =>
  within(screen.getByRole('combobox', { name: 'Language' }))
    .getAllByRole('option')
    .map((one) => one.textContent);

test('the language of a new text is asked apart from that of the text that is there, which may stay unsaid', async () => {
  open({ 'templates.get': () => ok({ ...mail, language: null }) });
  const add = async (language: string, own: string) => {
    fireEvent.click(await screen.findByRole('button', { name: 'Add language' }));
    type(inDialog().getByRole('textbox', { name: /^Language code of the new text/ }), language);
    type(inDialog().getByRole('textbox', { name: /^Language code of the text that is there/ }), own);
    fireEvent.click(inDialog().getByRole('button', { name: 'Apply' }));
  };
  await add('sv', '');
  await waitFor(() => expect(languages()).toEqual(['no language', 'sv']));
  await add('da', 'DA');
  expect(inDialog().getByText('There is a text in this language already')).toBeDefined();
  type(inDialog().getByRole('textbox', { name: /^Language code of the text that is there/ }), 'en');
  fireEvent.click(inDialog().getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(languages()).toEqual(['en', 'sv', 'da']));
  expect(screen.getByRole('combobox', { name: 'Language' })).toHaveProperty('value', '2');
});

test('the language of a text can be changed, and that of the mail’s own taken away', async () => {
  const variants = [{ language: 'sv', subject: 'Hej', html: '<p>Hej</p>', text: null, preheader: '' }];
  open({ 'templates.get': () => ok({ ...mail, language: 'en', variants }) });
  const change = async (language: string) => {
    fireEvent.click(await screen.findByRole('button', { name: 'Change language code' }));
    type(inDialog().getByRole('textbox'), language);
    fireEvent.click(inDialog().getByRole('button', { name: 'Apply' }));
  };
  await change('sv');
  expect(inDialog().getByText('There is a text in this language already')).toBeDefined();
  type(inDialog().getByRole('textbox'), 'en-GB');
  fireEvent.click(inDialog().getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(languages()).toEqual(['en-GB', 'sv']));
  await change('');
  await waitFor(() => expect(languages()).toEqual(['no language', 'sv']));
  fireEvent.change(screen.getByRole('combobox', { name: 'Language' }), { target: { value: '1' } });
  await change('');
  expect(inDialog().getByText('Expected a language code such as sv or pt-BR')).toBeDefined();
  type(inDialog().getByRole('textbox'), 'nb');
  fireEvent.click(inDialog().getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(languages()).toEqual(['no language', 'nb']));
});

test('what is wrong is told of every language, and leads into the text that it is in', async () => {
  const html = '<p>Hej</p>\n<p>{{frist_name}}</p>';
  const variants = [{ language: 'sv', subject: 'Hej {{comapny}}', html, text: null, preheader: 'x' }];
  open({ 'templates.get': () => ok({ ...mail, language: 'en', preheader: 'x', variants }) });
  fireEvent.click(await screen.findByRole('button', { name: /comapny.*Subject \(sv\), line 1, column 7/ }));
  const line = (await subject()) as HTMLInputElement;
  await waitFor(() => expect(document.activeElement).toBe(line));
  expect([line.value, line.selectionStart]).toEqual(['Hej {{comapny}}', 6]);
  fireEvent.change(screen.getByRole('combobox', { name: 'Language' }), { target: { value: '0' } });
  await source();
  fireEvent.click(screen.getByRole('button', { name: /frist_name.*Text \(sv\), line 2, column 6/ }));
  await waitFor(() => expect(document.activeElement).toHaveProperty('value', html));
  expect((document.activeElement as HTMLTextAreaElement).selectionStart).toBe(html.indexOf('frist'));
});
