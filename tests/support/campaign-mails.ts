import type { SampleMail } from './newsletters.ts';

const font = 'font-family:Arial,Helvetica,sans-serif';

/** A letter with a list and prices. */
const prices: SampleMail = {
  name: 'Prices as promised',
  language: 'en',
  subject: 'Prices for {{company | default: "your fleet"}}',
  preheader: 'Two models, one price list',
  word: 'yesterday',
  html: `<p>Hi {{first_name | default: "there"}},</p>
<p>thank you for your time yesterday. As you asked, here is what the two models would cost <strong>{{company | default: "you"}}</strong> each month:</p>
<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">
<tr><th align="left" style="padding:8px;border:1px solid #cccccc;background:#f1f0f4">Model</th><th align="right" style="padding:8px;border:1px solid #cccccc;background:#f1f0f4">A month</th><th align="right" style="padding:8px;border:1px solid #cccccc;background:#f1f0f4">Range</th></tr>
<tr><td style="padding:8px;border:1px solid #cccccc">Nordkap S</td><td align="right" style="padding:8px;border:1px solid #cccccc">&euro;&nbsp;289</td><td align="right" style="padding:8px;border:1px solid #cccccc">320 km</td></tr>
<tr><td style="padding:8px;border:1px solid #cccccc">Nordkap L</td><td align="right" style="padding:8px;border:1px solid #cccccc">&euro;&nbsp;349</td><td align="right" style="padding:8px;border:1px solid #cccccc">410 km</td></tr>
</table>
<p>Both come with</p>
<ol><li>a charger at your yard,</li><li>service twice a year, and</li><li>a van to lend when yours is with us.</li></ol>
<p>Shall we look at it together? <a href="https://example.com/meet?with={{my_email}}">Choose a time here</a>.</p>
<p>Kind regards<br>{{my_name}}<br><span style="color:#5f6368">{{my_company}}</span></p>`,
};

/** A picture across, headings, and two columns. */
const spring: SampleMail = {
  name: 'Vårens nyheter',
  language: 'sv',
  subject: 'Vårens nyheter från Nordkap',
  preheader: 'Ny laddare, kortare väntetider och en resa norrut',
  word: 'mars',
  html: `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#eef3f0"><tr><td align="center" style="padding:20px 8px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="max-width:600px;width:100%">
<tr><td><img src="https://pictures.example/spring-600x200.png" width="600" height="200" alt="En skåpbil vid havet" style="display:block;width:100%;height:auto;border:0"></td></tr>
<tr><td style="padding:28px 32px 8px;${font}"><h1 style="margin:0 0 12px;font-size:26px;line-height:32px;color:#14532d">Våren är här</h1>
<p style="margin:0 0 16px;font-size:16px;line-height:24px;color:#1c1a22">Hej {{first_name | default: "du"}}! Sedan i mars levererar vi dubbelt så fort som förra året. Här är det som är nytt för er på {{company | default: "vägarna"}}.</p></td></tr>
<tr><td style="padding:0 24px 20px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td width="50%" valign="top" style="padding:8px;${font};font-size:15px;line-height:22px"><img src="https://pictures.example/charger-260x140.png" width="260" height="140" alt="Laddaren på en vägg" style="display:block;width:100%;height:auto;border-radius:8px"><h2 style="font-size:18px;margin:12px 0 4px">Ny laddare</h2>Från noll till fullt på en lunch. <a href="https://example.com/laddare" style="color:#14532d">Läs mer</a></td>
<td width="50%" valign="top" style="padding:8px;${font};font-size:15px;line-height:22px"><img src="https://pictures.example/road-260x140.png" width="260" height="140" alt="En väg genom skogen" style="display:block;width:100%;height:auto;border-radius:8px"><h2 style="font-size:18px;margin:12px 0 4px">Resan norrut</h2>Tre bilar, 1&#8239;200 kilometer och inget stopp för länge. <a href="https://example.com/resan" style="color:#14532d">Läs mer</a></td>
</tr></table></td></tr>
<tr><td align="center" style="padding:0 32px 32px"><a href="https://example.com/prova" style="display:inline-block;padding:14px 28px;background:#14532d;color:#ffffff;text-decoration:none;border-radius:24px;${font};font-weight:bold">Boka en provtur</a></td></tr>
<tr><td style="padding:16px 32px;background:#14532d;color:#dcefe3;${font};font-size:12px;line-height:18px">Nordkap AB &middot; Hamngatan 1, Malmö<br><a href="https://example.com/avsluta" style="color:#dcefe3">Avsluta</a></td></tr>
</table></td></tr></table>`,
};

/** An answer with what the other has written below it. */
const answer: SampleMail = {
  name: 'Svar på spørgsmål',
  language: 'da',
  subject: 'Dit spørgsmål om {{company}}',
  preheader: '',
  word: 'fredag',
  html: `<div>Hej {{first_name}},</div><div><br></div><div>Tak for dit spørgsmål i fredag. Det korte svar er <b><font color="#188038">ja</font></b>, og det lange er:</div><ul><li>Bilerne kan være hos jer om <u>seks uger</u>.</li><li>I betaler først, når de kører.<ul><li>Ingen udbetaling</li><li>Ingen binding</li></ul></li></ul><div style="padding:12px 16px;border-left:4px solid #188038;background:#f0f7f2"><b>Fra os:</b> 3 biler, 36 måneder, {{fields.km}} km om året.</div><div><br></div><div>Skal jeg sende en aftale?</div><div><br></div><div>Venlig hilsen<br>{{my_name}}</div><div><br></div><blockquote style="margin:0 0 0 8px;border-left:1px solid #cccccc;padding-left:8px;color:#5f6368"><div>Kan vi få dem før sommer?</div><div>/{{first_name}}</div></blockquote>`,
};

