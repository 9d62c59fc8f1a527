/** What is to be found in a file, as far as the file shows it; other parts may be lost or absent. */
export type Expected = Record<string, unknown>;

const found = (...names: string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, expectAnyStep]));

/** Which step has matched is the ladder's affair; that one has is ours. Understood by `toMatchObject`. */
const expectAnyStep = {
  asymmetricMatch: (value: unknown) => typeof value === 'number',
  toString: () => 'a step',
};

const gmailFrame = { parts: found('composeButton', 'account', 'banner', 'main'), account: 'certain' };
const gmailWindow = found(
  'composeBox',
  'toInput',
  'subject',
  'body',
  'sendButton',
  'discardButton',
  'draftId',
);
const inFrame = { ...gmailFrame.parts, ...gmailWindow };
const none = { to: 0, cc: 0, bcc: 0 };
const ids = ['compose', 'draft'];

function gmailCompose(kind: string, change: Expected = {}): Expected {
  const window = { kind, reply: false, recipients: none, subject: false, body: false, ids, ...change };
  return { parts: inFrame, account: 'certain', windows: [window] };
}
const filled = { recipients: { to: 2, cc: 1, bcc: 0 }, subject: true, body: true };
const twoMessages = {
  ids: ['legacyThread', 'thread'],
  messages: [
    { id: true, from: true, own: true },
    { id: true, from: true, own: false },
  ],
  participants: 2,
};
const threadParts = found('threadHeading', 'message', 'messageSender', 'messageRecipient');

/** By the beginning of the file's name; the longest that fits counts. */
const gmail: Record<string, Expected> = {
  'captured/account-switcher-multi': { parts: found('account', 'banner'), account: 'several' },
  // Its title names no account, so it is not certain.
  'captured/account-switcher-single': { parts: found('account', 'banner'), account: 'unknown' },
  'captured/addon-side-panel': { also: found('sidePanel') },
  'captured/attachment-cards': { also: found('attachment') },
  'captured/inbox-row': { parts: found('main'), also: found('listRow', 'rowSender') },
  'synthetic/inbox-rows': { also: found('listRow', 'rowSender') },
  'synthetic/inbox-toolbar': { also: found('toolbar', 'listRow', 'rowSender', 'attachment') },
  'synthetic/thread-with-my-reply': {
    parts: found('main', 'account'),
    also: found('threadHeading', 'message', 'messageSender'),
    thread: { ids: ['legacyThread'], messages: [{ from: true }, { from: true }], participants: 2 },
  },
  'reconstructed/compose-new-empty': gmailCompose('docked'),
  'reconstructed/compose-new-filled': {
    ...gmailCompose('docked', filled),
    also: found('signature', 'sidePanel'),
  },
  'reconstructed/compose-fullscreen': { ...gmailCompose('fullscreen', filled), also: found('signature') },
  'reconstructed/compose-minimised': gmailCompose('docked', {
    recipients: { ...none, to: 1 },
    subject: true,
    body: true,
  }),
  'reconstructed/compose-old-recipients': gmailCompose('docked', {
    recipients: { ...none, to: 1 },
    subject: true,
    body: true,
  }),
  // A window of its own has neither list nor frame.
  'reconstructed/compose-popout-window': {
    parts: gmailWindow,
    windows: [{ kind: 'popout', reply: false, ...filled, ids }],
  },
  'reconstructed/thread-open': { ...gmailFrame, also: threadParts, windows: [], thread: twoMessages },
  'reconstructed/thread-inline-reply': {
    ...gmailCompose('inline', { reply: true, recipients: { ...none, to: 1 }, subject: true }),
    also: { ...threadParts, ...found('quote', 'replyTo') },
    thread: twoMessages,
  },
  'reconstructed/toast-': { ...gmailFrame, also: found('snackbar', 'undoLink') },
  // Nothing is left to undo.
  'reconstructed/toast-sending-undone': { ...gmailFrame, also: found('snackbar') },
  // Answers of the server and other traffic prove nothing.
  'network/': { kind: 'other' },
  'network/2022-09-09-cvOnDraftSave_request': { kind: 'draft', from: 'client' },
  'network/2022-09-09-cvOnDraftUpdate_request': { kind: 'draft', from: 'client' },
  'network/2022-09-09-cvOnReplyDraftSave_request': { kind: 'draft', from: 'client' },
  'network/2022-09-09-cvOnSend_request': {
    kind: 'send',
    from: 'client',
    messages: [{ to: 1, cc: 0, bcc: 0 }],
  },
  'network/2022-09-09-cvOnSend_3_request': {
    kind: 'send',
    from: 'client',
    messages: [{ to: 1, cc: 1, bcc: 1 }],
  },
  'network/2022-09-09-cvOnReplySend_request': { kind: 'reply', from: 'client' },
  'network/2022-09-09-cvOnReplySend_2_request': { kind: 'reply', from: 'client' },
};

