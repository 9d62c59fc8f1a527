import type { RecipientField } from '../compose/anatomy.ts';
import { type Ladder, ladder } from '../dom/ladder.ts';

/*
 * Where Gmail keeps its parts, as data: each ladder goes from what has a meaning (roles, names, data attributes) to
 * what merely has lived long (class names). No step looks at text, because text is translated, and none at `jsaction`,
 * whose values change from week to week. State of what is known: November 2026.
 */

/** Parts of the page around the compose windows. */
export const page = {
  composeButton: ladder('composeButton', 'openCompose', [
    '[gh="cm"]',
    '[role="navigation"] .L3[role="button"]',
    '.T-I-KE[role="button"]',
  ]),
  account: ladder('account', 'account', [
    'a[href*="SignOutOptions"][aria-label*="@"]',
    '[role="banner"] a[aria-label*="@"]',
    'a[href*="accounts.google.com"][aria-label*="@"]',
    // the older menu of accounts, with the way out of them
    '[role="banner"] [aria-label]:has(a[href*="/mail/logout"])',
  ]),
  banner: ladder('banner', 'layout', ['[role="banner"]', '#gb']),
  main: ladder('main', 'theme', ['[role="main"]', '.bkK > .nH']),
} as const;

/** Not always there, so the self-check does not miss them. */
export const sometimes = {
  sidePanel: ladder('sidePanel', 'layout', [
    '[role="complementary"]:has([role="tablist"])',
    '.brC-aT5-aOt-Jw',
    '.no > .nn:has([role="tablist"])',
  ]),
  box: ladder('composeBox', 'openCompose', [
    '[role="region"][data-compose-id]',
    '.M9 > .aoI',
    '[role="dialog"]:has(input[name="subjectbox"])',
    '[role="dialog"]:has([g_editable="true"])',
  ]),
  signature: ladder('signature', 'body', ['[data-smartmail="gmail_signature"]', '.gmail_signature']),
  signaturePrefix: ladder('signaturePrefix', 'body', [
    'span:has(+ br + [data-smartmail="gmail_signature"])',
    '.gmail_signature_prefix',
  ]),
  quote: ladder('quote', 'body', ['.gmail_quote', 'blockquote[type="cite"]']),
  /** In answers, by the user's setting: sends, and puts the thread away. */
  sendArchive: ladder('sendArchive', 'sendSignal', [
    '[role="group"] td:first-child [role="button"]:not([aria-haspopup="true"]):not(:has(+ [aria-haspopup="true"]))',
    '.Uo[role="button"]',
  ]),
  /** In the title bar of a window at the foot of the page; a press folds it, or unfolds it. */
  titleBar: ladder('titleBar', 'openCompose', ['h2 > :last-child', '.Hp', '.Hl, .Hm > img:first-of-type']),
  /** Filled only in replies. */
  replyTo: ladder('replyTo', 'fill', ['input[name="rm"]', 'input[name="rt"]']),
} as const;

/** Parts of one compose window. */
export const compose = {
  to: recipientInput('to'),
  cc: recipientInput('cc'),
  bcc: recipientInput('bcc'),
  cover: ladder('recipientsCover', 'recipients', ['form > [tabindex]:has(+ * [name="to"])', '.aoD.hl']),
  showCc: ladder('showCc', 'copies', [
    { css: 'form [role="link"][data-tooltip]', nth: 0, of: 2 },
    '.pE[role="link"]',
  ]),
  showBcc: ladder('showBcc', 'copies', [
    { css: 'form [role="link"][data-tooltip]', nth: 1, of: 2 },
    '.pB[role="link"]',
  ]),
  subject: ladder('subject', 'subject', ['input[name="subjectbox"]', 'form > .az6 > input', 'input.aoT']),
  body: ladder('body', 'body', [
    '[g_editable="true"][contenteditable="true"][role="textbox"]',
    '[role="textbox"][contenteditable="true"][aria-multiline="true"]',
    '.Ap [contenteditable="true"]',
  ]),
  send: ladder('sendButton', 'sendSignal', [
    // beside it stands the button for more ways to send
    '[role="group"] [role="button"]:not([aria-haspopup="true"]):has(+ [role="button"][aria-haspopup="true"])',
    '.IZ .Up [role="button"]:not([aria-haspopup="true"]):not(.Uo)',
    '.aoO.T-I-atl',
  ]),
  discard: ladder('discardButton', 'discardSignal', [
    '[role="group"] td:last-child [role="button"]',
    '.gU .oh[role="button"]',
  ]),
  draftId: ladder('draftId', 'proof', ['input[name="draft"]', 'input[type="hidden"][value^="#msg-"]']),
  composeId: ladder('composeId', 'proof', ['input[name="composeid"]', '[data-compose-id]']),
} as const;

/** What stands in a recipient field: new chips, then those of the old field (hidden inputs, then the chips). */
export const chips: Record<RecipientField, readonly string[]> = {
  to: chipSteps('to'),
  cc: chipSteps('cc'),
  bcc: chipSteps('bcc'),
};

/** Parts of an open thread; hidden ones of earlier threads stay in the page. */
export const thread = {
  heading: ladder('threadHeading', 'person', [
    'h2[data-thread-perm-id]',
    'h2[data-legacy-thread-id]',
    'h2.hP',
  ]),
  message: ladder('message', 'person', ['[data-message-id]', '[data-legacy-message-id]', '.adn']),
  sender: ladder('messageSender', 'person', [
    'h3 [email*="@"]',
    '.gD[email*="@"]',
    '.gD[data-hovercard-id*="@"]',
  ]),
  recipient: ladder('messageRecipient', 'person', [
    'tr:has(h3) ~ tr [email*="@"]',
    '.hb [email*="@"]',
    '.g2[email*="@"]',
  ]),
} as const;

/** Of a message: what names sender and recipients, and what others have written, which is never asked who it is from. */
export const inMessage = {
  header: ladder('messageHeader', 'person', ['table:has(h3 [email*="@"])', '.gE']),
  text: '.a3s, .ii',
} as const;

/** Kinds of windows that are told apart by where they stand. */
export const place = {
  inline: '.ip.adB, [role="main"] [role="listitem"]',
  fullscreen: '.aSs .aSt, body > * > .aSt',
  docked: '.dw .no',
  popout: 'body.xE.xp',
  threadPopout: 'body.xE.Su',
  dialog: '[role="dialog"]',
} as const;

function recipientInput(field: RecipientField): Ladder {
  return ladder(`${field}Input`, field === 'to' ? 'recipients' : 'copies', [
    `[name="${field}"] input[role="combobox"][aria-autocomplete="list"]`,
    `[name="${field}"] input[peoplekit-id]`,
    `textarea[name="${field}"]`,
  ]);
}

function chipSteps(field: RecipientField): readonly string[] {
  return [
    `[name="${field}"] [role="option"][data-hovercard-id*="@"]`,
    `[name="${field}"] [data-hovercard-id*="@"]`,
    `input[type="hidden"][name="${field}"]`,
    `:has(> textarea[name="${field}"]) [email*="@"]`,
  ];
}
