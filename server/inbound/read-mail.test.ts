import { describe, expect, test } from 'vitest';
import { failed, mailOf, ours, read, received } from '../../tests/support/arrived.ts';
import fc from '../../tests/support/fast-check.ts';
import { readMail } from './read-mail.ts';

describe('automatic answers are no replies (G20)', () => {
  test.each([
    [
      'Automatic reply: Spring fair',
      'Thank you for your message. I am out of the office until 12 June.',
      '2026-06-12',
    ],
    [
      'Autosvar: Vårmässan',
      'Hej! Jag är på semester och är tillbaka måndagen den 15 juni. Kontakta Eva vid brådskande ärenden.',
      '2026-06-15',
    ],
    ['Automatisk svar: Messe', 'Jeg holder ferie og er tilbage igen d. 22. juni 2026.', '2026-06-22'],
    [
      'Automatisk svar: Messe',
      'Jeg er på ferie til og med 19.06.2026. Ved hast, kontakt Kari.',
      '2026-06-20',
    ],
    ['Automatisch antwoord: Beurs', 'Ik ben afwezig en ben weer aanwezig op maandag 8 juni.', '2026-06-08'],
    [
      'Automatische Antwort: Messe',
      'Ich bin vom 01.06.2026 bis einschließlich 12.06.2026 nicht im Büro.',
      '2026-06-13',
    ],
    ['Réponse automatique : Salon', 'Je suis absent du bureau, de retour le 1er juillet.', '2026-07-01'],
    ['Respuesta automática: Feria', 'Estoy de vacaciones. Regreso el 15 de junio.', '2026-06-15'],
    ['Out of office', 'I will be back in the office on June 9th.', '2026-06-09'],
    ['Out of Office', 'I am away and will return in January. Back on 2027-01-04.', '2027-01-04'],
    ['Automatic reply: hi', 'I am on leave and have no access to e-mail.', null],
  ])('%s: %s', (subject, body, backOn) => {
    expect(read({ subject, body })).toMatchObject({ kind: 'autoReply', about: 'away', backOn });
  });

  test.each([
    'Auto-Submitted: auto-replied',
    'X-Autoreply: yes',
    'Precedence: auto_reply',
    'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent',
  ])('told by %s alone', (header) => {
    const body = 'Your request 4711 is in our system.';
    expect(read({ subject: 'Re: hi', headers: [header], body })).toMatchObject({
      kind: 'autoReply',
      about: 'received',
    });
  });

  test('told by the words alone, as two of three real ones are', () => {
    const body =
      'Hej,\n\nJag är på semester och åter på kontoret den 22 juni. Vid brådskande ärenden kontakta Eva.';
    expect(read({ subject: 'Vårmässan', body })).toMatchObject({ about: 'away', backOn: '2026-06-22' });
  });

  test('who has left is not away', () => {
    const body = 'Anna no longer works at Ek. Please write to info@ek.example.';
    expect(read({ subject: 'Automatic reply: hi', body })).toMatchObject({ about: 'left' });
  });

  test('a challenge', () => {
    const body = 'Please confirm that you are a person: click the link to be added to my approved list.';
    expect(read({ subject: 'Please verify your message', body })).toMatchObject({ about: 'challenge' });
  });

  test.each([
    { headers: ['X-Auto-Response-Suppress: All'], body: 'Sounds good, let us talk on Tuesday.' },
    { headers: ['Auto-Submitted: no'], body: 'Yes, gladly.' },
    {
      headers: [],
      body: 'Thanks! I was on vacation last week, so I only saw this now. Could you call me on 12 June?',
    },
    {
      headers: ['In-Reply-To: <x@y>'],
      body: 'Jag är på semester då, men vi kan ses den 24 juni? Hälsningar Bo',
    },
  ])('a person’s words stay a reply: $body', ({ headers, body }) => {
    expect(read({ headers, body }).kind).toBe('reply');
  });
});

