import type { Ladder } from '../dom/ladder.ts';

// The practice mailbox is our own page: its marks are made for this adapter and change only together with it
// (web/practice). The second steps are what a person would go by.

export const WINDOW = '[data-practice-compose]';
export const RECIPIENT = '[data-practice-recipient]';

/** Stay as they are, whatever is written above them. */
export const KEPT: readonly Ladder[] = ['signature', 'quote'].map((part) => ({
  part,
  function: 'body',
  steps: [`[data-practice-${part}]`],
}));

export const page = {
  account: {
    part: 'account',
    function: 'account',
    steps: ['[data-practice-account]'],
  },
  composeButton: {
    part: 'composeButton',
    function: 'openCompose',
    steps: ['[data-practice-action="compose"]', 'nav button.primary'],
  },
  header: { part: 'header', function: 'layout', steps: ['[data-practice-header]', 'header'] },
} as const satisfies Record<string, Ladder>;

export const compose = {
  to: field('to'),
  subject: field('subject'),
  body: {
    part: 'body',
    function: 'body',
    steps: ['[data-practice-body]', '[role="textbox"][contenteditable]'],
  },
  send: {
    part: 'send',
    function: 'sendSignal',
    steps: ['[data-practice-action="send"]', '.compose-foot .primary'],
  },
} as const satisfies Record<string, Ladder>;

/** An open thread, and the messages in it. */
export const thread = {
  view: { part: 'thread', function: 'person', steps: ['[data-practice-open-thread]'] },
  message: { part: 'message', function: 'person', steps: ['[data-practice-message]', 'article.message'] },
} as const satisfies Record<string, Ladder>;

/** Fields that are shown when they are needed. */
export function field(name: 'to' | 'cc' | 'bcc' | 'subject'): Ladder {
  const lost = name === 'to' ? 'recipients' : name === 'subject' ? 'subject' : 'copies';
  return { part: name, function: lost, steps: [`[data-practice-input="${name}"]`, `input[id^="${name}-"]`] };
}

export function fieldOf(name: 'to' | 'cc' | 'bcc'): string {
  return `[data-practice-field="${name}"]`;
}

export function showButton(name: 'cc' | 'bcc'): string {
  return `[data-practice-action="show-${name}"]`;
}
