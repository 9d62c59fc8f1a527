import { fireEvent, screen } from '@testing-library/preact';
import { App } from '../../entrypoints/workspace/App.tsx';
import { ok } from '../../lib/contract/result.ts';
import { aLibrary, type LibraryAnswers, ownTemplate } from './library.ts';
import { show } from './show.tsx';

/** The template that is open in the editor. */
export const mail = {
  ...ownTemplate,
  subject: 'A question about {{company}}',
  html: '<p style="margin:0">Hi {{first_name}},</p>\n<p>see <a href="https://x.example">this</a></p>',
};
export const address = `#/templates?id=${mail.id}&edit=open`;

export function open(over: LibraryAnswers = {}) {
  const library = aLibrary({
    'templates.get': () => ok(mail),
    'templates.update': ({ body }: { body: object }) => ok({ ...mail, ...body, version: 3 }),
    ...over,
  });
  return { ...library, background: show(<App />, {}, library.answers) };
}
export const subject = () => screen.findByRole('textbox', { name: 'Subject' });
export const type = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } });
export const source = async () => {
  fireEvent.click(await screen.findByRole('tab', { name: 'HTML source' }));
  return screen.getByRole('textbox', { name: 'Text (HTML source)' });
};
