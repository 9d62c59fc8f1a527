import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { startScriptedSmtp, type Talk } from '../../../tests/support/scripted-smtp.ts';
import { anOutgoingMail, serverAt } from '../../../tests/support/smtp-mails.ts';
import type { SmtpServer } from './smtp-line.ts';
import { LinePool } from './smtp-pool.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function scripted(script: (talk: Talk, index: number) => Promise<void>) {
  const server = await startScriptedSmtp(script);
  cleanUps.push(() => server.stop());
  return server;
}

function poolTo(
  serverOf: (workspaceId: string, refused: string | null) => SmtpServer,
  connections = 2,
): LinePool {
  const pool = new LinePool({ serverOf, connections });
  cleanUps.push(() => pool.close());
  return pool;
}

const hand = (pool: LinePool, count: number, workspaceId = 'w') =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      pool.handOver(anOutgoingMail({ workspaceId, to: `p${index}@ek.example` }), () => {}),
    ),
  );
const taken = { answered: true, reply: { code: 250 } };

test.each([['PIPELINING'], ['SIZE']])(
  'many mails share few lines to a server that can %s; each arrives once',
  async (can) => {
    const arrived: string[] = [];
    const server = await scripted(async (talk) => {
      await talk.greet(can);
      for (;;) {
        const [, rcpt = ''] = await talk.takeEnvelope();
        await talk.message();
        arrived.push(rcpt);
        await talk.say('250 ok');
      }
    });
    const pool = poolTo(() => serverAt(server.port));
    for (const answer of await hand(pool, 40)) expect(answer).toMatchObject(taken);
    expect(new Set(arrived).size).toBe(40);
    expect(arrived).toHaveLength(40);
    expect(server.talks).toHaveLength(2);
  },
);

test('a kept line that takes no more says nothing about a mail: it goes over a new one, once', async () => {
  const server = await scripted(async (talk) => {
    await talk.greet('PIPELINING');
    await talk.takeMail();
    await talk.takeMail();
    await talk.line();
    await talk.say('421 4.7.0 enough on this connection');
  });
  const pool = poolTo(() => serverAt(server.port), 1);
  for (const answer of await hand(pool, 7)) expect(answer).toMatchObject(taken);
  const bodies = server.talks.map(({ heard }) => heard.split('\r\n.\r\n').length - 1);
  expect(bodies.reduce((sum, count) => sum + count, 0)).toBe(7);
  expect(Math.max(...bodies)).toBe(2);
});

test('a line that breaks after the end of a mail leaves that one unsure, and the next goes over another', async () => {
  const server = await scripted(async (talk, index) => {
    await talk.greet('PIPELINING');
    if (index > 0) await talk.takeMail();
    else {
      await talk.takeEnvelope();
      await talk.message();
      await talk.line();
      talk.close();
    }
  });
  const pool = poolTo(() => serverAt(server.port), 1);
  const [first, second] = await hand(pool, 2);
  expect(first).toMatchObject({ answered: false, begun: true });
  expect(second).toMatchObject(taken);
});

test('421 to the first words of a new line is the answer: nobody tries on and on', async () => {
  const server = await scripted(async (talk) => {
    await talk.greet();
    await talk.line();
    await talk.say('421 4.7.0 not now');
  });
  const [answer] = await hand(
    poolTo(() => serverAt(server.port)),
    1,
  );
  expect(answer).toMatchObject({ answered: true, reply: { stage: 'sender', code: 421 } });
  expect(server.talks).toHaveLength(1);
});

test('lines of one sign-in are not used for another, and idle ones make room', async () => {
  const server = await scripted(async (talk) => {
    await talk.greet('AUTH PLAIN');
    const who = Buffer.from((await talk.line()).split(' ')[2] ?? '', 'base64')
      .toString()
      .split('\0')[1];
    await talk.say('235 ok');
    for (;;) await talk.takeMail(`250 from ${who}`);
  });
  const signIn = (user: string) => ({ user, password: 'horse' });
  const pool = poolTo((user) => serverAt(server.port, { signIn: signIn(user) }), 2);
  const rounds = ['a', 'b', 'c', 'a', 'b', 'b'];
  for (const user of rounds)
    expect(await hand(pool, 3, user)).toMatchObject(
      Array.from({ length: 3 }, () => ({ reply: { text: `from ${user}` } })),
    );
  const together = await Promise.all(['a', 'b', 'c'].map((user) => hand(pool, 4, user)));
  expect(together.map((answers) => answers.map((one) => ('reply' in one ? one.reply.text : '')))).toEqual(
    ['a', 'b', 'c'].map((user) => Array.from({ length: 4 }, () => `from ${user}`)),
  );
});

