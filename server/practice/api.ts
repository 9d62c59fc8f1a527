import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { ErrorCode } from '../../lib/contract/errors.ts';
import { fieldsOf } from '../../lib/contract/issues.ts';
import {
  type PracticeAccount,
  PracticeDraftContent,
  PracticeFolder,
  PracticeSend,
  PracticeThreadAction,
} from '../../lib/contract/practice.ts';
import { Id } from '../../lib/contract/primitives.ts';
import { type Failure, fail, invalid, type Result } from '../../lib/contract/result.ts';
import { storable } from '../../lib/core/text/storable.ts';
import {
  countPracticeArrivals,
  findPracticeArrival,
  listPracticeArrivals,
} from '../db/queries/practice-arrivals.ts';
import {
  countPracticeDrafts,
  findPracticeDraft,
  listPracticeDrafts,
  movePracticeDraft,
  savePracticeDraft,
} from '../db/queries/practice-drafts.ts';
import {
  changePracticeThread,
  countUnreadPracticeThreads,
  listPracticeThread,
  listPracticeThreads,
} from '../db/queries/practice-messages.ts';
import { arrivalAnswer, arrivalRowAnswer, draftAnswer, messageAnswer, threadRowAnswer } from './answers.ts';
import { type DeliveryDeps, sendPracticeMail, settleCutOff } from './deliver.ts';
import type { PracticeEnv, PracticeUser } from './user.ts';

export interface PracticeApiDeps extends DeliveryDeps {
  /** How long the page holds a message after Send; 7 s unless a test says otherwise. */
  undoMs?: number;
}

const UNDO_MS = 7000;
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const page = {
  search: z.string().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  offset: z.coerce.number().int().min(0).default(0),
};
const ThreadQuery = z.object({ folder: PracticeFolder.default('inbox'), ...page });
const SinkQuery = z.object(page);
const byId = z.object({ id: Id });
const status: Partial<Record<ErrorCode, 403 | 404 | 422 | 502>> = {
  NOT_ALLOWED: 403,
  INVALID_INPUT: 422,
  NOT_FOUND: 404,
  MAIL_NOT_ACCEPTED: 502,
};

/** The webmail's API. Private to the page in `web/practice`; its answers are described in `lib/contract/practice.ts`. */
export function practiceApi(deps: PracticeApiDeps): Hono<PracticeEnv> {
  const app = new Hono<PracticeEnv>();
  app.use(ownPageOnly, bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => answer(c, tooLarge) }));
  app.get('/account', async (c) => c.json(await accountOf(deps, c.get('user'))));
  mountThreads(app, deps);
  mountDrafts(app, deps);
  mountSink(app, deps);
  app.post('/messages', async (c) => {
    const mail = await bodyOf(c, PracticeSend);
    return answer(c, mail.ok ? await sendPracticeMail(deps, c.get('user'), mail.value) : mail);
  });
  app.all('*', (c) => answer(c, fail('NOT_FOUND', 'There is nothing at this address.')));
  return app;
}

function mountThreads(app: Hono<PracticeEnv>, { db, now }: PracticeApiDeps): void {
  app.get('/threads', async (c) => {
    const query = parsed(ThreadQuery, c.req.query());
    if (!query.ok) return answer(c, query);
    const rows = await listPracticeThreads(db.kysely, c.get('user'), query.value.folder, query.value);
    return c.json({
      rows: rows.map((row) => threadRowAnswer(row, query.value.folder)),
      total: rows[0]?.total ?? 0,
    });
  });
  app.get('/threads/:id', async (c) => {
    const params = parsed(byId, c.req.param());
    if (!params.ok) return answer(c, params);
    const rows = await listPracticeThread(db.kysely, c.get('user'), params.value.id);
    const first = rows[0];
    if (!first) return answer(c, noThread);
    const archived = rows.every((row) => row.archived_at !== null);
    const messages = rows.map(messageAnswer);
    return c.json({ threadId: first.thread_id, subject: first.subject, archived, messages });
  });
  app.post('/threads/:id/:action', async (c) => {
    const params = parsed(byId.extend({ action: PracticeThreadAction }), c.req.param());
    if (!params.ok) return answer(c, params);
    const { id, action } = params.value;
    const changed = await changePracticeThread(db.kysely, c.get('user'), id, action, now());
    return changed ? c.json({}) : answer(c, noThread);
  });
}

