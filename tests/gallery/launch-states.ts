import { signedIn } from '../support/fake-state.ts';
import { aLibrary } from '../support/library.ts';
import { aChoice } from '../support/person-pane.ts';
import { idOf } from '../support/tasks.ts';
import { usual } from './campaign-states.ts';
import type { Shown, Step } from './states.ts';

const choices = ['Autumn fleet renewal', 'Nya kunder i norr', 'Winter'].map((name, index) =>
  aChoice({ id: idOf('campaign', index + 1), name, category: 'Sales', days: index + 2, steps: index + 3 }),
);
const on = (page: Shown['page'], steps: Step[]): Shown => ({
  page,
  state: { session: { ...signedIn, me: signedIn.me && { ...signedIn.me, role: 'manager' } }, choices },
  answers: aLibrary(usual).answers,
  steps,
});
const next: Step = { click: '.launch-foot .main' };
const chosen: Step = { click: 'text=Choose as many' };
const campaign: Step[] = [{ click: 'dialog .campaign-choice' }, { click: 'dialog .main' }];
const page: Step[] = [{ click: 'a[href="#/people"]' }, { click: 'header .button:not(.main)' }, chosen];
const beside: Step[] = [{ click: '.sidebar [aria-expanded]' }, { click: 'text=Add people to a campaign' }];

/** People first, then the campaign: a page of the workspace, and the sidebar. */
export const launchStates: Record<string, Shown> = {
  'people-launch': on('workspace', page),
  'people-campaign': on('workspace', [...page, next]),
  'people-answer': on('workspace', [...page, next, ...campaign]),
  'sidebar-launch': on('sidebar', beside),
  'sidebar-launch-chosen': on('sidebar', [...beside, chosen]),
  'sidebar-launch-campaign': on('sidebar', [...beside, chosen, next]),
  'sidebar-launch-answer': on('sidebar', [...beside, chosen, next, ...campaign]),
  'sidebar-launch-first': on('sidebar', [...beside, chosen, next, ...campaign, next]),
};
