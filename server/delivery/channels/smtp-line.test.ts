import { afterEach, describe, expect, test } from 'vitest';
import { type ScriptedSmtp, startScriptedSmtp, type Talk } from '../../../tests/support/scripted-smtp.ts';
import { anOutgoingMail, patience, serverAt } from '../../../tests/support/smtp-mails.ts';
import { SmtpLine } from './smtp-line.ts';

const servers: ScriptedSmtp[] = [];
const lines: SmtpLine[] = [];
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  for (const server of servers.splice(0)) await server.stop();
});

async function scripted(...given: Parameters<typeof startScriptedSmtp>): Promise<ScriptedSmtp> {
  const server = await startScriptedSmtp(...given);
  servers.push(server);
  return server;
}

async function open({ port }: ScriptedSmtp, patient = patience()): Promise<SmtpLine> {
  const line = await SmtpLine.open(serverAt(port), patient);
  if (!(line instanceof SmtpLine)) throw new Error(`expected a line, got ${JSON.stringify(line)}`);
  lines.push(line);
  return line;
}

/** Hands one over. @returns the answer, and how often it was said that it is about to end */
async function handOver(line: SmtpLine, mail = anOutgoingMail()) {
  let ends = 0;
  const answer = await line.handOver(mail, () => {
    ends += 1;
  });
  return { answer, ends };
}

const ways = [['PIPELINING', '8BITMIME'], []];

describe.each(ways.map((can) => ({ can })))('a line to a server that can $can', ({ can }) => {
  test.each([1, 3, 1000])(
    'mails arrive as they are, with replies in pieces of %i bytes',
    async (bytesAtOnce) => {
      const taken: string[] = [];
      const server = await scripted(
        async (talk) => {
          await talk.greet(...can);
          for (;;) {
            await talk.takeEnvelope();
            taken.push(await talk.message());
            await talk.say('250-2.0.0 taken\r\n250-and kept\r\n250 as 4711');
          }
        },
        { bytesAtOnce },
      );
      const line = await open(server);
      for (const text of ['one\r\n', '.two\r\n..\r\n', 'no end']) {
        expect(await handOver(line, anOutgoingMail({ text }))).toEqual({
          answer: {
            answered: true,
            reply: { stage: 'message', code: 250, text: '2.0.0 taken\nand kept\nas 4711' },
          },
          ends: 1,
        });
      }
      expect(taken).toEqual(['one\r\n', '..two\r\n...\r\n', 'no end\r\n']);
      expect(server.talks).toHaveLength(1);
    },
  );

  test.each([
    ['MAIL', 0, 'sender', '550 5.7.1 not from you'],
    ['RCPT', 1, 'recipient', '450 4.2.1 later'],
    ['DATA', 2, 'message', '554 5.5.1 no'],
  ] as const)('%s is refused: that is the answer, and the next mail goes', async (_, place, stage, no) => {
    const server = await scripted(async (talk) => {
      await talk.greet(...can);
      for (const answer of ['250 ok', '250 ok', '354 go on'].toSpliced(place, 3, no, '503 no', '503 no')) {
        await talk.line();
        await talk.say(answer);
        if (answer === no && can.length === 0) break;
        if (place === 2 && answer === no) break;
        if (place === 1 && talk.unread === '' && answer === '503 no') break;
      }
      expect(await talk.line()).toBe('RSET');
      await talk.say('250 ok');
      await talk.takeMail();
    });
    const line = await open(server);
    const code = Number(no.slice(0, 3));
    expect(await handOver(line)).toEqual({
      answer: { answered: true, reply: { stage, code, text: no.slice(4) } },
      ends: 0,
    });
    expect(await handOver(line)).toMatchObject({ answer: { reply: { code: 250 } }, ends: 1 });
  });

  test('the message is refused: that is the answer, and the next goes', async () => {
    const server = await scripted(async (talk) => {
      await talk.greet(...can);
      await talk.takeMail('550 5.7.1 spam');
      await talk.takeMail();
    });
    const line = await open(server);
    expect(await handOver(line)).toEqual({
      answer: { answered: true, reply: { stage: 'message', code: 550, text: '5.7.1 spam' } },
      ends: 1,
    });
    expect(await handOver(line)).toMatchObject({ answer: { reply: { code: 250 } } });
  });

  const steps: readonly [string, (talk: Talk) => Promise<unknown>][] = [
    ['at MAIL', (talk) => talk.line()],
    ['at RCPT', async (talk) => [await talk.line(), await talk.say('250 ok'), await talk.line()]],
    ['inside the message', (talk) => talk.takeEnvelope()],
  ];
  test.each(steps)('the server goes away %s: the mail has not left', async (_, until) => {
    const server = await scripted(async (talk) => {
      await talk.greet(...can);
      await until(talk);
      talk.close();
    });
    const line = await open(server);
    // So much that it cannot all be under way before the server is gone.
    const mail = anOutgoingMail({ text: `${'a'.repeat(70)}\r\n`.repeat(300_000) });
    expect(await handOver(line, mail)).toMatchObject({ answer: { answered: false, begun: false }, ends: 0 });
    expect(line.isOpen).toBe(false);
  });

  test.each(steps.slice(0, 2))('421 %s: that is the answer, and the line is over', async (_, until) => {
    const server = await scripted(async (talk) => {
      await talk.greet(...can);
      await until(talk);
      await talk.say('421 4.3.2 shutting down');
    });
    const line = await open(server);
    const { answer, ends } = await handOver(line);
    expect(answer).toMatchObject({ answered: true, reply: { code: 421, text: '4.3.2 shutting down' } });
    expect(ends).toBe(0);
    expect(line.isOpen).toBe(false);
  });

  test('421 inside the message: it is not ended', async () => {
    const server = await scripted(async (talk) => {
      await talk.greet(...can);
      await talk.takeEnvelope();
      await talk.some();
      await talk.say('421 4.3.2 shutting down');
    });
    const mail = anOutgoingMail({ text: `${'a'.repeat(70)}\r\n`.repeat(300_000) });
    expect(await handOver(await open(server), mail)).toMatchObject({
      answer: { answered: true, reply: { stage: 'message', code: 421 } },
      ends: 0,
    });
  });

  test.each([
    ['goes away', async (talk: Talk) => talk.close()],
    ['says what is no answer', (talk: Talk) => talk.say('what?')],
    ['asks for more', (talk: Talk) => talk.say('354 go on')],
  ])('after the end the server %s: nobody knows what became of it', async (_, then) => {
    const server = await scripted(async (talk) => {
      await talk.greet(...can);
      await talk.takeEnvelope();
      await talk.message();
      await then(talk);
    });
    const line = await open(server);
    expect(await handOver(line)).toMatchObject({ answer: { answered: false, begun: true }, ends: 1 });
    expect(line.isOpen).toBe(false);
  });

  test('whoever forbids the end gets none: the server never sees the last dot', async () => {
    const server = await scripted(async (talk) => {
      await talk.greet(...can);
      await talk.takeEnvelope();
      await talk.message();
    });
    const line = await open(server);
    const forbid = () => {
      throw new Error('the lease is over');
    };
    expect(await line.handOver(anOutgoingMail(), forbid)).toEqual({
      answered: false,
      begun: false,
      reason: 'the lease is over',
    });
    await server.talks[0]?.closed();
    expect(server.talks[0]?.heard).not.toContain('\r\n.\r\n');
  });

  test.each([
    ['MAIL', 'recipient', async () => {}, false],
    ['the end', 'message', (talk: Talk) => talk.takeEnvelope(), true],
  ] as const)(
    'a server that does not answer to %s is not waited for without end',
    async (_, stage, until, begun) => {
      const server = await scripted(async (talk) => {
        await talk.greet(...can);
        await until(talk);
      });
      const line = await open(server, patience({ [stage]: 30 }));
      expect((await handOver(line)).answer).toEqual({
        answered: false,
        begun,
        reason: 'the server does not answer',
      });
    },
  );
});

