import type { RecipientField } from '../compose/anatomy.ts';
import { type Ladder, ladder } from '../dom/ladder.ts';

/*
 * Where Outlook on the web keeps its parts, as data: each ladder goes from what has a meaning (roles, data attributes,
 * ids that are spoken) to what merely has lived long (class names, places). No step looks at text, because text is
 * translated. State of what is known: November 2026.
 */

/** Parts of the page around the compose windows. */
export const page = {
  newMail: ladder('newMail', 'openCompose', [
    'button:has([data-icon-name="ComposeRegular"])',
    'button[data-unique-id="Ribbon-588"]',
    '#innerRibbonContainer .fui-SplitButton__primaryActionButton',
  ]),
  account: ladder('account', 'account', [
    '[role="treeitem"][aria-level="1"][data-folder-name*="@"]',
    '[id^="primaryMailboxRoot_"][title*="@"]',
    '#mectrl_currentAccount_secondary',
  ]),
  main: ladder('main', 'theme', [
    '[role="main"]',
    '[data-app-section="MailReadCompose"]',
    '#ReadingPaneContainerId',
  ]),
} as const;

/** Not always there, so the self-check does not miss them. */
export const sometimes = {
  box: ladder('composeBox', 'openCompose', [
    '[id^="docking_InitVisiblePart_"]',
    '[data-app-section="Form_Content"]',
  ]),
  ribbon: ladder('ribbon', 'layout', ['#innerRibbonContainer', '[role="group"].ms-OverflowSet']),
  header: ladder('header', 'layout', ['[role="banner"]', 'header', '#headerContainer']),
  sidePanel: ladder('sidePanel', 'layout', ['[role="complementary"]', '[data-app-section="OwaRightPane"]']),
  sharedRoot: ladder('sharedRoot', 'account', ['[id^="sharedMailboxRoot_"]']),
  signature: ladder('signature', 'body', ['[id$="Signature"]', '[class*="ignature"]']),
  quote: ladder('quote', 'body', ['[id$="appendonsend"]', '[id$="divRplyFwdMsg"]']),
  quoted: ladder('quoted', 'body', [
    '[id$="appendonsend"] ~ *',
    '[id$="divRplyFwdMsg"] ~ *',
    'hr:has(+ [id$="divRplyFwdMsg"])',
  ]),
  picker: ladder('picker', 'recipients', ['#FloatingSuggestionsList', '[role="listbox"]:has(> button)']),
} as const;

/** Parts of one compose window, looked for inside its box. */
export const compose = {
  to: well('to', 0),
  cc: well('cc', 1),
  bcc: well('bcc', 2),
  subject: ladder('subject', 'subject', [
    'input[id^="MSG_"][id$="_SUBJECT"]',
    'input[type="text"][maxlength="255"][autocomplete="off"]',
    'input[type="text"][autocomplete="off"]',
  ]),
  body: ladder('body', 'body', [
    '[role="textbox"][contenteditable="true"][aria-multiline="true"]',
    '[id^="editorParent_"] [contenteditable="true"]',
    '[contenteditable="true"]:has(> .elementToProof)',
  ]),
  send: ladder('sendButton', 'sendSignal', [
    '[data-testid="ComposeSendButton"]',
    '[role="group"]:has(> button[id^="splitButton-"][id$="__primaryActionButton"])',
    '[role="group"]:has(> button[aria-haspopup="menu"])',
  ]),
  discard: ladder('discardButton', 'discardSignal', [
    'button:has([data-icon-name="DeleteRegular"])',
    '#discardCompose',
  ]),
} as const;

/** Buttons that bring the fields which are not shown, in the order of these. */
export const showCopies = ladder('showCopies', 'copies', [
  ':has(> [role="group"] [role="combobox"]) > button, :has(> * > [role="group"] [role="combobox"]) > button',
  '.fui-Input > button',
]);

/** What stands in a recipient field as a recipient: an island that cannot be edited. */
export const chips = ladder('recipientChip', 'recipients', [
  '[contenteditable="false"][aria-label]',
  '._EType_RECIPIENT_ENTITY',
]);

/** Rows of the address picker: first people, then the address as it was typed. */
export const pickerRows = 'button, [role="option"]';

/** A question or a refusal of the page that holds a message back. */
export const dialog = {
  box: ladder('dialog', 'sendSignal', [
    '[role="alertdialog"]:has(#ok-1)',
    '[role="dialog"]:has(#ok-1)',
    '[role="alertdialog"]',
    '[role="dialog"]:has(button)',
  ]),
  ok: ladder('dialogOk', 'sendSignal', ['#ok-1', 'button']),
} as const;

/** Parts of an open conversation; those that were open before stay hidden in the page. */
export const thread = {
  view: ladder('threadView', 'person', [
    '[data-app-section="ConversationContainer"]',
    '#ConversationReadingPaneContainer',
    '[data-app-section="MailReadCompose"]:has([role="document"])',
    '[role="main"]:has([data-testid="SentReceivedSavedTime"])',
  ]),
  heading: ladder('threadHeading', 'person', ['[id^="CONV_"][id$="_SUBJECT"]', '[role="heading"][title]']),
  message: ladder('message', 'person', [
    '[data-app-section="ConversationContainer"] > *',
    '.aVla3',
    '.wide-content-host',
  ]),
  sender: ladder('messageSender', 'person', [
    '[data-lpc-hover-target-id]',
    '.lpc-hoverTarget',
    '.OZZZK',
    'span[aria-label*=":"]',
  ]),
  recipients: ladder('messageRecipients', 'person', ['[data-testid="RecipientWell"]']),
  time: ladder('messageTime', 'person', ['[data-testid="SentReceivedSavedTime"]']),
  body: ladder('messageBody', 'person', ['[role="document"]', '[id^="UniqueMessageBody"]']),
  row: ladder('selectedRow', 'person', ['[role="option"][data-convid][aria-selected="true"]']),
} as const;

/** Kinds of windows that are told apart by where they stand. */
export const place = {
  popout: '[data-app-section="Form_Content"]',
} as const;

/** Without their names, only three fields tell which of them is which; the first is always the one for To. */
function well(field: RecipientField, nth: number): Ladder {
  const named = `[id^="MSG_"][id$="_${field.toUpperCase()}"] [contenteditable="true"]`;
  const byRole = '[role="combobox"][contenteditable="true"]';
  const byPlace = '[contenteditable="true"]:not([aria-multiline="true"])';
  const others = [byRole, byPlace].map((css) => (nth === 0 ? css : { css, nth, of: 3 }));
  return ladder(`${field}Input`, field === 'to' ? 'recipients' : 'copies', [named, ...others]);
}
