import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ErrorBody, ErrorCode, Result } from '../../lib/contract/errors.ts';
import type { MessageName, MessageRequest, MessageResponse } from '../../lib/contract/messages.ts';

/** How a page of ours asks the background; `lib/messaging` has the real one, tests and the gallery their own. */
export type Ask = <N extends MessageName>(name: N, request: MessageRequest<N>) => Promise<MessageResponse<N>>;

/** All that a page needs of the world around it. */
export interface Link {
  ask: Ask;
  /** Calls `changed` after each commit of the background, until `stop`. */
  onRevision(changed: () => void | Promise<void>, stop: AbortSignal): void;
  now(): Date;
  /** The extension has been updated or removed under this page: nothing can be asked any more. */
  orphaned(): boolean;
  openTab(url: string): void;
  /** Address of one of our own pages, e.g. `welcome.html`. */
  pageUrl(page: string): string;
  /** Asks the browser for access to sites; only works inside a click. */
  requestPermissions(origins: string[]): Promise<boolean>;
  copy(text: string): Promise<boolean>;
  /** The page lies in a mail page, which gets the focus back on Escape. */
  framed: boolean;
  readSetting(name: string): Promise<string | null>;
  writeSetting(name: string, value: string): Promise<void>;
  /** Opens the browser's own side panel, only inside a click; null where the browser has none, or this page is it. */
  openSidePanel: (() => Promise<void>) | null;
}

export const LinkContext = createContext<Link | null>(null);

/** @throws {Error} outside a `LinkContext.Provider` */
export function useLink(): Link {
  const link = useContext(LinkContext);
  if (!link) throw new Error('expected a LinkContext around this component');
  return link;
}

/** What went wrong, for `ProblemNote`. The last two are of the messages between our own parts. */
export interface Problem {
  code: ErrorCode | 'unanswered' | 'orphaned';
  message: string;
  /** Of INVALID_INPUT: each wrong field and what was expected. */
  fields?: ErrorBody['fields'];
}

/** Runs a question to the background and turns both kinds of failure into one. */
export async function attempt<T>(
  question: () => Promise<Result<T>>,
): Promise<{ ok: true; value: T } | { ok: false; problem: Problem }> {
  try {
    const result = await question();
    if (result.ok) return result;
    const { code, message, fields } = result;
    return { ok: false, problem: { code, message, ...(fields && { fields }) } };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** What a thrown messaging error means for the person. */
export function problemOf(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const kind = error instanceof Error && 'kind' in error ? error.kind : null;
  return { code: kind === 'orphaned' ? 'orphaned' : 'unanswered', message };
}
