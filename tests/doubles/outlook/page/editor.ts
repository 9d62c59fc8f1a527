import { h } from './dom.ts';
import type { Strings } from './strings.ts';

/** Pause after a change of the page in which the browser may still say that a person caused it. */
const SETTLE_MS = 0;

/**
 * The editor of a message. It keeps a model of its own: what is typed, pasted or written by an editing command goes
 * into it; what a script puts into the elements does not, and is gone when the message is next saved.
 */
export class Editor {
  readonly element: HTMLElement;
  readonly #takes: readonly ('paste' | 'insert')[];
  readonly #changed: () => void;
  readonly #strays = new WeakSet<Node>();
  readonly #observer: MutationObserver;
  #model: Node[] = [];
  #recent: MutationRecord[] = [];
  #hasStrays = false;
  #pasting = false;

  constructor(strings: Strings, takes: readonly ('paste' | 'insert')[], changed: () => void) {
    this.#takes = takes;
    this.#changed = changed;
    this.element = h('div', {
      class: 'editor dFCbN',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': strings.bodyHint,
      contenteditable: 'true',
      tabindex: '0',
      dir: 'ltr',
      spellcheck: 'true',
      style: 'user-select: text;',
    });
    this.element.addEventListener('input', (event) => this.#input(event));
    this.element.addEventListener('paste', (event) => this.#paste(event));
    this.#observer = new MutationObserver((records) => this.#mutated(records));
    this.#observe();
  }

  get nodes(): Node[] {
    this.#settle();
    return this.#model.map((node) => node.cloneNode(true));
  }

  /** The text as it is saved; whatever is no part of it leaves the page. */
  get html(): string {
    return h('div', {}, ...this.nodes).innerHTML;
  }

  /** The page's own text. */
  set(nodes: Node[]): void {
    this.#model = nodes;
    this.#draw();
  }

  #draw(): void {
    this.element.replaceChildren(...this.#model.map((node) => node.cloneNode(true)));
    this.#observer.takeRecords();
    this.#recent = [];
    this.#hasStrays = false;
  }

  /** An editing step by person, browser or command. One that a script only pretends is not trusted. */
  #input(event: Event): void {
    if (!event.isTrusted) return;
    const byCommand = 'inputType' in event && /^(insertHTML)?$/.test(String(event.inputType));
    if (byCommand && !this.#pasting && !this.#takes.includes('insert')) return;
    this.#observer.takeRecords();
    this.#recent = [];
    this.#model = [...this.element.childNodes].flatMap((node) => this.#copy(node));
    this.#changed();
  }

  #paste(event: ClipboardEvent): void {
    const html = event.clipboardData?.getData('text/html') ?? '';
    if (html === '') return;
    event.preventDefault();
    if (!event.isTrusted && !this.#takes.includes('paste')) return;
    this.#pasting = true;
    this.element.ownerDocument.execCommand('insertHTML', false, trustedHtml(cleaned(html)));
    this.#pasting = false;
  }

  #mutated(records: MutationRecord[]): void {
    this.#recent.push(...records);
    setTimeout(() => this.#markStrays(), SETTLE_MS);
  }

  #markStrays(): void {
    for (const { addedNodes, type } of this.#recent) {
      this.#hasStrays = true;
      if (type === 'childList') for (const node of addedNodes) this.#strays.add(node);
    }
    this.#recent = [];
  }

  #settle(): void {
    this.#recent.push(...this.#observer.takeRecords());
    this.#markStrays();
    if (this.#hasStrays) this.#draw();
  }

  #copy(node: Node): Node[] {
    if (this.#strays.has(node)) return [];
    const copy = node.cloneNode(false);
    for (const child of node.childNodes) for (const kept of this.#copy(child)) copy.appendChild(kept);
    return [copy];
  }

  #observe(): void {
    this.#observer.observe(this.element, { childList: true, characterData: true, subtree: true });
  }
}

interface Policy {
  createHTML(html: string): string;
}
let policy: Policy | null = null;

/** The page's one policy; where the browser has none, text is text. */
export function trustedHtml(html: string): string {
  const { trustedTypes } = window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
  policy ??= trustedTypes?.createPolicy('outlook', { createHTML: (text) => text }) ?? null;
  return policy?.createHTML(html) ?? html;
}

export function nodesOf(html: string): Node[] {
  return [...new DOMParser().parseFromString(trustedHtml(html), 'text/html').body.childNodes];
}

/** Pasted text without what could act. */
function cleaned(html: string): string {
  const holder = h('div', {}, ...nodesOf(html));
  for (const element of holder.querySelectorAll('script, style, iframe, object, meta, link'))
    element.remove();
  for (const element of holder.querySelectorAll('*'))
    for (const { name } of [...element.attributes]) if (/^on/i.test(name)) element.removeAttribute(name);
  return holder.innerHTML;
}
