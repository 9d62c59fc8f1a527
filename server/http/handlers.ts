import type { Role } from '../../lib/contract/account.ts';
import type { Api, EndpointName, ParsedRequestOf, ResponseOf } from '../../lib/contract/api.ts';
import type { Result } from '../../lib/contract/errors.ts';
import type { Database } from '../db/open.ts';

interface AnyContext {
  db: Database;
  /** The moment of the request; handlers never read a clock. */
  now: Date;
}

/** What a handler of a public endpoint knows. */
export interface PublicContext extends AnyContext {
  /** Network address of the caller, for limits only; never logged. */
  source: string;
}

/** Who calls, and where: token or session, membership and role have been checked already. */
export interface CallContext extends AnyContext {
  workspaceId: string;
  userId: string;
  role: Role;
  /** The paired device that calls; null for a browser session. */
  tokenId: string | null;
}

export type ContextOf<N extends EndpointName> = Api[N]['auth'] extends 'public' ? PublicContext : CallContext;

/** A file as it came in the body. */
export interface UploadedFile {
  content: Uint8Array;
  /** Media type as the caller says. */
  type: string;
}

type FileOf<N extends EndpointName> = Api[N] extends { file: infer F } ? F : never;

/** What a handler receives; of a file also what it holds. */
export type HandledRequestOf<N extends EndpointName> = ParsedRequestOf<N> &
  ('in' extends FileOf<N> ? { file: UploadedFile } : unknown);

/** What a handler answers; of a file also what it holds. */
type HandledResponseOf<N extends EndpointName> = ResponseOf<N> &
  ('out' extends FileOf<N> ? { content: Uint8Array } : unknown);

export type Handler<N extends EndpointName> = (
  context: ContextOf<N>,
  request: HandledRequestOf<N>,
) => Promise<Result<HandledResponseOf<N>>>;

/** The whole route map: a missing or misspelt handler is a type error. */
export type Handlers = { [N in EndpointName]: Handler<N> };

/** The part of the map that one file gives, e.g. `HandlersOf<'tasks.list' | 'tasks.get'>`. */
export type HandlersOf<N extends EndpointName> = Pick<Handlers, N>;

/**
 * Answers with a stream (server-sent events). `stop` aborts when the caller goes or the server stops; the stream
 * must end then.
 */
export type StreamHandler = (context: CallContext, stop: AbortSignal) => Response;
