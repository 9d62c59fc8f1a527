import { type ComposeElements, composeParts, editorHolder, freshBody, toggleMenu } from './compose-parts.ts';
import type { Address } from './config.ts';
import type { PageContext } from './context.ts';
import { h, part, pause, put } from './dom.ts';
import { Editor } from './editor.ts';
import { Field } from './field.ts';
import { Sending } from './sending.ts';
import { Item, type Message, type Operation } from './service.ts';
import { Well, type WellName } from './well.ts';

/** What a window holds when it opens: nothing, a reply, or what it held before it went. */
export interface ComposeContent {
  operation: Operation;
  /** Number of the window in its ids, and of its message at the service. */
  number?: string;
  item?: Item;
  to?: Address[];
  cc?: Address[];
  bcc?: Address[];
  subject?: string;
  body?: Node[];
  /** The conversation below which a reply stands. */
  conversation?: string;
}

const WELL_NAMES = ['to', 'cc', 'bcc'] as const;

/** One compose window: built late and in steps, saved by request, sent by request. */
export class ComposeWindow {
  readonly elements: ComposeElements;
  readonly content: ComposeContent;
  readonly #page: PageContext;
  readonly #number: string;
  readonly #item: Item;
  readonly #wells: Record<WellName, Well>;
  readonly #subject: Field;
  readonly #editor: Editor;
  readonly #shown = new Set<WellName>(['to']);
  #isSettled = false;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #left = false;
  #isWritten = false;

