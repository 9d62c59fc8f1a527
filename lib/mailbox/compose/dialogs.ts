import { climb, climbAll } from '../dom/ladder.ts';
import { isShown } from '../dom/shown.ts';
import type { Anatomy } from './anatomy.ts';
import type { ComposeWindow } from './window.ts';

/** A dialog that comes later than this after a press has nothing to do with it. */
const ANSWER_MS = 60_000;

/**
 * The questions and refusals by which a page holds a message back. A press that is answered by one was no send, until
 * the person says in it that the message shall go all the same.
 */
export class Dialogs {
  readonly #page: Document;
  readonly #parts: NonNullable<Anatomy['dialogs']>;
  readonly #clock: () => number;
  #press: { compose: ComposeWindow; atMs: number; before: Set<Element> } | null = null;
  #held: { compose: ComposeWindow; dialog: HTMLElement } | null = null;

  constructor(page: Document, parts: NonNullable<Anatomy['dialogs']>, clock: () => number) {
    this.#page = page;
    this.#parts = parts;
    this.#clock = clock;
  }

  pressed(compose: ComposeWindow): void {
    this.#press = { compose, atMs: this.#clock(), before: new Set(this.#shown()) };
  }

  look(): void {
    const press = this.#press;
    if (!press) return;
    if (this.#clock() - press.atMs > ANSWER_MS) {
      this.#press = null;
      return;
    }
    const dialog = this.#shown().find((one) => !press.before.has(one));
    if (!dialog) return;
    this.#press = null;
    this.#held = { compose: press.compose, dialog };
    press.compose.noticeHeld();
  }

  /** The person has pressed something in a dialog; `open` are the windows it may be about. */
  released(target: Element, open: readonly ComposeWindow[]): void {
    const dialog = this.#shown().find((one) => one.contains(target));
    const ok = dialog && climb(dialog, this.#parts.ok)?.element;
    if (!dialog || !ok) return;
    if (!ok.contains(target)) for (const compose of open) if (compose.isDiscarding) compose.noticeNo();
    const asks = dialog.querySelectorAll('button').length > 1;
    if (asks && ok.contains(target) && this.#held?.dialog === dialog) this.#held.compose.noticePress();
  }

  #shown(): HTMLElement[] {
    return climbAll(this.#page, this.#parts.box).filter((one) => isShown(one));
  }
}