/** An invitation with a dark head, a programme and people. */
const evening: SampleMail = {
  name: 'Kveld om lading',
  language: 'nb',
  subject: '{{first_name}}, bli med på en kveld om lading',
  preheader: 'Torsdag 12. juni i Oslo, og på nett',
  word: 'juni',
  html: `<center style="background:#111827"><table role="presentation" align="center" width="560" cellpadding="0" cellspacing="0" style="width:100%;max-width:560px;${font}">
<tr><td style="padding:40px 24px;color:#ffffff;text-align:center"><div style="font-size:12px;letter-spacing:2px;color:#93c5fd">INVITASJON</div><h1 style="margin:8px 0;font-size:32px;line-height:38px">En kveld om lading</h1><p style="margin:0;color:#d1d5db">Torsdag 12. juni kl. 17, Oslo og på nett</p></td></tr>
<tr><td style="padding:24px;background:#ffffff;color:#111827;font-size:16px;line-height:24px"><p style="margin:0 0 16px">Hei {{first_name}}, vi har holdt av en plass til deg{{#if company}} og en kollega i {{company}}{{/if}}.</p>
<table width="100%" cellpadding="6" cellspacing="0" style="border-top:2px solid #111827"><tr><td width="70"><b>17.00</b></td><td>Kaffe og kake</td></tr><tr bgcolor="#f3f4f6"><td><b>17.30</b></td><td>Lading hjemme: hva koster det?</td></tr><tr><td><b>18.30</b></td><td>Spørsmål, og prøvekjøring</td></tr></table>
<table role="presentation" cellpadding="0" cellspacing="0" style="margin-top:20px"><tr><td><img src="https://pictures.example/kari-64x64.png" width="64" height="64" alt="Kari Nes" style="border-radius:32px;display:block"></td><td style="padding-left:12px"><b>Kari Nes</b><br><i>har kjørt elektrisk i ti år</i></td></tr></table>
<p style="margin:24px 0 0;text-align:center"><a href="https://example.com/pamelding" style="background-color:#2563eb;border-radius:6px;color:#ffffff;display:inline-block;padding:12px 24px;text-decoration:none">Jeg kommer</a></p></td></tr>
<tr><td style="padding:16px 24px;color:#9ca3af;font-size:12px;text-align:center">Du får denne fordi du har vært hos oss.</td></tr></table></center>`,
};

/** Cards beside one another, made of inline blocks. */
const cards: SampleMail = {
  name: 'Nieuwe modellen',
  language: 'nl',
  subject: 'Drie nieuwe modellen voor {{company | default: "u"}}',
  preheader: 'Vanaf {{number 289}} euro per maand',
  word: 'zomer',
  html: `<div style="max-width:620px;margin:0 auto;${font};color:#1f2937">
  <h2 style="border-bottom:3px solid #ea580c;padding-bottom:8px">Nieuw deze zomer</h2>
  <p>Beste {{first_name | default: "lezer"}}, dit zijn de drie modellen waar u om vroeg:</p>
  <div style="text-align:center;font-size:0">
    <div style="display:inline-block;width:180px;margin:6px;vertical-align:top;border:1px solid #e5e7eb;border-radius:8px;font-size:14px;text-align:left"><img src="https://pictures.example/one-180x110.png" width="180" height="110" alt="De Nordkap S" style="display:block"><p style="margin:8px"><strong>Nordkap S</strong><br>&euro; 289 per maand</p></div>
    <div style="display:inline-block;width:180px;margin:6px;vertical-align:top;border:1px solid #e5e7eb;border-radius:8px;font-size:14px;text-align:left"><img src="https://pictures.example/two-180x110.png" width="180" height="110" alt="De Nordkap M" style="display:block"><p style="margin:8px"><strong>Nordkap M</strong><br>&euro; 319 per maand</p></div>
    <div style="display:inline-block;width:180px;margin:6px;vertical-align:top;border:1px solid #e5e7eb;border-radius:8px;font-size:14px;text-align:left"><img src="https://pictures.example/three-180x110.png" width="180" height="110" alt="De Nordkap L" style="display:block"><p style="margin:8px"><strong>Nordkap L</strong><br>&euro; 349 per maand</p></div>
  </div>
  <p style="text-align:right"><em>Tot ziens!</em><br>{{my_name}}</p>
  <hr style="border:0;border-top:1px solid #e5e7eb">
  <p style="font-size:12px;color:#6b7280">Liever geen mail meer? <a href="https://example.com/afmelden">Meld u af</a>.</p>
</div>`,
};

/** Newsletters and sales mails, one more in each language. */
export const campaignMails: readonly SampleMail[] = [prices, spring, answer, evening, cards];