  constructor(page: PageContext, content: ComposeContent) {
    const { config, strings } = page;
    this.#page = page;
    this.content = content;
    this.#number = content.number ?? Math.random().toString(16).slice(2, 13);
    this.#item =
      content.item ??
      new Item({ operation: content.operation, whole: config.sendsWhole, mailbox: config.sharedMailbox });
    this.elements = composeParts(strings);
    const changed = () => this.#changed();
    const well = (name: WellName) =>
      new Well(name, `MSG_${this.#number}_${name.toUpperCase()}`, page, changed);
    this.#wells = { to: well('to'), cc: well('cc'), bcc: well('bcc') };
    this.#subject = new Field(
      {
        id: `MSG_${this.#number}_SUBJECT`,
        class: 'fui-Input__input subject',
        maxlength: '255',
        spellcheck: 'true',
        placeholder: strings.subjectHint,
        'aria-label': strings.subject,
      },
      () => {
        page.renamed(this);
        this.#changed();
      },
    );
    this.#editor = new Editor(strings, config.editorTakes, changed);
  }

  get title(): string {
    return this.#subject.value || this.#page.strings.noSubject;
  }
  get isReply(): boolean {
    return this.content.conversation !== undefined;
  }
  /** Brought back, or handed over by another window: it holds what it held, and the page resets nothing. */
  get #isKnown(): boolean {
    return this.content.item !== undefined;
  }

  async open(): Promise<void> {
    const { config } = this.#page;
    await pause(config.buildDelayMs);
    this.#page.place(this);
    this.#listenToTools();
    await pause(config.stepDelayMs);
    this.#buildFields();
    await pause(config.stepDelayMs);
    this.#buildEditor();
    if (this.#isKnown || this.isReply || config.resetMs === null) {
      this.#isSettled = true;
      return;
    }
    this.#wells.to.focus();
    setTimeout(() => this.#reset(), config.resetMs);
  }

  /** What the page does once to a fresh window: recipients as it opened with, in new elements. */
  #reset(): void {
    if (!this.#isSettled) for (const name of WELL_NAMES) this.#wells[name].set(this.content[name] ?? []);
    this.#isSettled = true;
  }

  /** What the window holds, as it would be saved. */
  message(): Message {
    this.#subject.draw();
    const { to, cc, bcc } = this.#wells;
    const html = this.#editor.html;
    return { to: to.addresses, cc: cc.addresses, bcc: bcc.addresses, subject: this.#subject.value, html };
  }

  /** The same window again, after an undo or in another place. */
  kept(): ComposeContent {
    const { html: _, ...fields } = this.message();
    return { ...this.content, ...fields, number: this.#number, item: this.#item, body: this.#editor.nodes };
  }

  /** Text that is no address, in any of the fields. */
  hasBadAddress(): boolean {
    for (const name of WELL_NAMES) this.#wells[name].commit();
    return WELL_NAMES.some((name) => this.#wells[name].pending !== '');
  }

  async save(): Promise<Item> {
    clearTimeout(this.#saveTimer);
    this.#isSettled = true;
    const { result } = await this.#item.save(this.message());
    if (result === 'failed' && !this.#left) this.#changed(); // no network: once more later
    return this.#item;
  }

  /** Nothing is saved any more; whoever sends or closes does that. */
  leave(): Item {
    this.#left = true;
    this.#isSettled = true;
    clearTimeout(this.#saveTimer);
    return this.#item;
  }

  /** It stays after all. */
  stay(): void {
    this.#left = false;
  }

  focusEditor(): void {
    this.#editor.element.focus();
  }

  #changed(): void {
    clearTimeout(this.#saveTimer);
    this.#isWritten = true;
    if (this.#left) return;
    this.#saveTimer = setTimeout(() => void this.save(), this.#page.config.draftDelayMs);
  }

  #buildFields(): void {
    const { summary, fields, inner } = this.elements;
    for (const name of WELL_NAMES) this.#wells[name].set(this.content[name] ?? []);
    this.#subject.value = this.content.subject ?? '';
    if (!this.isReply || this.#isKnown) {
      this.#drawFields();
      inner.append(fields);
      return;
    }
    // A reply shows its recipients in one line until somebody goes there.
    const names = [...(this.content.to ?? []), ...(this.content.cc ?? [])].map(({ name }) => name);
    summary.textContent = `${this.#page.strings.to}: ${names.join('; ')}`;
    summary.addEventListener('focusin', () => this.#expand(), { once: true });
    inner.append(summary);
  }

  #expand(): void {
    this.#drawFields();
    setTimeout(() => {
      this.elements.summary.replaceWith(this.elements.fields);
      this.#wells.to.focus();
    }, this.#page.config.stepDelayMs);
  }

  #drawFields(): void {
    const { fields, showCc, showBcc } = this.elements;
    for (const name of WELL_NAMES) if (this.#wells[name].addresses.length > 0) this.#shown.add(name);
    const first = h('div', { class: 'fui-Input toRow' }, this.#wells.to.slot);
    if (!this.#shown.has('cc')) put(first, showCc);
    if (!this.#shown.has('bcc')) put(first, showBcc);
    const copies = (['cc', 'bcc'] as const).filter((name) => this.#shown.has(name));
    const subject = h('span', { class: 'fui-Input subjectRow' });
    put(subject, part('subject', this.#subject.element));
    fields.replaceChildren(first, ...copies.map((name) => this.#wells[name].slot), subject);
  }

  #buildEditor(): void {
    const { config, strings } = this.#page;
    const { showCc, showBcc } = this.elements;
    this.#editor.set(this.content.body ?? freshBody(config.signature));
    this.elements.inner.append(editorHolder(this.#editor.element));
    showCc.addEventListener('click', () => this.#reveal('cc'));
    showBcc.addEventListener('click', () => this.#reveal('bcc'));
    const sending = new Sending(this, this.#page);
    const { send, moreSend, inner, discard } = this.elements;
    for (const type of ['pointerdown', 'mousedown', 'mouseup'])
      send.addEventListener(type, (event) => this.#page.noteSend(event));
    send.addEventListener('click', (event) => sending.send(event));
    moreSend.addEventListener('click', () =>
      toggleMenu(moreSend, strings, (event) => sending.schedule(event)),
    );
    discard.addEventListener('click', () => void sending.discard());
    inner.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) sending.send(event);
    });
  }

  #reveal(name: 'cc' | 'bcc'): void {
    this.#shown.add(name);
    this.#drawFields();
    this.#wells[name].focus();
  }

  #listenToTools(): void {
    const { popOut, close } = this.elements;
    const move = this.#page.popOut;
    if (move) popOut.addEventListener('click', () => void move(this));
    else popOut.remove();
    close.addEventListener('click', () => void this.#close());
  }

  /** The draft is kept, if there is one. */
  async #close(): Promise<void> {
    const item = this.leave();
    const message = this.message();
    this.#page.remove(this);
    if (this.#isWritten || this.#isKnown) {
      this.#page.toast.say(this.#page.strings.draftSaved);
      await item.save(message);
    }
    this.#page.finished(this.content, null);
  }
}
