import type { TabHandlers } from '../messaging/handle-in-tab.ts';
import type { Ask } from '../messaging/send.ts';

/** Sentences the content script says itself, in the person's language. Resolved late, so that a count can be in them. */
export interface ContentText {
  /** Label of the launcher: what it does and how much is due. */
  launcher(info: { due: number; offline: boolean; paired: boolean }): string;
  /** Name of the sidebar's frame. */
  sidebar(): string;
  /** Label of the handle that sets the sidebar's width. */
  resize(): string;
  wrongAccount(open: string, wanted: string): string;
  severalAccounts(wanted: string): string;
  unknownAccount(wanted: string): string;
  composeNotFound(): string;
  composeNotEmpty(): string;
  composeGone(): string;
  /** The two words on the button beside Send. */
  tracked(): string;
  untracked(): string;
  /** Label of that button: what it opens, and what becomes of links. */
  tools(info: { tracked: boolean }): string;
  /** Its words while something in the mail is still to be replaced: how much. */
  left(count: number): string;
  /** What that is, in its label. */
  stillToFill(info: { fields: string[]; prompts: string[] }): string;
  /** Name of the picker's frame. */
  picker(): string;
  composeClosed(): string;
  composeChanged(): string;
}

/** All that the content script needs besides the mail page; tests pass fakes. */
export interface ContentContext {
  /** Aborts when this script must go: a newer one has come, or its extension has been updated or removed. */
  stop: AbortSignal;
  /** Ends this script: `stop` aborts, and everything of ours leaves the page. */
  leave(): void;
  /** True once the extension behind this script is gone. */
  orphaned(): boolean;
  ask: Ask;
  handleInTab(handlers: TabHandlers, stop: AbortSignal): void;
  /** Address under which the mail page may load the sidebar; on Chromium another one for each session. */
  sidebarUrl(): string;
  /** Address the sidebar's page has for itself. */
  sidebarOwnUrl(): string;
  /** Address under which the mail page may load the picker of templates and campaigns. */
  pickerUrl(): string;
  shadow: ShadowRootMode;
  text: ContentText;
  /** The one place where something unexpected is made visible. Never given text of a mail. */
  report(error: unknown): void;
}