test('a token that is refused is asked for anew, once; a server that nobody knows is said so to each', async () => {
  const server = await scripted(async (talk) => {
    await talk.greet('AUTH XOAUTH2');
    const isNew = Buffer.from((await talk.line()).split(' ')[2] ?? '', 'base64')
      .toString()
      .includes('new');
    await talk.say(isNew ? '235 ok' : '535 5.7.8 no');
    await talk.takeMail();
  });
  const at = (accessToken: string) => serverAt(server.port, { signIn: { user: 'a', accessToken } });
  const asked: (string | null)[] = [];
  const pool = poolTo((_, refused) => {
    asked.push(refused);
    return at(refused === null ? 'old' : 'new');
  });
  expect(await hand(pool, 1)).toMatchObject([taken]);
  expect(asked).toEqual([null, 'old']);
  const lost = poolTo((_, refused) => {
    if (refused !== null) throw new Error('the provider does not answer');
    return at('old');
  }, 1);
  const answers = await Promise.allSettled([hand(lost, 1), hand(lost, 1), hand(lost, 1)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});

test('the mail server of the practice mailbox takes mails with a sign-in, and refuses without', async () => {
  const bodies: string[] = [];
  const server = new SMTPServer({
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onAuth: ({ password }, _session, done) =>
      password === 'horse' ? done(null, { user: 'a' }) : done(new Error('no')),
    onData(stream, _session, done) {
      let body = '';
      stream.setEncoding('latin1').on('data', (text: string) => {
        body += text;
      });
      stream.on('end', () => {
        bodies.push(body);
        done(null);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = Object(server.server.address());
  const pool = poolTo((password) => serverAt(port, { signIn: { user: 'a', password } }));
  for (const answer of await hand(pool, 30, 'horse')) expect(answer).toMatchObject(taken);
  expect(bodies).toEqual(Array.from({ length: 30 }, () => anOutgoingMail().bytes.toString()));
  expect(await hand(pool, 1, 'mule')).toMatchObject([
    { answered: true, reply: { stage: 'sign-in', code: 535 } },
  ]);
});

const SMTP_SINK = '/usr/sbin/smtp-sink';
test.runIf(existsSync(SMTP_SINK)).each([
  { options: [], answer: taken },
  { options: ['-p'], answer: taken },
  { options: ['-e'], answer: taken },
  { options: ['-w', '1'], answer: taken },
  { options: ['-f', 'mail'], answer: { reply: { stage: 'sender', code: 500 } } },
  { options: ['-f', 'rcpt'], answer: { reply: { stage: 'recipient', code: 500 } } },
  { options: ['-f', 'data'], answer: { reply: { stage: 'message', code: 500 } } },
  { options: ['-f', '.'], answer: { reply: { stage: 'message', code: 500 } } },
  { options: ['-r', 'rcpt'], answer: { reply: { stage: 'recipient', code: 450 } } },
  { options: ['-r', '.'], answer: { reply: { stage: 'message', code: 450 } } },
  { options: ['-q', 'mail'], answer: { answered: false, begun: false } },
  { options: ['-q', 'data'], answer: { answered: false, begun: false } },
  { options: ['-q', '.'], answer: { answered: false, begun: true } },
])('the sink of postfix with $options', async ({ options, answer }) => {
  const port = await freePort();
  const sink = spawn(SMTP_SINK, [...options, '-u', 'nobody', `127.0.0.1:${port}`, '10'], { stdio: 'ignore' });
  cleanUps.push(async () => {
    const ended = once(sink, 'exit');
    sink.kill();
    await ended;
  });
  await expect.poll(() => isListening(port), { interval: 10 }).toBe(true);
  for (const one of await hand(
    poolTo(() => serverAt(port)),
    5,
  ))
    expect(one).toMatchObject(answer);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = Object(server.address());
  server.close();
  await once(server, 'close');
  return port;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
