import type { Mailing, MailingPane } from '../../contract/mailing.ts';
import { capabilities } from './capabilities.ts';

/** What the steps of a wizard are judged by. */
export type MailingInSteps = Pick<Mailing, 'type' | 'setup' | 'content' | 'sources' | 'list' | 'pane'>;

/** Where a step of a wizard stands: done, can be done now, or waits for one before it. */
export type StepState = 'complete' | 'open' | 'closed';

/** The steps of a mailing's wizard in order. A step opens as soon as all before it are complete. */
export function stepsOf(mailing: MailingInSteps): { pane: MailingPane; state: StepState }[] {
  let isOpen = true;
  return capabilities[mailing.type].panes.map((pane) => {
    const complete = isComplete(mailing, pane);
    const state = !isOpen ? 'closed' : complete ? 'complete' : 'open';
    isOpen &&= complete;
    return { pane, state };
  });
}

function isComplete({ setup, content, sources, list, pane }: MailingInSteps, step: MailingPane): boolean {
  switch (step) {
    case 'setup':
      return [setup.name, setup.subject, setup.from.email].every((text) => text.trim() !== '');
    case 'template':
      // Whoever has gone on without one has answered it, too.
      return content.html.trim() !== '' || !['setup', 'template'].includes(pane);
    case 'content':
      return content.html.trim() !== '';
    case 'recipients':
      return sources.length > 0 && list.state === 'ready';
    case 'confirm':
      return false;
  }
}
