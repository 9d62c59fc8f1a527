import type { NewTemplate } from '../../lib/contract/template.ts';

type Text = Omit<NewTemplate, 'id' | 'shared' | 'language'> & { category: string; language: 'en' | 'sv' };

const hi = '<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p>';
const hej = '<p>Hej{{#if first_name}} {{first_name}}{{/if}},</p>';
const hei = '<p>Hei{{#if first_name}} {{first_name}}{{/if}},</p>';
const hallo = '<p>Hallo{{#if first_name}} {{first_name}}{{/if}},</p>';
const tour = '<a href="https://fyrskepp.example/tour">A two-minute tour</a>';
const rundtur = '<a href="https://fyrskepp.example/sv/rundtur">En rundtur på två minuter</a>';

const shared: readonly Text[] = [
  {
    name: 'Introduction',
    category: 'First contact',
    language: 'en',
    subject: 'Delivery planning at {{company_friendly}}',
    html: `${hi}<p>planners tell us that a third of their day goes into moving orders between lists. Is it the same at {{company_friendly}}?</p><p>${tour} shows how others got that time back. Would fifteen minutes this week suit you?</p>`,
  },
  {
    name: 'Presentation',
    category: 'First contact',
    language: 'sv',
    subject: 'Leveransplaneringen på {{company_friendly}}',
    html: `${hej}<p>planerare berättar att en tredjedel av dagen går åt till att flytta order mellan listor. Är det så hos er på {{company_friendly}} också?</p><p>${rundtur} visar hur andra har fått tillbaka den tiden. Passar en kvart i veckan?</p>`,
  },
  {
    name: 'After a referral',
    category: 'First contact',
    language: 'en',
    subject: 'A colleague of yours sent me to you',
    html: `${hi}<p>I asked at {{company_friendly}} who plans the deliveries{{#if custom_field_sites}} to your {{custom_field_sites}} sites{{/if}}, and was given your name.</p><p>May I call you for ten minutes? If somebody else is the right person, a name is all I need.</p>`,
  },
  {
    name: 'Tried to call',
    category: 'Follow-up',
    language: 'en',
    subject: 'I tried to reach you, {{#if first_name}}{{first_name}}{{else}}today{{/if}}',
    html: `${hi}<p>I have just tried to call you about delivery planning. When is a good moment, and at which number?</p>`,
  },
  {
    name: 'Sökte dig per telefon',
    category: 'Follow-up',
    language: 'sv',
    subject: 'Jag sökte dig i dag',
    html: `${hej}<p>jag sökte dig nyss om leveransplaneringen på {{company_friendly}}. När passar det bäst att jag ringer?</p>`,
  },
  {
    name: 'One page with numbers',
    category: 'Follow-up',
    language: 'en',
    recommendation: {
      match: 'any',
      criteria: [
        { field: 'title', operator: 'contains', value: 'Logistics' },
        { field: 'title', operator: 'contains', value: 'Operations' },
      ],
    },
    subject: '−19 % empty kilometres, on one page',
    html: `${hi}<p>you asked for numbers in writing. <a href="https://fyrskepp.example/cases/vltava">One page</a> tells what Vltava Works had after three weeks, and what went wrong on the way.</p>{{#if custom_field_current_system}}<p>They came from {{custom_field_current_system}} too.</p>{{/if}}`,
  },
  {
    name: 'Three dates for a demo',
    category: 'Meetings',
    language: 'en',
    subject: 'Demo for {{company_friendly}}: three dates',
    html: `${hi}<p>Tuesday 10:00, Wednesday 14:00 or Thursday 09:00? Pick one, I send the invitation.</p><p>It takes forty minutes, with your own deliveries if you send me a day's list.</p>`,
  },
  {
    name: 'Tack för mötet',
    category: 'Meetings',
    language: 'sv',
    subject: 'Tack för i dag',
    html: `${hej}<p>tack för ett bra möte. Vi kom överens om:</p><ul><li>att jag skickar ett förslag för en pilot på en ort,</li><li>att ni ser på vem som ska vara med,</li><li>att vi hörs igen om en vecka.</li></ul>`,
  },
  {
    name: 'A year with us',
    category: 'Customers',
    language: 'en',
    nonCommercial: true,
    subject: 'A year with us: how is it going at {{company_friendly}}?',
    html: `${hi}<p>your first year with {{my_company}} ends soon. What has worked, what has not, and what would you miss?</p><p>I will call in a few days.</p>`,
  },
  {
    name: 'Invitation to the open day',
    category: 'Meetings',
    language: 'en',
    subject: 'Open day at {{my_company}}: come and see a planning board at work',
    preheader: 'Thursday afternoon, coffee included',
    html: `${hi}<p>on Thursday afternoon we open our doors and plan a real day’s deliveries on the big screen. Shall I keep a chair for you?</p><p>{{my_name}}</p>`,
    variants: [
      {
        language: 'sv',
        subject: 'Öppet hus hos {{my_company}}: se en planeringstavla i arbete',
        preheader: 'Torsdag eftermiddag, kaffe ingår',
        html: `${hej}<p>på torsdag eftermiddag öppnar vi dörrarna och planerar en riktig dags leveranser på storskärm. Ska jag hålla en stol åt dig?</p><p>{{my_name}}</p>`,
        text: null,
      },
      {
        language: 'da',
        subject: 'Åbent hus hos {{my_company}}: se en planlægningstavle i arbejde',
        preheader: 'Torsdag eftermiddag, kaffe inkluderet',
        html: `${hej}<p>torsdag eftermiddag åbner vi dørene og planlægger en rigtig dags leverancer på storskærm. Skal jeg holde en stol til dig?</p><p>{{my_name}}</p>`,
        text: null,
      },
      {
        language: 'nb',
        subject: 'Åpent hus hos {{my_company}}: se en planleggingstavle i arbeid',
        preheader: 'Torsdag ettermiddag, kaffe inkludert',
        html: `${hei}<p>torsdag ettermiddag åpner vi dørene og planlegger en ekte dags leveranser på storskjerm. Skal jeg holde av en stol til deg?</p><p>{{my_name}}</p>`,
        text: null,
      },
      {
        language: 'nl',
        subject: 'Open dag bij {{my_company}}: zie een planbord aan het werk',
        preheader: 'Donderdagmiddag, koffie inbegrepen',
        html: `${hallo}<p>donderdagmiddag openen wij de deuren en plannen we de leveringen van een echte dag op het grote scherm. Zal ik een stoel voor je vrijhouden?</p><p>{{my_name}}</p>`,
        text: null,
      },
    ],
  },
];

const own: readonly Text[] = [
  {
    name: 'Short and friendly',
    category: '',
    language: 'en',
    subject: 'One question, {{#if first_name}}{{first_name}}{{else}}if I may{{/if}}',
    html: `${hi}<p>who at {{company_friendly}} decides how deliveries are planned?</p><p>{{my_name}}</p>`,
  },
];

/** The example's texts to start a mail from; the last is the user's own. @param newId - makes their ids */
export function exampleTemplates(newId: () => string): (Text & { id: string; shared: boolean })[] {
  return [
    ...shared.map((text) => ({ ...text, id: newId(), shared: true })),
    ...own.map((text) => ({ ...text, id: newId(), shared: false })),
  ];
}
