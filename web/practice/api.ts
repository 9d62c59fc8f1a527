import type { ErrorBody } from '../../lib/contract/errors.ts';
import type {
  PracticeAccount,
  PracticeArrival,
  PracticeArrivalRow,
  PracticeDraft,
  PracticeDraftContent,
  PracticeFolder,
  PracticeSent,
  PracticeThread,
  PracticeThreadAction,
  PracticeThreadRow,
} from '../../lib/contract/practice.ts';

/** A request that did not succeed; `status` 0 means that no answer came. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly fields: { path: string; message: string }[];
  constructor(status: number, message: string, fields: ErrorBody['fields'] = []) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

export interface ListPage<T> {
  rows: T[];
  total: number;
}

const TIMEOUT_MS = 40_000;

/** Everything the page asks the server. Each call throws {@link ApiError} when it fails. */
export const api = {
  account: () => call<PracticeAccount>('GET', 'account'),
  threads: (folder: PracticeFolder, search: string, offset: number) =>
    call<ListPage<PracticeThreadRow>>('GET', `threads?${query({ folder, search, offset })}`),
  thread: (id: string) => call<PracticeThread>('GET', `threads/${id}`),
  changeThread: (id: string, action: PracticeThreadAction) => call<object>('POST', `threads/${id}/${action}`),
  drafts: () => call<{ drafts: PracticeDraft[] }>('GET', 'drafts'),
  draft: (id: string) => call<PracticeDraft>('GET', `drafts/${id}`),
  saveDraft: (id: string, content: PracticeDraftContent) =>
    call<{ id: string }>('PUT', `drafts/${id}`, content),
  discardDraft: (id: string) => call<object>('DELETE', `drafts/${id}`),
  restoreDraft: (id: string) => call<object>('POST', `drafts/${id}/restore`),
  send: (draftId: string, content: PracticeDraftContent) =>
    call<PracticeSent>('POST', 'messages', { draftId, ...content }),
  arrivals: (search: string, offset: number) =>
    call<ListPage<PracticeArrivalRow>>('GET', `sink?${query({ search, offset })}`),
  arrival: (id: string) => call<PracticeArrival>('GET', `sink/${id}`),
};

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await reach(method, path, body);
  if (!response.ok) throw await errorOf(response);
  // Our own server's answer, described by the contract.
  return (await response.json()) as T;
}

async function reach(method: string, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(`/practice/api/${path}`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
  } catch (cause) {
    throw Object.assign(new ApiError(0, ''), { cause });
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  try {
    // The server's answer to a failure; checked below because a proxy may have given another.
    const body = (await response.json()) as Partial<ErrorBody>;
    return new ApiError(response.status, body.message ?? '', body.fields);
  } catch {
    return new ApiError(response.status, '');
  }
}

function query(values: Record<string, string | number>): string {
  return new URLSearchParams(Object.entries(values).map(([key, value]) => [key, String(value)])).toString();
}