const outlookParts = found('newMail', 'account', 'main', 'composeBox', 'toInput', 'subject', 'body');
const outlookControls = found('sendButton', 'discardButton');

function outlookCompose(kind: string, change: Expected = {}): Expected {
  const window = { kind, reply: false, recipients: none, subject: false, body: false, ids: ['compose'] };
  return {
    parts: { ...outlookParts, ...outlookControls },
    account: 'certain',
    windows: [{ ...window, ...change }],
  };
}
const outlookThread = {
  ids: ['thread'],
  // One's own message shows no address.
  messages: [{ from: false }, { from: true, own: false }],
  participants: 3,
};
const outlookThreadParts = found(
  'threadView',
  'threadHeading',
  'message',
  'messageSender',
  'messageRecipients',
  'messageBody',
  'selectedRow',
);

const outlook: Record<string, Expected> = {
  'captured/folder-pane-mailbox-root': { parts: found('account'), account: 'certain' },
  'captured/ribbon-new-mail-de': { parts: found('newMail'), also: found('ribbon') },
  'captured/reading-pane-message-de': {
    parts: found('main'),
    also: found('message', 'messageSender', 'messageBody', 'selectedRow'),
    thread: { ids: ['thread'], messages: [{ from: true }], participants: 1 },
  },
  'synthetic/message-list-and-folders': { parts: found('account'), account: 'certain' },
  'synthetic/reading-pane-from-without-title': {
    parts: found('account', 'main'),
    also: found('messageSender', 'selectedRow'),
    account: 'certain',
  },
  'reconstructed/compose-new-empty': outlookCompose('docked'),
  'reconstructed/compose-new-filled': {
    ...outlookCompose('docked', { recipients: { to: 2, cc: 1, bcc: 0 }, subject: true, body: true }),
    also: found('signature', 'recipientChip'),
  },
  'reconstructed/compose-popout-window': {
    parts: { ...found('composeBox', 'toInput', 'subject', 'body'), ...outlookControls },
    windows: [{ kind: 'popout', recipients: { to: 1 }, subject: true }],
  },
  // What is typed is no recipient yet.
  'reconstructed/compose-recipient-picker-open': { ...outlookCompose('docked'), also: found('picker') },
  'reconstructed/reply-inline': {
    ...outlookCompose('inline', { reply: true, recipients: { to: 1, cc: 0, bcc: 0 }, subject: true }),
    also: { ...outlookThreadParts, ...found('quote') },
    thread: outlookThread,
  },
  'reconstructed/reading-pane-conversation': {
    parts: found('newMail', 'account', 'main'),
    also: outlookThreadParts,
    windows: [],
    thread: outlookThread,
  },
  'reconstructed/missing-subject-dialog': {
    ...outlookCompose('docked', { recipients: { to: 1, cc: 0, bcc: 0 } }),
    also: found('dialog'),
  },
  'reconstructed/send-error-dialog': {
    ...outlookCompose('docked', { subject: true }),
    also: found('dialog'),
  },
  'network/draft-': { kind: 'draft', from: 'client' },
  'network/send-': { kind: 'send', from: 'client', messages: [{ reply: false }] },
  'network/send-reply_request': { kind: 'reply', from: 'client', messages: [{ reply: true, to: 1 }] },
  'network/send_response-ok': { kind: 'other', from: 'server', refused: false },
  'network/send_response-error-in-200': { kind: 'other', from: 'server', refused: true },
};

const tables = { gmail, outlook };

/** @throws {RangeError} for a file that is not in the table: what it shows has to be looked at first */
export function expectedOf(site: keyof typeof tables, file: string): Expected {
  const table = tables[site];
  const [name] = Object.keys(table)
    .filter((beginning) => file.startsWith(beginning))
    .sort((a, b) => b.length - a.length);
  const expected = name === undefined ? undefined : table[name];
  if (!expected) throw new RangeError(`${site}/${file}: nothing is said of what this file shows`);
  return expected;
}
