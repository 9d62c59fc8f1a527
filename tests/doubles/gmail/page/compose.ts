import { bodyPart, bottomBar, type ComposeBox, composeBox, fieldsPart, toggleMenu } from './compose-box.ts';
import { discardLetter, scheduleLetter, sendLetter } from './compose-send.ts';
import type { PageContext } from './context.ts';
import { pause } from './dom.ts';
import type { Letter } from './letter.ts';
import { OldRecipientRow } from './old-recipients.ts';
import { RecipientRow, type Recipients } from './recipients.ts';
import { DialogStand, type Kind, type Stand } from './stand.ts';
import { type Draft, isDone, Sync } from './sync.ts';
import type { Person } from './threads.ts';

const ROW_NAMES = ['to', 'cc', 'bcc'] as const;

/** One compose window, wherever it stands: built late and in steps, saved by request, sent by request. */
export class ComposeWindow {
  readonly page: PageContext;
  readonly sync: Sync;
  readonly #letter: Letter;
  readonly #rows: Recipients[];
  readonly #box: ComposeBox;
  #stand: Stand;
  #known = false;
  #touched = false;
  /** Changed since it was built. */
  #changedSince = false;
  #leaving = false;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(page: PageContext, letter: Letter, stand: Stand) {
    this.page = page;
    this.sync = new Sync(page.place.syncPath);
    this.#letter = letter;
    this.#stand = stand;
    this.#touched = !letter.isFresh;
    const Row = page.config.oldRecipients ? OldRecipientRow : RecipientRow;
    this.#rows = ROW_NAMES.map((name) => new Row(name, page.strings, () => this.#changed()));
    this.#box = composeBox(page.strings, letter.composeId, letter.answering);
  }

  get kind(): Kind {
    return this.#stand.kind;
  }
  get isLeaving(): boolean {
    return this.#leaving;
  }
  get isKnown(): boolean {
    return this.#known;
  }

  async open(): Promise<void> {
    const { config } = this.page;
    await pause(config.buildDelayMs);
    this.#stand.put(this.#box, this.#standing());
    this.#listenToKeys();
    await pause(config.stepDelayMs);
    this.#buildFields();
    await pause(config.stepDelayMs);
    this.#buildBody();
    if (!this.#letter.isFresh) return this.#box.body.focus({ preventScroll: true });
    this.#box.cover.focus({ preventScroll: true });
    this.#uncover();
    if (config.resetMs === null) return;
    await pause(config.resetMs);
    if (!this.#touched && !this.#leaving) for (const row of this.#rows) row.reset();
  }

  /** What it holds now, for another window. */
  keep(): Letter {
    const body = [...this.#box.body.childNodes].map((node) => node.cloneNode(true));
    return { ...this.#letter, draft: this.draft(), body, isKnown: this.#known, isFresh: false };
  }

  draft(): Draft {
    const [to, cc, bcc] = this.#rows.map((row): Person[] => row.addresses);
    const { subject, body } = this.#box;
    const lists = { to: to ?? [], cc: cc ?? [], bcc: bcc ?? [] };
    return { ...this.#letter.draft, ...lists, subject: subject.value, html: body.innerHTML };
  }

  /** False when the page refuses: nobody to send to, or an address it does not know. */
  isSendable(): boolean {
    const { strings } = this.page;
    for (const row of this.#rows) row.commit(row.pending);
    const bad = this.#rows.some(({ pending }) => pending !== '');
    const nobody = this.#rows.every(({ addresses }) => addresses.length === 0);
    if (bad || nobody) this.page.alert(bad ? strings.badAddress : strings.noRecipients);
    return !bad && !nobody;
  }

  /** From now on nothing of it is saved: it is on its way out. */
  begin(): void {
    this.#leaving = true;
    clearTimeout(this.#saveTimer);
    this.#makeKnown();
  }

  remove(): void {
    this.#stand.remove();
  }

  /** A failed send or an undo: the window is there again, with all it held. */
  comeBack(kept: Letter, message: string): void {
    this.page.snackbar.say(message, { forMs: this.page.config.undoMs });
    if (this.#stand.isThere) this.#leaving = false;
    else void new ComposeWindow(this.page, { ...kept, isKnown: true }, this.#standAgain()).open();
  }

  /** The page goes away with the window in it. */
  saveAtEnd(): void {
    if (!this.#leaving && this.#changedSince) void this.sync.saveDraft(this.draft(), true);
  }

  #standAgain(): Stand {
    if (this.kind === 'inline' && this.#stand.element.isConnected) return this.#stand;
    return this.kind === 'popout' ? this.#stand : new DialogStand(this.page, 'docked');
  }

  #standing() {
    return {
      close: () => void this.#close(),
      toggleFull: () => this.#toggleFull(),
      popOut: () => void this.#popOut(),
    };
  }

  #toggleFull(): void {
    const isDialog = this.kind === 'docked' || this.kind === 'fullscreen';
    if (isDialog && this.page.config.kindChange === 'move') this.#stand.toggleFull();
    else this.#goOn(new DialogStand(this.page, this.kind === 'docked' ? 'fullscreen' : 'docked'));
  }

  /** The same letter in another window. */
  #goOn(stand: Stand): void {
    if (this.#leaving) return;
    const kept = this.keep();
    const isUnsaved = this.#changedSince;
    this.#leaving = true;
    clearTimeout(this.#saveTimer);
    this.remove();
    const next = new ComposeWindow(this.page, kept, stand);
    void next.open().then(() => isUnsaved && next.#changed());
  }

  async #popOut(): Promise<void> {
    if (this.#leaving) return;
    const kept = this.keep();
    this.begin();
    if (!(await isDone(() => this.sync.saveDraft(kept.draft))))
      return this.comeBack(kept, this.page.strings.failed);
    this.page.popOut('msg', kept.draft.id.replace('msg-', ''));
    this.remove();
  }

  #buildFields(): void {
    const { table, cover, showCc, showBcc, subject, form } = this.#box;
    table.append(...this.#rows.map(({ row }) => row));
    form.append(...fieldsPart(this.#box, this.page.strings));
    cover.addEventListener('focus', () => this.#uncover());
    cover.addEventListener('click', () => this.#uncover());
    showCc.addEventListener('click', () => this.#reveal(1, showCc));
    showBcc.addEventListener('click', () => this.#reveal(2, showBcc));
    subject.addEventListener('input', () => this.#changed());
    subject.addEventListener('focus', () => this.#cover());
    const { draft, isFresh } = this.#letter;
    if (isFresh) return;
    for (const row of this.#rows) row.set(draft[row.name]);
    subject.value = draft.subject;
    subject.dispatchEvent(new Event('change'));
    this.#cover();
    clearTimeout(this.#saveTimer);
    this.#changedSince = false;
  }

  #buildBody(): void {
    const { strings, config } = this.page;
    const { cell, hidden, body } = this.#box;
    const archives = config.sendAndArchive && this.#letter.answering !== null;
    cell.append(bodyPart(this.#box, strings), bottomBar(this.#box, strings, archives), hidden.form);
    body.replaceChildren(...this.#letter.body.map((node) => node.cloneNode(true)));
    if (this.#letter.isKnown || config.draftIdAtOnce) this.#makeKnown();
    body.addEventListener('input', () => this.#changed());
    body.addEventListener('focus', () => this.#cover());
    this.#listenToSend();
  }

  #makeKnown(): void {
    this.#known = true;
    this.#box.hidden.draft.value = `#${this.#letter.draft.id}`;
  }

  #uncover(): void {
    this.#box.cover.style.display = 'none';
    this.#box.fields.style.display = '';
    this.#rows[0]?.focus();
  }

  /** The rows fold into one line once the person goes on to subject or body. */
  #cover(): void {
    for (const row of this.#rows) row.commit(row.pending);
    const names = this.#rows.flatMap((row) => row.addresses.map(({ name }) => name));
    if (this.#rows.some(({ pending }) => pending !== '')) return;
    this.#box.coverText.textContent = names.join(', ') || this.page.strings.recipients;
    this.#box.cover.style.display = '';
    this.#box.fields.style.display = 'none';
  }

  #reveal(index: number, link: HTMLElement): void {
    link.style.display = 'none';
    this.#rows[index]?.show();
    this.#rows[index]?.focus();
  }

  #listenToKeys(): void {
    this.#stand.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.kind !== 'popout') void this.#close();
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      this.page.noteSend(event);
      void sendLetter(this, event.shiftKey && this.page.config.sendAndArchive);
    });
  }

  #listenToSend(): void {
    const { send, sendArchive, moreSend, discard } = this.#box;
    this.#onRelease(send, () => void sendLetter(this, false));
    this.#onRelease(sendArchive, () => void sendLetter(this, true));
    moreSend.addEventListener('click', () =>
      toggleMenu(moreSend, this.page.strings, () => void scheduleLetter(this)),
    );
    discard.addEventListener('click', () => void discardLetter(this));
  }

  /** A button that sends: pressed by pointer or key, and every way to press it is noted. */
  #onRelease(button: HTMLElement, act: () => void): void {
    let down = false;
    button.addEventListener('mousedown', () => {
      down = true;
    });
    for (const type of ['mousedown', 'mouseup', 'click'])
      button.addEventListener(type, (event) => this.page.noteSend(event));
    button.addEventListener('mouseup', () => {
      if (down) act();
      down = false;
    });
    button.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || !['Enter', ' '].includes(event.key)) return;
      this.page.noteSend(event);
      act();
    });
  }

  #changed(): void {
    this.#touched ||= this.#known;
    this.#changedSince = true;
    clearTimeout(this.#saveTimer);
    if (!this.#leaving) this.#saveTimer = setTimeout(() => void this.#save(), this.page.config.draftDelayMs);
  }

  async #save(): Promise<void> {
    clearTimeout(this.#saveTimer);
    this.#touched = true;
    try {
      const answer = await this.sync.saveDraft(this.draft());
      if (answer.ok && !this.#leaving) this.#makeKnown();
    } catch {
      this.#changed(); // no network: once more later
    }
  }

  async #close(): Promise<void> {
    if (this.#leaving) return;
    const save = this.#changedSince || this.#known;
    this.begin();
    const draft = this.draft();
    this.remove();
    if (save) await isDone(() => this.sync.saveDraft(draft));
  }
}