function mountDrafts(app: Hono<PracticeEnv>, deps: PracticeApiDeps): void {
  const { db, now } = deps;
  app.get('/drafts', async (c) => {
    await settleCutOff(deps, c.get('user'));
    const rows = await listPracticeDrafts(db.kysely, c.get('user'));
    return c.json({ drafts: rows.map(draftAnswer) });
  });
  app.get('/drafts/:id', async (c) => {
    const params = parsed(byId, c.req.param());
    if (!params.ok) return answer(c, params);
    const row = await findPracticeDraft(db.kysely, c.get('user'), params.value.id);
    return row?.state === 'open' ? c.json(draftAnswer(row)) : answer(c, noDraft);
  });
  app.put('/drafts/:id', async (c) => {
    const params = parsed(byId, c.req.param());
    const content = await bodyOf(c, PracticeDraftContent);
    if (!params.ok) return answer(c, params);
    if (!content.ok) return answer(c, content);
    const at = now();
    const saved = await savePracticeDraft(db.kysely, c.get('user'), params.value.id, content.value, at);
    return saved ? c.json({ id: params.value.id, updatedAt: at.toISOString() }) : answer(c, noDraft);
  });
  app.delete('/drafts/:id', (c) => moveDraft(c, deps, 'open', 'discarded'));
  app.post('/drafts/:id/restore', (c) => moveDraft(c, deps, 'discarded', 'open'));
}

async function moveDraft(
  c: Context<PracticeEnv>,
  { db, now }: PracticeApiDeps,
  from: 'open' | 'discarded',
  to: 'open' | 'discarded',
): Promise<Response> {
  const params = parsed(byId, c.req.param());
  if (!params.ok) return answer(c, params);
  const moved = await movePracticeDraft(db.kysely, c.get('user'), params.value.id, from, to, now());
  return moved ? c.json({}) : answer(c, noDraft);
}

function mountSink(app: Hono<PracticeEnv>, { db }: PracticeApiDeps): void {
  app.get('/sink', async (c) => {
    const query = parsed(SinkQuery, c.req.query());
    if (!query.ok) return answer(c, query);
    const rows = await listPracticeArrivals(db.kysely, c.get('user').workspaceId, query.value);
    return c.json({ rows: rows.map(arrivalRowAnswer), total: rows[0]?.total ?? 0 });
  });
  app.get('/sink/:id', async (c) => {
    const params = parsed(byId, c.req.param());
    if (!params.ok) return answer(c, params);
    const row = await findPracticeArrival(db.kysely, c.get('user').workspaceId, params.value.id);
    return row ? c.json(arrivalAnswer(row)) : answer(c, fail('NOT_FOUND', 'No such message has arrived.'));
  });
}

async function accountOf({ db, undoMs }: PracticeApiDeps, user: PracticeUser): Promise<PracticeAccount> {
  const [unread, drafts, sink] = await Promise.all([
    countUnreadPracticeThreads(db.kysely, user),
    countPracticeDrafts(db.kysely, user),
    countPracticeArrivals(db.kysely, user.workspaceId),
  ]);
  const signatureHtml = `${escapeHtml(user.name)}<br>${escapeHtml(user.email)}`;
  return {
    email: user.email,
    name: user.name,
    signatureHtml,
    undoMs: undoMs ?? UNDO_MS,
    counts: { unread, drafts, sink },
  };
}

const noThread = fail('NOT_FOUND', 'This conversation is no longer there.');
const noDraft = fail('NOT_FOUND', 'This draft has been sent or discarded.');
const tooLarge = fail('INVALID_INPUT', 'The message is larger than 4 MB.', [
  { path: 'html', message: 'expected at most 4 MB' },
]);

/** Another site's page must not act here with the person's cookie. */
async function ownPageOnly(c: Context, next: () => Promise<void>): Promise<Response | undefined> {
  const site = c.req.header('Sec-Fetch-Site');
  const origin = c.req.header('Origin');
  const foreign =
    site !== undefined
      ? site !== 'same-origin'
      : origin !== undefined && origin !== new URL(c.req.url).origin;
  if (c.req.method !== 'GET' && foreign) {
    return answer(c, fail('NOT_ALLOWED', 'Only the practice mailbox itself may do this.'));
  }
  await next();
  return undefined;
}

async function bodyOf<S extends z.ZodType>(c: Context, schema: S): Promise<Result<z.output<S>>> {
  if (!c.req.header('Content-Type')?.startsWith('application/json')) {
    return fail('INVALID_INPUT', 'Expected a body of type application/json.');
  }
  try {
    return parsed(schema, JSON.parse(await c.req.text(), cleanText));
  } catch (error) {
    if (error instanceof SyntaxError) return fail('INVALID_INPUT', 'The body is not JSON.');
    throw error;
  }
}

/** A character that cannot be stored must not cost anybody a draft. */
function cleanText(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? storable(value) : value;
}

function parsed<S extends z.ZodType>(schema: S, given: unknown): Result<z.output<S>> {
  const outcome = schema.safeParse(given);
  if (outcome.success) return { ok: true, value: outcome.data };
  return invalid(fieldsOf(outcome.error.issues));
}

function answer<T>(c: Context, result: Result<T> | Failure): Response {
  if (result.ok) return c.json(result.value as object);
  const { ok: _, ...body } = result;
  return c.json(body, status[result.code] ?? 500);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;');
}
