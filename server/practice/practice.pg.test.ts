import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PracticeArrival, PracticeSend } from '../../lib/contract/practice.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addUser, type PracticeServer, startPracticeServer } from '../../tests/support/practice-server.ts';
import type { Database } from '../db/open.ts';
import { movePracticeDraft, savePracticeDraft } from '../db/queries/practice-drafts.ts';
import { practiceMessageId } from './deliver.ts';
import { MAX_MESSAGE_BYTES, startSink } from './sink.ts';
import type { PracticeUser } from './user.ts';

function aMail(over: Partial<PracticeSend> = {}): PracticeSend {
  return {
    draftId: randomUUID(),
    to: [{ email: 'ana@example.com', name: 'Ana Ito' }],
    cc: [],
    bcc: [],
    subject: 'Möte på torsdag',
    html: '<p>Hej <b>Ana</b>, se <a href="https://example.com/plan">planen</a>.</p>',
    threadId: null,
    inReplyTo: null,
    ...over,
  };
}

describeOnEachEngine('practice mailbox', (open) => {
  let db: Database;
  let server: PracticeServer;
  beforeAll(async () => {
    db = await open();
    server = await startPracticeServer({ db });
  });
  afterAll(() => server.stop());
  beforeEach(() => server.signIn(server.user));

  function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = { 'Content-Type': 'application/json', ...headers };
    return fetch(`${server.url}/practice${path && '/'}${path}`, {
      method,
      headers: type,
      redirect: 'manual',
      ...content,
    });
  }
  async function json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await call(method, path, body);
    expect(response.status, `${method} ${path}`).toBe(200);
    return (await response.json()) as T;
  }
  const send = (mail: PracticeSend) => json<{ messageId: string }>('POST', 'api/messages', mail);
  async function arrivalsOf(draftId: string): Promise<PracticeArrival[]> {
    const { rows } = await json<{ rows: { id: string }[] }>('GET', 'api/sink?limit=200');
    const all = await Promise.all(rows.map(({ id }) => json<PracticeArrival>('GET', `api/sink/${id}`)));
    return all.filter(({ messageId }) => messageId === practiceMessageId(draftId));
  }

  test('each recipient gets a copy, and nobody can see Bcc', async () => {
    const mail = aMail({
      to: [{ email: 'ana@example.com', name: 'Ana Ito' }, { email: 'bo@example.org' }],
      cc: [{ email: 'cleo@example.org' }],
      bcc: [{ email: 'dan@example.net' }],
    });
    await send(mail);
    const arrived = await arrivalsOf(mail.draftId);
    expect(arrived.map(({ recipient }) => recipient).sort()).toEqual([
      'ana@example.com',
      'bo@example.org',
      'cleo@example.org',
      'dan@example.net',
    ]);
    for (const copy of arrived) {
      expect(copy.headers.map(({ name }) => name.toLowerCase())).not.toContain('bcc');
      expect(copy.source).not.toContain('dan@example.net');
      expect(copy.shownTo).toBe('Ana Ito <ana@example.com>, bo@example.org, cleo@example.org');
    }
  });

  test('a mail holds text beside its HTML', async () => {
    const mail = aMail();
    await send(mail);
    const [copy] = await arrivalsOf(mail.draftId);
    expect(copy).toMatchObject({
      subject: 'Möte på torsdag',
      hasHtml: true,
      from: 'Mia Nordby <mia@nordby.example>',
    });
    expect(copy?.source).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(copy?.text).toContain('Hej Ana, se planen [https://example.com/plan].');
  });

  test('a repeated send is answered alike and sends once', async () => {
    const mail = aMail();
    const first = await send(mail);
    expect(await send(mail)).toEqual(first);
    expect(await arrivalsOf(mail.draftId)).toHaveLength(1);
  });

  test('sends that run into each other send once', async () => {
    const mail = aMail();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(mail)));
    expect(new Set(answers.map(({ messageId }) => messageId))).toEqual(
      new Set([practiceMessageId(mail.draftId)]),
    );
    expect(await arrivalsOf(mail.draftId)).toHaveLength(1);
    const sent = await json<{ rows: { subject: string }[] }>('GET', 'api/threads?folder=sent&limit=200');
    expect(sent.rows.length).toBeGreaterThan(0);
  });

  test.each([
    { path: 'to.0.email', over: { to: [{ email: 'nobody' }] } },
    { path: 'to', over: { to: [] } },
    { path: 'subject', over: { subject: 'x'.repeat(999) } },
    { path: 'draftId', over: { draftId: '1' } },
  ])('a wrong $path is named', async ({ path, over }) => {
    const response = await call('POST', 'api/messages', aMail(over));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path }] });
  });

  test('a body that is no JSON is refused in words', async () => {
    const response = await fetch(`${server.url}/practice/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({ code: 'INVALID_INPUT', message: 'The body is not JSON.' });
  });

  test('when the mail server is away the draft is kept', async () => {
    const other = await startPracticeServer({ db, email: 'away@nordby.example' });
    await other.sink.stop();
    const mail = aMail({ subject: 'Kept' });
    const response = await fetch(`${other.url}/practice/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(mail),
    });
    const drafts = await fetch(`${other.url}/practice/api/drafts`);
    await other.stop();
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ code: 'MAIL_NOT_ACCEPTED' });
    expect(await drafts.json()).toMatchObject({ drafts: [{ id: mail.draftId, subject: 'Kept' }] });
  });

  test('a send that was cut off after it had arrived is not sent again', async () => {
    const mail = aMail();
    await cutOff(db, server.user, mail);
    await handOver(server, mail);
    await send(mail);
    expect(await arrivalsOf(mail.draftId)).toHaveLength(1);
  });

  test('a send that was cut off before it arrived is a draft again', async () => {
    const mail = aMail({ subject: 'Back again' });
    await cutOff(db, server.user, mail);
    const { drafts } = await json<{ drafts: { id: string }[] }>('GET', 'api/drafts');
    expect(drafts.map(({ id }) => id)).toContain(mail.draftId);
    await send(mail);
    expect(await arrivalsOf(mail.draftId)).toHaveLength(1);
  });

  test('the source is kept byte for byte', async () => {
    const lines = [
      'From: Mia <mia@nordby.example>',
      'Subject: raw',
      '',
      '.dot',
      '..dots',
      'tab\tand end  ',
      '',
    ];
    const raw = Buffer.concat([Buffer.from(lines.join('\r\n')), Buffer.from([0xe5, 0xff, 0x0d, 0x0a])]);
    await smtp(server).sendMail({ envelope: { from: 'mia@nordby.example', to: 'raw@example.com' }, raw });
    const { rows } = await json<{ rows: { id: string }[] }>('GET', 'api/sink?search=raw%40example.com');
    const source = await call('GET', `source/${rows[0]?.id}`);
    expect(Buffer.from(await source.arrayBuffer()).equals(raw)).toBe(true);
  });

  test.each([
    { what: 'a message without a sender', raw: 'Subject: x\r\n\r\ny\r\n', code: 550 },
    { what: 'a message without headers', raw: '\r\n', code: 550 },
    {
      what: 'a message that is too large',
      raw: `From: a@b.example\r\n\r\n${'x'.repeat(MAX_MESSAGE_BYTES)}`,
      code: 552,
    },
  ])('$what is refused for good', async ({ raw, code }) => {
    const envelope = { from: 'mia@nordby.example', to: 'x@example.com' };
    await expect(smtp(server).sendMail({ envelope, raw })).rejects.toMatchObject({ responseCode: code });
  });

  test('mail from an address that nobody here has is refused without a sign-in', async () => {
    const mail = {
      envelope: { from: 'stranger@example.com', to: 'x@example.com' },
      raw: 'From: a@b.example\r\n\r\n',
    };
    await expect(smtp(server, null).sendMail(mail)).rejects.toMatchObject({ responseCode: 550 });
  });

  test('wrong credentials are refused', async () => {
    const wrong = { user: server.user.workspaceId, pass: 'guess' };
    await expect(smtp(server, wrong).verify()).rejects.toMatchObject({ responseCode: 535 });
  });

  test('the sink listens to this machine only', async () => {
    const options = { db, port: 0, now: () => new Date(), log: { info: () => {}, error: () => {} } };
    await expect(startSink({ ...options, host: '0.0.0.0' })).rejects.toThrow(RangeError);
  });

  test('a taken port is named with its setting', async () => {
    const options = {
      db,
      host: '127.0.0.1',
      now: () => new Date(),
      log: { info: () => {}, error: () => {} },
    };
    await expect(startSink({ ...options, port: server.sink.port })).rejects.toThrow(
      /UTSKICK_SMTP_PORT: port \d+ is already in use/,
    );
  });

  test('mail to a colleague is in the inbox there, and the answer in one thread with it', async () => {
    const colleague = await addUser(db, server.user.workspaceId, {
      name: 'Ole',
      email: `ole-${randomUUID()}@nordby.example`,
    });
    const mail = aMail({ subject: 'Lunch', to: [{ email: colleague.email }] });
    const { messageId } = await send(mail);
    server.signIn(colleague);
    const inbox = await json<{ rows: { threadId: string; unread: boolean }[] }>(
      'GET',
      'api/threads?folder=inbox',
    );
    expect(inbox.rows).toMatchObject([{ subject: 'Lunch', unread: true, count: 1 }]);
    await send(aMail({ subject: 'Re: Lunch', to: [{ email: server.user.email }], inReplyTo: messageId }));
    const answered = await json<{ messages: unknown[] }>('GET', `api/threads/${inbox.rows[0]?.threadId}`);
    expect(answered.messages).toMatchObject([{ folder: 'inbox' }, { folder: 'sent', subject: 'Re: Lunch' }]);
    server.signIn(server.user);
    const own = await json<{ rows: { count: number }[] }>('GET', 'api/threads?folder=inbox&search=Lunch');
    expect(own.rows).toMatchObject([{ subject: 'Re: Lunch', count: 2 }]);
  });

  test('archive and delete can be taken back', async () => {
    const me = await addUser(db, server.user.workspaceId, {
      name: 'Ada',
      email: `ada-${randomUUID()}@nordby.example`,
    });
    server.signIn(me);
    await send(aMail({ subject: 'To myself', to: [{ email: me.email }] }));
    const list = async () =>
      (await json<{ rows: { threadId: string }[] }>('GET', 'api/threads?folder=inbox')).rows;
    const id = (await list())[0]?.threadId;
    for (const action of ['archive', 'delete']) {
      await json('POST', `api/threads/${id}/${action}`);
      expect(await list()).toEqual([]);
      await json('POST', `api/threads/${id}/restore`);
      expect(await list()).toHaveLength(1);
    }
  });

  test('drafts are saved, discarded and brought back', async () => {
    const { draftId, ...content } = aMail({ subject: 'Later' });
    await json('PUT', `api/drafts/${draftId}`, content);
    await json('PUT', `api/drafts/${draftId}`, { ...content, subject: 'Much later' });
    expect(await json('GET', `api/drafts/${draftId}`)).toMatchObject({ subject: 'Much later' });
    await json('DELETE', `api/drafts/${draftId}`);
    expect((await call('GET', `api/drafts/${draftId}`)).status).toBe(404);
    expect((await call('PUT', `api/drafts/${draftId}`, content)).status).toBe(404);
    await json('POST', `api/drafts/${draftId}/restore`);
    expect(await json('GET', `api/drafts/${draftId}`)).toMatchObject({ subject: 'Much later' });
  });

  test('another person, or another workspace, sees nothing of it', async () => {
    const mail = aMail({ subject: 'Private' });
    await send(mail);
    const draft = aMail();
    const { draftId, ...content } = draft;
    await json('PUT', `api/drafts/${draftId}`, content);
    const arrivalId = (await arrivalsOf(mail.draftId))[0]?.id;
    const { rows } = await json<{ rows: { threadId: string }[] }>(
      'GET',
      'api/threads?folder=sent&search=Private',
    );
    const stranger = await addUser(db, randomUUID(), {
      name: 'Eve',
      email: `eve-${randomUUID()}@else.example`,
    });
    server.signIn(stranger);
    for (const path of [
      `api/threads/${rows[0]?.threadId}`,
      `api/drafts/${draftId}`,
      `api/sink/${arrivalId}`,
    ]) {
      expect((await call('GET', path)).status, path).toBe(404);
    }
    for (const path of [`frame/arrival/${arrivalId}`, `source/${arrivalId}`, 'frame/message/1']) {
      expect((await call('GET', path)).status, path).toBe(404);
    }
    expect(await json('GET', 'api/sink')).toEqual({ rows: [], total: 0 });
    expect(await json('GET', 'api/threads?folder=sent')).toEqual({ rows: [], total: 0 });
  });

  test('signed out: the page leads to the sign-in and back, the API says so', async () => {
    server.signIn(null);
    const page = await call('GET', '');
    expect(page.headers.get('location')).toBe('/signin?to=%2Fpractice');
    const answer = await call('GET', 'api/account');
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test("another site's page cannot send in the person's name", async () => {
    const response = await call('POST', 'api/messages', aMail(), { Origin: 'https://evil.example' });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('the HTML of a mail is served so that nothing in it runs or loads', async () => {
    const mail = aMail({ html: '<p>x</p><script>alert(1)</script><img src="https://t.example/p.gif">' });
    await send(mail);
    const [copy] = await arrivalsOf(mail.draftId);
    const policy = (await call('GET', `frame/arrival/${copy?.id}`)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('img-src data:');
    expect(policy).toMatch(/sandbox(?!.*allow-scripts)(?!.*allow-same-origin)/);
  });
});

/** What a crash between claim and answer leaves behind, older than any send may take. */
async function cutOff(db: Database, user: PracticeUser, mail: PracticeSend): Promise<void> {
  const { draftId, ...content } = mail;
  const before = new Date(Date.now() - 60_000);
  await savePracticeDraft(db.kysely, user, draftId, content, before);
  await movePracticeDraft(db.kysely, user, draftId, 'open', 'handing_over', before);
}

/** The SMTP half of a send, as the process did it before it was killed. */
async function handOver(server: PracticeServer, mail: PracticeSend): Promise<void> {
  await smtp(server).sendMail({
    from: server.user.email,
    to: mail.to.map(({ email }) => email),
    subject: mail.subject,
    messageId: practiceMessageId(mail.draftId),
    html: mail.html,
  });
}

function smtp(server: PracticeServer, auth: { user: string; pass: string } | null = credentials(server)) {
  const { host, port } = server.sink;
  return createTransport({ host, port, ignoreTLS: true, ...(auth ? { auth } : {}) });
}

function credentials(server: PracticeServer) {
  return server.sink.credentials(server.user.workspaceId);
}