test('the next mail is announced while the answer is awaited, and its end comes after that answer', async () => {
  const server = await scripted(async (talk) => {
    await talk.greet('PIPELINING');
    await talk.takeEnvelope();
    await talk.message();
    expect(await talk.line()).toMatch(/^MAIL/);
    expect(await talk.line()).toMatch(/^RCPT TO:<second@/);
    expect(await talk.line()).toBe('DATA');
    await talk.say('250 2.0.0 first', '250 ok', '250 ok', '354 go on');
    await talk.message();
    await talk.say('250 2.0.0 second');
  });
  const line = await open(server);
  const order: string[] = [];
  const second: ReturnType<SmtpLine['handOver']>[] = [];
  const next = () => {
    expect(line).toMatchObject({ canTake: true, isIdle: false });
    second.push(
      line.handOver(anOutgoingMail({ to: 'second@ek.example' }), () => order.push('end of second')),
    );
    expect(line.canTake).toBe(false);
  };
  const first = await line.handOver(anOutgoingMail(), () => order.push('end of first'), next);
  order.push('answer to first');
  expect(first).toMatchObject({ reply: { text: '2.0.0 first' } });
  expect(await second[0]).toMatchObject({ reply: { text: '2.0.0 second' } });
  expect(order).toEqual(['end of first', 'answer to first', 'end of second']);
});

test('without PIPELINING each command waits for the answer to the one before', async () => {
  const server = await scripted(async (talk) => {
    await talk.greet('SIZE');
    for (const answer of ['250 ok', '250 ok', '354 go on']) {
      await talk.line();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(talk.unread).toBe('');
      await talk.say(answer);
    }
    await talk.message();
    await talk.say('250 ok');
  });
  const line = await open(server);
  const { answer } = await handOver(line);
  expect(answer).toMatchObject({ reply: { code: 250 } });
});

test('a server that asks for a message to nobody gets an empty one, and the answer to RCPT counts', async () => {
  const server = await scripted(async (talk) => {
    await talk.greet('PIPELINING');
    for (const answer of ['250 ok', '550 5.1.1 unknown', '354 go on']) {
      await talk.line();
      await talk.say(answer);
    }
    expect(await talk.message()).toBe('');
    await talk.say('554 5.5.1 no valid recipients');
    expect(await talk.line()).toBe('RSET');
    await talk.say('250 ok');
    await talk.takeMail();
  });
  const line = await open(server);
  expect(await handOver(line)).toMatchObject({
    answer: { reply: { stage: 'recipient', code: 550 } },
    ends: 0,
  });
  expect(await handOver(line)).toMatchObject({ answer: { reply: { code: 250 } }, ends: 1 });
});

test('what nobody has asked for ends an idle line: its answer would be taken for another', async () => {
  const server = await scripted(async (talk) => {
    await talk.greet('PIPELINING');
    await talk.takeMail();
    await talk.say('421 4.4.2 idle for too long');
  });
  const line = await open(server);
  await handOver(line);
  await expect.poll(() => line.isOpen).toBe(false);
});
