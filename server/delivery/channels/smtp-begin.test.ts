import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ScriptedSmtp, startScriptedSmtp, type Talk } from '../../../tests/support/scripted-smtp.ts';
import { anOutgoingMail, patience, serverAt } from '../../../tests/support/smtp-mails.ts';
import { testCertificate } from '../../../tests/support/test-certificate.ts';
import { SmtpLine, type SmtpServer } from './smtp-line.ts';

const known = getCACertificates('default');
beforeAll(() => setDefaultCACertificates([...known, testCertificate]));
afterAll(() => setDefaultCACertificates(known));

const servers: ScriptedSmtp[] = [];
const lines: SmtpLine[] = [];
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  for (const server of servers.splice(0)) await server.stop();
});

/** Opens a line to a server that follows a script. @returns the line, or the answer, and the server */
async function open(
  script: (talk: Talk) => Promise<void>,
  over: Partial<SmtpServer> = {},
  patient = patience(),
) {
  const server = await startScriptedSmtp(script);
  servers.push(server);
  const line = await SmtpLine.open(serverAt(server.port, over), patient);
  if (line instanceof SmtpLine) lines.push(line);
  return { line, server };
}

const named = { host: 'mail.nordby.example', address: '127.0.0.1' };
const hand = (line: unknown, over = {}) =>
  line instanceof SmtpLine ? line.handOver(anOutgoingMail(over), () => {}) : line;

