import { fireEvent, screen, within } from '@testing-library/preact';
import { App } from '../../entrypoints/sidebar/App.tsx';
import type { MessageRequest } from '../../lib/contract/messages.ts';
import type { PersonPane } from '../../lib/contract/person-pane.ts';
import type { FakeBackground } from './fake-background.ts';
import { aPane } from './person-pane.ts';
import { show } from './show.tsx';
import { aTask } from './tasks.ts';

/** The sidebar with the Person tab in front. */
export async function openPerson(
  changes: Partial<PersonPane> = {},
  answers: FakeBackground['answers'] = {},
): Promise<FakeBackground> {
  const background = show(<App />, { pane: aPane(changes), tasks: [aTask()] }, answers);
  await screen.findByText('1 task');
  fireEvent.click(screen.getByRole('tab', { name: /^Person/ }));
  await screen.findByRole('tabpanel', { name: /^Person/ });
  return background;
}
export const button = (name: string | RegExp) => screen.getByRole('button', { name });
/** The dialog that is open. */
export const dialog = () => within(screen.getByRole('dialog'));
/** What the background was asked, in order. */
export function asked<N extends keyof FakeBackground['answers']>(background: FakeBackground, name: N) {
  const found = background.asked.filter((one) => one.name === name).map(({ request }) => request);
  return found as MessageRequest<N>[]; // as `ask` was typed
}
