import {
  bodyPart,
  bottomBar,
  type ComposeElements,
  dialogShell,
  fieldsPart,
  signatureNodes,
  toggleMenu,
} from './compose-parts.ts';
import type { PageContext } from './context.ts';
import { classNames, onPress, pause } from './dom.ts';
import { OldRecipientRow } from './old-recipients.ts';
import { RecipientRow, type Recipients } from './recipients.ts';
import { undoOffer } from './snackbar.ts';
import {
  type Address,
  type Draft,
  isDone,
  newId,
  saveDraft,
  sendLater,
  sendNow,
  throwAway,
  undoSend,
} from './sync.ts';

/** What a window holds when it goes, so that an undo or a failure can bring it back. */
export interface KeptWindow {
  draft: Draft;
  composeId: string;
  body: Node[];
}

const ROW_NAMES = ['to', 'cc', 'bcc'] as const;

/** One docked compose window: built late and in steps, saved by request, sent by request. */
export class ComposeWindow {
  readonly #page: PageContext;
  readonly #kept: KeptWindow | null;
  readonly #rows: Recipients[];
  readonly #elements: ComposeElements;
  readonly #id = newId('msg');
  readonly #thread = newId('thread');
  readonly #composeId = Math.random().toString(16).slice(2, 12);
  #known = false;
  #touched = false;
  #leaving = false;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(page: PageContext, kept: KeptWindow | null = null) {
    this.#page = page;
    this.#kept = kept;
    const Row = page.config.oldRecipients ? OldRecipientRow : RecipientRow;
    this.#rows = ROW_NAMES.map((name) => new Row(name, page.strings, () => this.#changed()));
    this.#elements = dialogShell(page.strings, this.composeId);
  }

  get composeId(): string {
    return this.#kept?.composeId ?? this.#composeId;
  }
  get draftId(): string {
    return this.#kept?.draft.id ?? this.#id;
  }

  async open(): Promise<void> {
    const { config } = this.#page;
    await pause(config.buildDelayMs);
    this.#page.dock(this.#elements.frame);
    this.#listenToShell();
    await pause(config.stepDelayMs);
    this.#buildFields();
    await pause(config.stepDelayMs);
    this.#buildBody();
    if (this.#kept) return;
    this.#elements.cover.focus({ preventScroll: true });
    this.#uncover();
    if (config.resetMs === null) return;
    await pause(config.resetMs);
    if (!this.#touched && !this.#leaving) for (const row of this.#rows) row.reset();
  }

  #buildFields(): void {
    const { strings } = this.#page;
    const { table, cover, showCc, showBcc, subject } = this.#elements;
    table.append(...this.#rows.map(({ row }) => row));
    this.#elements.form.append(...fieldsPart(this.#elements, strings));
    cover.addEventListener('focus', () => this.#uncover());
    cover.addEventListener('click', () => this.#uncover());
    showCc.addEventListener('click', () => this.#reveal(1, showCc));
    showBcc.addEventListener('click', () => this.#reveal(2, showBcc));
    subject.addEventListener('input', () => this.#changed());
    if (!this.#kept) return;
    const { draft } = this.#kept;
    for (const row of this.#rows) row.set(draft[row.name]);
    subject.value = draft.subject;
    this.#cover();
  }

  #buildBody(): void {
    const { strings, config } = this.#page;
    const { cell, hidden, body } = this.#elements;
    cell.append(bodyPart(this.#elements, strings), bottomBar(this.#elements, strings), hidden.form);
    if (this.#kept) body.replaceChildren(...this.#kept.body);
    else body.append(...signatureNodes(config.signature));
    if (this.#kept || config.draftIdAtOnce) this.#makeKnown();
    body.addEventListener('input', () => this.#changed());
    body.addEventListener('focus', () => this.#cover());
    this.#elements.subject.addEventListener('focus', () => this.#cover());
    this.#listenToSend();
  }

  #makeKnown(): void {
    this.#known = true;
    this.#elements.hidden.draft.value = `#${this.draftId}`;
  }

  #uncover(): void {
    this.#elements.cover.style.display = 'none';
    this.#elements.fields.style.display = '';
    this.#rows[0]?.focus();
  }

  /** The rows fold into one line once the person goes on to subject or body. */
  #cover(): void {
    for (const row of this.#rows) row.commit(row.pending);
    const names = this.#rows.flatMap((row) => row.addresses.map(({ name }) => name));
    if (this.#rows.some(({ pending }) => pending !== '')) return;
    this.#elements.coverText.textContent = names.join(', ') || this.#page.strings.recipients;
    this.#elements.cover.style.display = '';
    this.#elements.fields.style.display = 'none';
  }

  #reveal(index: number, link: HTMLElement): void {
    link.style.display = 'none';
    this.#rows[index]?.show();
    this.#rows[index]?.focus();
  }

  #listenToShell(): void {
    const { dialog, close, minimise, full, content, title } = this.#elements;
    const toggle = () => {
      content.style.display = content.style.display === 'none' ? '' : 'none';
    };
    onPress(minimise, toggle);
    title.addEventListener('click', toggle);
    onPress(full, () => this.#page.goFullScreen(dialog));
    onPress(close, () => void this.#close());
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') void this.#close();
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      this.#page.noteSend(event);
      void this.#send();
    });
  }

  #listenToSend(): void {
    const { send, moreSend, discard } = this.#elements;
    const { strings } = this.#page;
    let down = false;
    send.addEventListener('mousedown', () => {
      down = true;
    });
    for (const type of ['mousedown', 'mouseup', 'click'])
      send.addEventListener(type, (e) => this.#page.noteSend(e));
    send.addEventListener('mouseup', () => {
      if (down) void this.#send();
      down = false;
    });
    send.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || !['Enter', ' '].includes(event.key)) return;
      this.#page.noteSend(event);
      void this.#send();
    });
    moreSend.addEventListener('click', () => toggleMenu(moreSend, strings, () => void this.#schedule()));
    discard.addEventListener('click', () => void this.#discard());
  }

  #changed(): void {
    this.#touched ||= this.#known;
    clearTimeout(this.#saveTimer);
    if (!this.#leaving) this.#saveTimer = setTimeout(() => void this.#save(), this.#page.config.draftDelayMs);
  }

  async #save(): Promise<void> {
    clearTimeout(this.#saveTimer);
    this.#touched = true;
    try {
      const answer = await saveDraft(this.#draft());
      if (answer.ok && !this.#leaving) this.#makeKnown();
    } catch {
      this.#changed(); // no network: once more later
    }
  }

  #draft(): Draft {
    const [to, cc, bcc] = this.#rows.map((row): Address[] => row.addresses);
    const from = this.#page.config.accounts[0] ?? { email: '', name: '' };
    const { subject, body } = this.#elements;
    const thread = this.#kept?.draft.thread ?? this.#thread;
    const html = body.innerHTML;
    return {
      id: this.draftId,
      thread,
      from,
      to: to ?? [],
      cc: cc ?? [],
      bcc: bcc ?? [],
      subject: subject.value,
      html,
    };
  }

  #keep(): KeptWindow {
    const body = [...this.#elements.body.childNodes].map((node) => node.cloneNode(true));
    return { draft: this.#draft(), composeId: this.composeId, body };
  }

  /** False when the page refuses: nobody to send to, or an address it does not know. */
  #isSendable(): boolean {
    const { strings } = this.#page;
    for (const row of this.#rows) row.commit(row.pending);
    const bad = this.#rows.some(({ pending }) => pending !== '');
    const nobody = this.#rows.every(({ addresses }) => addresses.length === 0);
    if (bad || nobody) this.#page.alert(bad ? strings.badAddress : strings.noRecipients);
    return !bad && !nobody;
  }

  async #send(): Promise<void> {
    if (this.#leaving || !this.#isSendable()) return;
    this.#begin();
    const { snackbar, strings, config } = this.#page;
    const kept = this.#keep();
    const undo = undoOffer(async () => {
      if (await isDone(() => undoSend(kept.draft))) this.#comeBack(kept, strings.undone);
    });
    snackbar.say(strings.sending, { onUndo: undo.ask });
    if (config.editorLeaves === 'before') this.#remove();
    await pause(config.sendDelayMs);
    const done = await isDone(() => sendNow(kept.draft));
    if (!done) return this.#comeBack(kept, strings.failed);
    this.#remove();
    undo.sent();
    if (!undo.asked()) snackbar.say(strings.wasSent, { onUndo: undo.ask, view: true, forMs: config.undoMs });
  }

  async #schedule(): Promise<void> {
    if (this.#leaving || !this.#isSendable()) return;
    this.#begin();
    const kept = this.#keep();
    this.#remove();
    const { snackbar, strings, config } = this.#page;
    if (await isDone(() => sendLater(kept.draft))) snackbar.say(strings.scheduled, { forMs: config.undoMs });
    else this.#comeBack(kept, strings.failed);
  }

  async #discard(): Promise<void> {
    if (this.#leaving) return;
    this.#begin();
    const draft = this.#draft();
    this.#remove();
    if (this.#known) await isDone(() => throwAway(draft));
    this.#page.snackbar.say(this.#page.strings.discarded, { forMs: this.#page.config.undoMs });
  }

  async #close(): Promise<void> {
    if (this.#leaving) return;
    this.#begin();
    const draft = this.#draft();
    this.#remove();
    if (this.#touched || this.#known) await isDone(() => saveDraft(draft));
  }

  #begin(): void {
    this.#leaving = true;
    clearTimeout(this.#saveTimer);
    this.#makeKnown();
  }

  /** A failed send or an undo: the window is there again, with all it held. */
  #comeBack(kept: KeptWindow, message: string): void {
    this.#page.snackbar.say(message, { forMs: this.#page.config.undoMs });
    if (this.#elements.frame.isConnected) this.#leaving = false;
    else void new ComposeWindow(this.#page, kept).open();
  }

  /** A full-screen window leaves its emptied dialog in the page. */
  #remove(): void {
    const { frame, dialog, content } = this.#elements;
    const docked = frame.contains(dialog);
    frame.remove();
    if (docked) return;
    content.querySelector(`.${classNames('aaZ')}`)?.replaceChildren();
    this.#page.leaveFullScreen();
  }
}