describe('the beginning', () => {
  test.each([
    ['goes away at once', async (talk: Talk) => talk.close()],
    ['goes away after its greeting', (talk: Talk) => talk.say('220 hi').then(() => talk.close())],
    ['speaks something else', (talk: Talk) => talk.say('SSH-2.0-OpenSSH_9.2')],
    ['greets without end', (talk: Talk) => talk.say(`220 ${'a'.repeat(100_000)}`)],
    ['asks for more', (talk: Talk) => talk.say('354 go on')],
  ])('a server that %s is not reached', async (_, script) => {
    expect((await open(async (talk) => void (await script(talk)))).line).toMatchObject({
      answered: false,
      begun: false,
    });
  });

  test('a server that says nothing is not waited for without end', async () => {
    const { line } = await open(async () => {}, {}, patience({ greeting: 30 }));
    expect(line).toEqual({ answered: false, begun: false, reason: 'the server does not answer' });
  });

  test('where nobody listens there is no answer', async () => {
    const { server } = await open(async (talk) => talk.close());
    await servers.pop()?.stop();
    expect(await SmtpLine.open(serverAt(server.port))).toMatchObject({
      answered: false,
      begun: false,
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('a refusal in the greeting is the answer', async () => {
    const { line } = await open((talk) => talk.say('554-5.7.1 go away', '554 now'));
    expect(line).toEqual({
      answered: true,
      reply: { stage: 'greeting', code: 554, text: '5.7.1 go away\nnow' },
    });
  });

  test('a server that does not know EHLO is greeted by HELO', async () => {
    const { line, server } = await open(async (talk) => {
      await talk.say('220 old');
      await talk.line();
      await talk.say('502 what?');
      await talk.hello();
      await talk.takeMail();
    });
    expect(await hand(line)).toMatchObject({ reply: { code: 250 } });
    expect(server.talks[0]?.heard).toMatch(/^EHLO \S+\r\nHELO \S+\r\nMAIL FROM:<alva@nordby.example>\r\n/);
  });
});

describe('encryption', () => {
  test.each(['tls', 'starttls'] as const)(
    'mail goes by %s to whom the certificate names',
    async (security) => {
      const { line, server } = await open(
        async (talk) => {
          if (security === 'tls') talk.secure();
          else {
            await talk.greet('STARTTLS', 'PIPELINING');
            expect(await talk.line()).toBe('STARTTLS');
            await talk.say('220 go');
            talk.secure();
          }
          if (security === 'tls') await talk.greet('SIZE');
          else await talk.hello('SIZE');
          await talk.takeMail();
        },
        { ...named, security },
      );
      expect(await hand(line)).toMatchObject({ reply: { code: 250 } });
      expect(server.talks[0]?.heard).toMatch(/MAIL FROM:<alva@nordby.example> SIZE=\d+\r\n/);
    },
  );

  test.each(['tls', 'starttls'] as const)(
    '%s: whoever cannot prove the name gets nothing',
    async (security) => {
      const { line, server } = await open(
        async (talk) => {
          if (security === 'starttls') {
            await talk.greet('STARTTLS');
            await talk.line();
            await talk.say('220 go');
          }
          talk.secure();
          await talk.greet();
        },
        { ...named, host: 'mail.other.example', security, signIn: { user: 'alva', password: 'horse' } },
      );
      expect(line).toMatchObject({
        answered: false,
        begun: false,
        reason: expect.stringContaining('altname'),
      });
      expect(server.talks[0]?.heard).not.toContain('AUTH');
    },
  );

  test.each([
    ['in the same breath', ['220 go', '250-mx.example', '250 AUTH PLAIN']],
    ['and has not finished', ['220 go', '250-mx.example']],
  ])('what was said after STARTTLS in plain text, %s, ends it', async (_, said) => {
    const { line, server } = await open(
      async (talk) => {
        await talk.greet('STARTTLS');
        await talk.line();
        await talk.say(...said);
        talk.secure();
      },
      { ...named, security: 'starttls', signIn: { user: 'alva', password: 'horse' } },
    );
    expect(line).toMatchObject({ answered: false, begun: false });
    expect(server.talks[0]?.heard).not.toContain('AUTH');
  });

  test('a server that offers no STARTTLS holds the mails, and hears no password', async () => {
    const { line, server } = await open((talk) => talk.greet('AUTH PLAIN'), {
      ...named,
      security: 'starttls',
      signIn: { user: 'alva', password: 'horse' },
    });
    expect(line).toMatchObject({ answered: true, reply: { stage: 'greeting', code: 530 } });
    expect(server.talks[0]?.heard).toMatch(/^EHLO \S+\r\n$/);
  });
});

describe('sign-in', () => {
  const password = { user: 'alva', password: 'häst' };
  const token = { user: 'alva@nordby.example', accessToken: 't0ken' };
  const decoded = (text = '') => Buffer.from(text, 'base64').toString();

  test.each([
    { offered: 'AUTH LOGIN PLAIN', signIn: password, said: ['AUTH PLAIN \0alva\0häst'] },
    { offered: 'AUTH=PLAIN', signIn: password, said: ['AUTH PLAIN \0alva\0häst'] },
    { offered: 'AUTH LOGIN', signIn: password, said: ['AUTH LOGIN', 'alva', 'häst'] },
    {
      offered: 'AUTH CRAM-MD5',
      signIn: { user: 'tim', password: 'tanstaaftanstaaf' },
      // The example of RFC 2195.
      said: ['AUTH CRAM-MD5', 'tim b913a602c7eda7a495b4e6e7334d3890'],
    },
    {
      offered: 'AUTH XOAUTH2 PLAIN',
      signIn: token,
      said: ['AUTH XOAUTH2 user=alva@nordby.example\u0001auth=Bearer t0ken\u0001\u0001'],
    },
  ])('$offered: says $said', async ({ offered, signIn, said }) => {
    const heard: string[] = [];
    const challenge = Buffer.from('<1896.697170952@postoffice.reston.mci.net>').toString('base64');
    const { line } = await open(
      async (talk) => {
        await talk.greet(offered);
        for (const [index] of said.entries()) {
          heard.push(await talk.line());
          await talk.say(index < said.length - 1 ? `334 ${challenge}` : '235 2.7.0 welcome');
        }
        await talk.takeMail();
      },
      { signIn },
    );
    expect(await hand(line)).toMatchObject({ reply: { code: 250 } });
    const words = heard.map((text) => {
      const [, way = '', given = ''] = /^(AUTH \S+ ?)?(.*)$/.exec(text) ?? [];
      return way + decoded(given);
    });
    expect(words).toEqual(said);
  });

  test('a refused password is the answer', async () => {
    const { line } = await open(
      async (talk) => {
        await talk.greet('AUTH PLAIN');
        await talk.line();
        await talk.say('535 5.7.8 wrong');
      },
      { signIn: password },
    );
    expect(line).toEqual({ answered: true, reply: { stage: 'sign-in', code: 535, text: '5.7.8 wrong' } });
  });

  test('a refused token is explained first; the answer is what comes after', async () => {
    const { line } = await open(
      async (talk) => {
        await talk.greet('AUTH XOAUTH2');
        await talk.line();
        await talk.say(`334 ${Buffer.from('{"status":"401"}').toString('base64')}`);
        expect(await talk.line()).toBe('');
        await talk.say('535-5.7.8 not accepted', '535 5.7.8 learn more');
      },
      { signIn: token },
    );
    const text = '5.7.8 not accepted\n5.7.8 learn more';
    expect(line).toEqual({ answered: true, reply: { stage: 'sign-in', code: 535, text } });
  });
});

describe('what a server cannot take is refused before it is asked', () => {
  const swedish = 'Subject: Hej\r\n\r\nEtt öre\r\n';
  test.each([
    { can: ['SIZE 10'], over: {}, said: [552, '5.3.4 it has 35 bytes, and the server takes 10'] },
    { can: [], over: { text: swedish }, said: [554, expect.stringContaining('8BITMIME')] },
    { can: ['8BITMIME'], over: { to: 'åsa@ek.example' }, said: [553, expect.stringContaining('SMTPUTF8')] },
    {
      can: ['8BITMIME'],
      over: { text: 'Subject: Hå\r\n\r\n' },
      said: [553, expect.stringContaining('SMTPUTF8')],
    },
    {
      can: [],
      over: { to: 'bo@ek.example>\r\nRCPT TO:<x@y.example' },
      said: [553, expect.stringMatching(/^5\.1\.3/)],
    },
    { can: [], over: { from: 'alva' }, said: [553, '5.1.3 alva is no address'] },
    { can: [], over: { text: 'a\nb' }, said: [554, expect.stringMatching(/^5\.6\.0/)] },
  ])('$can, $over', async ({ can, over, said }) => {
    const { line, server } = await open(async (talk) => {
      await talk.greet(...can);
      await talk.takeMail();
    });
    const [code, text] = said;
    expect(await hand(line, over)).toMatchObject({ answered: true, reply: { code, text } });
    expect(server.talks[0]?.heard).not.toContain('MAIL');
    expect(await hand(line, { text: 'a\r\n' })).toMatchObject({ reply: { code: 250 } });
  });

  test.each([
    { can: ['SIZE'], over: {}, said: 'MAIL FROM:<alva@nordby.example> SIZE=35' },
    { can: ['8BITMIME'], over: { text: swedish }, said: 'MAIL FROM:<alva@nordby.example> BODY=8BITMIME' },
    { can: ['SMTPUTF8'], over: { to: 'åsa@ek.example' }, said: 'MAIL FROM:<alva@nordby.example> SMTPUTF8' },
    { can: [], over: { from: 'alva@norrbär.example' }, said: 'MAIL FROM:<alva@xn--norrbr-fua.example>' },
  ])('with $can: $said', async ({ can, over, said }) => {
    const { line, server } = await open(async (talk) => {
      await talk.greet(...can);
      await talk.takeMail();
    });
    expect(await hand(line, over)).toMatchObject({ reply: { code: 250 } });
    expect(server.talks[0]?.heard).toContain(`\r\n${said}\r\n`);
  });
});
