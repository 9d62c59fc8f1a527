/** Mails as they are written for real programs, one in each of our languages and each in another manner. */
export interface SampleMail {
  name: string;
  language: string;
  subject: string;
  preheader: string;
  html: string;
  /** Stands once in the text, to be changed. */
  word: string;
}

/** Tables in tables, with the notes that only Outlook reads. */
const offer: SampleMail = {
  name: 'Autumn offer',
  language: 'en',
  subject: '{{first_name | default: "Hello"}}, the vans have come',
  preheader: 'Three dates for a test drive in November',
  word: 'Tuesday',
  html: `<!--[if mso]><style>table{border-collapse:collapse}</style><![endif]-->
<div style="display:none;max-height:0;overflow:hidden">Three dates for a test drive in November&#847;&zwnj;&nbsp;</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f4f2fa">
  <tr>
    <td align="center" style="padding:24px 0">
      <!--[if mso]><table role="presentation" width="600"><tr><td><![endif]-->
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px" bgcolor="#ffffff">
        <tr><td style="padding:24px;background:#3d2394"><img src="https://cdn.example/logo.png" width="120" height="32" alt="Nordkap" style="display:block;border:0"></td></tr>
        <tr><td style="padding:24px;font-family:Arial,sans-serif;font-size:16px;line-height:24px;color:#1c1a22">
          <p style="margin:0 0 16px">Hi {{first_name | default: "there"}},</p>
          <p style="margin:0 0 16px">the new vans are here. Come on <b>Tuesday</b>, or on any of these days:</p>
          <table width="100%" border="0" cellpadding="8">{{#each dates}}<tr><td style="border-bottom:1px solid #ddd">{{date this "long"}}</td></tr>{{else}}<tr><td>Ask us for a day.</td></tr>{{/each}}</table>
        </td></tr>
        <tr><td align="center" style="padding:0 24px 24px"><table role="presentation" border="0" cellspacing="0" cellpadding="0"><tr><td bgcolor="#5636c9" style="border-radius:6px"><a href="https://example.com/book?who={{email}}&amp;src=mail" target="_blank" style="display:inline-block;padding:12px 24px;color:#ffffff;text-decoration:none"><font color="#ffffff">Book a drive</font></a></td></tr></table></td></tr>
      </table>
      <!--[if mso]></td></tr></table><![endif]-->
    </td>
  </tr>
</table>
`,
};

/** Lines as Gmail writes them. */
const followUp: SampleMail = {
  name: 'Uppföljning',
  language: 'sv',
  subject: 'En kort fråga om {{company}}',
  preheader: '',
  word: 'onsdags',
  html:
    '<div dir="ltr">Hej {{first_name}},<div><br></div><div>Tack för samtalet i onsdags. {{! nämn vad ni talade om }}</div>' +
    '<div><br></div><div>Passar <span style="background-color:rgb(255,242,204)">torsdag 14:00</span>?</div><div><br></div>' +
    '<ul><li>Priser per bil</li><li>Laddning hemma</li></ul><div>Vänliga hälsningar<br clear="all"><div>{{my_name}}</div></div></div>',
};

/** What a word processor leaves behind. */
const invitation: SampleMail = {
  name: 'Invitation',
  language: 'da',
  subject: 'Åbent hus hos {{my_company}}',
  preheader: 'Kaffe, kager og en prøvetur',
  word: 'september',
  html: `<p class=MsoNormal style='margin-bottom:8.0pt'><b><span style='font-size:14.0pt;color:#1F3864'>K&aelig;re [[customer.firstname|ven]]<o:p></o:p></span></b></p>
<p class=MsoNormal>Vi ses den 12. september. <i>Husk t&oslash;j til regn</i>.<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'><tr><td width=120 valign=top style='width:90pt'><p class=MsoNormal>Kl. 10</p></td><td><p class=MsoNormal>Kaffe</p></td><tr><td>Kl. 11<td>Pr&oslash;vetur</table>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
`,
};

/** Conditions around rows and cells. */
const figures: SampleMail = {
  name: 'Månedens tall',
  language: 'nb',
  subject: 'Tallene for {{company | default: "dere"}}',
  preheader: 'Slik gikk det',
  word: 'måned',
  html: `<center><h1 style="font:700 24px Georgia">Forrige måned</h1>
<table width="560" align="center"><thead><tr><th align="left">Bil</th><th align="right">Km</th></tr></thead><tbody>
{{#if fields.fleet}}<tr><td>{{fields.fleet}}</td>{{#if fields.km}}<td align="right">{{number fields.km}}</td>{{/if}}</tr>{{/if}}
<tr><td colspan="2"><hr size="1" noshade></td></tr></tbody></table>
<blockquote type="cite">«Vi sparer tid», sier {{first_name}} &mdash; og det gjør vi &lt;3</blockquote></center>`,
};

/** Almost nothing but text. */
const plain: SampleMail = {
  name: 'Kort bericht',
  language: 'nl',
  subject: 'Nog even over de offerte',
  preheader: '',
  word: 'vrijdag',
  html: `Dag {{first_name}},<br><br>
Heeft u de offerte gezien? Ze geldt tot vrijdag.<br>
<a href=https://example.com/offerte>Hier staat ze</a> &ndash; <a href="tel:+3120123">bel gerust</a>.
<p>Groet,<br />{{my_name}}`,
};

export const newsletters: readonly SampleMail[] = [offer, followUp, invitation, figures, plain];
