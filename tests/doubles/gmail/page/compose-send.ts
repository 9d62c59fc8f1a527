import type { ComposeWindow } from './compose.ts';
import { pause } from './dom.ts';
import { undoOffer } from './snackbar.ts';
import { isDone } from './sync.ts';

/**
 * Sends what a window holds: the window goes before or after the answer, the snackbar offers to take it back, and an
 * undo or a failure brings the window back.
 */
export async function sendLetter(window: ComposeWindow, archives: boolean): Promise<void> {
  if (window.isLeaving || !window.isSendable()) return;
  window.begin();
  const { snackbar, strings, config } = window.page;
  const kept = window.keep();
  const { draft } = kept;
  const undo = undoOffer(() => takeBack(window, kept));
  snackbar.say(strings.sending, { onUndo: undo.ask });
  if (config.editorLeaves === 'before') window.remove();
  await pause(config.sendDelayMs);
  if (!(await isDone(() => window.sync.sendNow(draft)))) return window.comeBack(kept, strings.failed);
  window.remove();
  window.page.delivered(draft, true);
  undo.sent();
  if (undo.asked()) return;
  snackbar.say(strings.wasSent, { onUndo: undo.ask, view: draft.thread, forMs: config.undoMs });
  if (archives && (await isDone(() => window.sync.archive(draft)))) window.page.leaveThread();
  if (window.kind === 'popout' && globalThis.opener) globalThis.close();
}

async function takeBack(window: ComposeWindow, kept: ReturnType<ComposeWindow['keep']>): Promise<void> {
  if (!(await isDone(() => window.sync.undoSend(kept.draft)))) return;
  window.page.delivered(kept.draft, false);
  window.comeBack(kept, window.page.strings.undone);
}

export async function scheduleLetter(window: ComposeWindow): Promise<void> {
  if (window.isLeaving || !window.isSendable()) return;
  window.begin();
  const kept = window.keep();
  window.remove();
  const { snackbar, strings, config } = window.page;
  if (!(await isDone(() => window.sync.sendLater(kept.draft)))) return window.comeBack(kept, strings.failed);
  snackbar.say(strings.scheduled, {
    onUndo: () => void takeBack(window, kept),
    view: kept.draft.thread,
    forMs: config.undoMs,
  });
}

export async function discardLetter(window: ComposeWindow): Promise<void> {
  if (window.isLeaving) return;
  const { isKnown } = window;
  window.begin();
  const draft = window.draft();
  window.remove();
  if (isKnown) await isDone(() => window.sync.throwAway(draft));
  window.page.snackbar.say(window.page.strings.discarded, { forMs: window.page.config.undoMs });
}