describe('other mail', () => {
  test('a complaint names who complained and what about (ARF)', () => {
    const verdict = read({
      from: 'feedback@isp.example',
      subject: 'FW: Vårmässan',
      type: 'multipart/report; report-type=feedback-report; boundary=x',
      body: `--x\n\nThis is an abuse report.\n--x\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: bo@ek.example\n--x\nContent-Type: message/rfc822\n\nMessage-ID: ${ours}\nTo: bo@ek.example\n\nhi\n--x--`,
    });
    expect(verdict).toMatchObject({ kind: 'complaint', recipient: 'bo@ek.example', answers: [ours] });
  });

  test('a read receipt', () => {
    const type = 'multipart/report; report-type=disposition-notification; boundary=x';
    const body = `--x\n\nWas read.\n--x\nContent-Type: message/disposition-notification\n\nOriginal-Message-ID: ${ours}\nDisposition: manual-action; displayed\n--x--`;
    expect(read({ type, body }).kind).toBe('receipt');
  });

  test('a reply names what it answers, the nearest first', () => {
    const headers = ['In-Reply-To: <b@x>', `References: ${ours} <a@x>`, ' <b@x>'];
    expect(read({ headers, body: 'Yes!' })).toMatchObject({
      kind: 'reply',
      optOut: false,
      from: 'bo@ek.example',
      subject: 'vårmässan',
      answers: ['<b@x>', '<a@x>', ours],
    });
  });

  test.each([
    'Unsubscribe',
    'please remove me from your list.\n\nBo',
    'Ta bort mig från listan tack',
    'Afmelden',
    'Meld mig fra'.replace('Meld mig fra', 'Meld meg av'),
  ])('nothing but the wish to hear no more: %s', (body) => {
    expect(read({ body: `${body}\n\n> On Thursday Maja wrote:\n> unsubscribe here` })).toMatchObject({
      optOut: true,
    });
  });

  test.each([
    'How do I unsubscribe my colleague Eva, who has left?',
    'Stop by on Monday!',
    'Yes, please call.',
  ])('more than that is for a person to read: %s', (body) => {
    expect(read({ body })).toMatchObject({ kind: 'reply', optOut: false });
  });

  test('a newsletter is no reply', () => {
    expect(read({ headers: ['List-Id: <news.ek.example>'], body: 'News' }).kind).toBe('bulk');
  });
});

describe('bytes of all kinds', () => {
  test.each(['\r\n', '\n', '\r'])('the same in lines that end with %j', (eol) => {
    const report = failed('5.1.1', '550 5.1.1 user unknown');
    expect(readMail(mailOf(report, eol), received)).toEqual(readMail(mailOf(report), received));
  });

  test.each([
    ['iso-8859-1', 'quoted-printable', 'Jag =E4r p=E5 semester och =E5ter den 22 juni. Kontakta Eva.'],
    [
      'utf-8',
      'base64',
      Buffer.from('Jag är på semester och åter den 22 juni. Kontakta Eva.').toString('base64'),
    ],
    ['utf-8', 'quoted-printable', 'Jag =C3=A4r p=C3=A5 seme=\nster och =C3=A5ter den 22 juni. Kontakta Eva.'],
    ['nonsense-42', '8bit', 'Jag är på semester och åter den 22 juni. Kontakta Eva.'],
  ])('%s in %s', (charset, encoding, body) => {
    const verdict = read({
      subject: '=?utf-8?Q?V=C3=A5r?= =?iso-8859-1?Q?m=E4ssan?=',
      type: `text/plain; charset="${charset}"`,
      headers: [`Content-Transfer-Encoding: ${encoding}`],
      body,
    });
    expect(verdict).toMatchObject({ about: 'away', backOn: '2026-06-22', subject: 'vårmässan' });
  });

  test('HTML without a plain part', () => {
    const body =
      '<html><style>p{}</style><p>I am out of the office and back on <b>9&nbsp;June</b>.</p></html>';
    expect(read({ subject: 'Automatic reply', type: 'text/html', body })).toMatchObject({
      backOn: '2026-06-09',
    });
  });

  test('nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        expect(typeof readMail(bytes, received).kind).toBe('string');
      }),
    );
  });

  test('nor does a mail that is cut, doubled or spoilt anywhere', () => {
    const whole = mailOf(failed('5.1.1', '550 5.1.1 user unknown'));
    const places = fc.nat({ max: whole.length });
    fc.assert(
      fc.property(places, places, fc.uint8Array({ maxLength: 20 }), (from, to, noise) => {
        const spoilt = Buffer.concat([whole.subarray(0, from), noise, whole.subarray(to)]);
        expect(readMail(spoilt, received).answers).toBeInstanceOf(Array);
      }),
    );
  });

  test.each([
    ['words', `${'the user of the mailbox at the host '.repeat(8000)}`],
    ['spaces', ' '.repeat(200_000)],
    ['brackets', '<'.repeat(200_000)],
    ['addresses', 'a@b.c '.repeat(40_000)],
    ['numbers', '12.12.12/3 5 june '.repeat(10_000)],
    ['dashes', '-'.repeat(200_000)],
    // Whatever looks back at every place would never end here.
  ])('a mail of endless %s is read to its end', (_, body) => {
    const report = read({ from: 'MAILER-DAEMON@x.example', subject: 'Undelivered: automatic reply', body });
    const note = read({ type: 'text/html', subject: 'Out of office', body: body.slice(0, 100_000) });
    expect([report.kind, note.kind]).toEqual(['bounce', 'autoReply']);
  });
});
