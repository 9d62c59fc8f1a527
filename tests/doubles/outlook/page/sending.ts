import type { ComposeContent, ComposeWindow } from './compose.ts';
import type { PageContext } from './context.ts';
import { pause } from './dom.ts';
import type { Item, Message } from './service.ts';

/** How a window ends: sent, sent later, or thrown away. */
export class Sending {
  readonly #window: ComposeWindow;
  readonly #page: PageContext;
  #busy = false;

  constructor(window: ComposeWindow, page: PageContext) {
    this.#window = window;
    this.#page = page;
  }

  send(event: Event): void {
    this.#page.noteSend(event);
    void this.#once((message) =>
      this.#page.config.undoMs > 0 ? this.#sendUndoably(message) : this.#sendNow(message),
    );
  }

  schedule(event: Event): void {
    this.#page.noteSend(event);
    void this.#once((message) => this.#sendLater(message));
  }

  async discard(): Promise<void> {
    const { strings, dialogs, toast } = this.#page;
    const labels = { yes: strings.ok, no: strings.cancel, sends: false };
    if (this.#busy || !(await dialogs.ask(strings.discardAsk, labels))) return;
    this.#busy = true;
    const item = this.#window.leave();
    this.#page.remove(this.#window);
    toast.say(strings.discarded);
    await item.discard();
    this.#page.finished(this.#window.content, null);
  }

  /** One send at a time, and none that the page or the person refuses. */
  async #once(act: (message: Message) => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    if (await this.#isSendable()) await act(this.#window.message());
    this.#busy = false;
  }

  async #isSendable(): Promise<boolean> {
    const { strings, dialogs, config } = this.#page;
    const isBad = this.#window.hasBadAddress();
    const message = this.#window.message();
    const nobody = message.to.length + message.cc.length + message.bcc.length === 0;
    if (isBad || nobody) {
      await dialogs.tell(strings.badAddressTitle, isBad ? strings.badAddress : strings.nobody);
      return false;
    }
    const labels = { yes: strings.send, no: strings.dontSend, sends: true };
    if (message.subject.trim() === '' && !(await dialogs.ask(strings.missingSubject, labels))) return false;
    const speaksOfOne = config.attachmentReminder && /attach|bifoga|anhang|anlage/i.test(message.html);
    return !speaksOfOne || dialogs.ask(strings.missingAttachment, labels);
  }

  async #sendNow(message: Message): Promise<void> {
    const { config, strings, toast } = this.#page;
    const item = this.#window.leave();
    const kept = this.#window.kept();
    toast.say(strings.sending, { forMs: 60_000 });
    if (config.editorLeaves === 'before') this.#page.remove(this.#window);
    await pause(config.sendDelayMs);
    const { result } = await item.send(message);
    if (result !== 'done') return this.#failed(kept);
    this.#gone(message);
  }

  /** The window goes at once; until the time is over the person can have it back. */
  async #sendUndoably(message: Message): Promise<void> {
    const { config, strings, toast } = this.#page;
    const item = this.#window.leave();
    const kept = this.#window.kept();
    this.#page.remove(this.#window);
    let isUndone = false;
    const undo = () => {
      isUndone = true;
      toast.hide();
      this.#page.open(kept);
      if (config.undoBy === 'server') void item.takeBack(message);
    };
    toast.say(strings.willSend, { undo, forMs: config.undoMs });
    if (config.undoBy === 'page') await pause(config.undoMs);
    if (isUndone) return;
    const { result } = await item.send(message);
    if (isUndone) return;
    if (result !== 'done') return this.#failed(kept);
    if (config.undoBy === 'server') await pause(config.undoMs);
    if (!isUndone) this.#gone(message);
  }

  async #sendLater(message: Message): Promise<void> {
    const { strings, toast } = this.#page;
    const item: Item = this.#window.leave();
    const kept = this.#window.kept();
    const tomorrow = new Date(Date.now() + 86_400_000);
    const { result } = await item.send(message, `${tomorrow.toISOString().slice(0, 10)}T08:00:00Z`);
    if (result !== 'done') return this.#failed(kept);
    this.#page.remove(this.#window);
    toast.say(strings.scheduled);
    this.#page.finished(this.#window.content, null);
  }

  #gone(message: Message): void {
    this.#page.remove(this.#window);
    this.#page.toast.say(this.#page.strings.wasSent);
    this.#page.finished(this.#window.content, message);
  }

  /** A message that was not taken stays, or comes back, with all it held. */
  async #failed(kept: ComposeContent): Promise<void> {
    const { strings, toast, dialogs } = this.#page;
    toast.hide();
    if (this.#page.holds(this.#window)) this.#window.stay();
    else this.#page.open(kept);
    await dialogs.tell(strings.failedTitle, strings.failed);
  }
}
