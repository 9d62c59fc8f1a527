import type { Message, Person, Thread } from './threads.ts';

const me: Person = { email: 'me', name: 'me' };
const ana: Person = { email: 'ana.ito@example.com', name: 'Ana Ito' };
const bo: Person = { email: 'bo.lindgren@example.com', name: 'Bo Lindgren' };
const priya: Person = { email: 'priya.raman@helixlabs.example', name: 'Priya Raman' };

const rows: [name: string, email: string, subject: string, text: string, when: string, marks: string][] = [
  [
    'Ingrid Dahl',
    'ingrid.dahl@fjordfreight.example',
    'Re: Route planning for the spring season',
    'Hi Astrid, thanks for the outline. We looked at it with operations this morning and have two questions about the winter timetable.',
    '09:42',
    'u',
  ],
  [
    'Marc Vermeulen',
    'marc@vermeulen-retail.example',
    'Introduction: Astrid and Lotte',
    'Lotte, meet Astrid from Northwind. She helped us with the same thing last year.',
    '09:15',
    'us',
  ],
  [
    'Team calendar',
    'calendar@northwind.example',
    'Weekly pipeline review moved to 14:00',
    'The meeting you are invited to has a new time. Room Vasa, or by video.',
    '08:57',
    '',
  ],
  [
    'Priya Raman',
    'priya.raman@helixlabs.example',
    'Pricing for 40 seats',
    'Could you send the figures again with the yearly term? Our budget round closes on Thursday.',
    '08:31',
    'u',
  ],
  [
    'Jonas Beck',
    'jonas.beck@beck-partner.example',
    'Re: Contract, second draft',
    'Attached with our comments on 4.2 and 7. Nothing that should hold us up.',
    'Nov 20',
    '',
  ],
  [
    'Sofia Lindqvist',
    'sofia.lindqvist@northwind.example',
    'Notes from the Göteborg visit',
    'Short version: they liked the pilot, they want a reference from the same trade.',
    'Nov 20',
    's',
  ],
  [
    'Harbour Analytics',
    'news@harbour-analytics.example',
    'Your November report is ready',
    'Three things changed since October. The largest is in response times.',
    'Nov 20',
    '',
  ],
  [
    'Tomás Oliveira',
    'tomas@oliveira.example',
    'Out of office',
    'I am back on Monday. In urgent cases please write to Ana.',
    'Nov 19',
    '',
  ],
  [
    'Ana Ito',
    'ana.ito@example.com',
    'Yes, Tuesday works',
    'Let us say 10:00. I will bring Bo along, he runs the rollout.',
    'Nov 19',
    's',
  ],
  [
    'Erik Nygaard',
    'erik.nygaard@nygaard-bygg.example',
    'Spørsmål om levering',
    'Hei Astrid, når kan dere levere til Bergen?',
    'Nov 18',
    '',
  ],
  [
    'Claire Dubois',
    'claire.dubois@maison-dubois.example',
    'Merci pour la démonstration',
    'L’équipe est convaincue. Pouvons-nous parler des prochaines étapes ?',
    'Nov 18',
    '',
  ],
  [
    'Northwind IT',
    'it@northwind.example',
    'Planned maintenance on Saturday night',
    'Mail and calendar stay available. The file server is away from 23:00 to 01:00.',
    'Nov 17',
    '',
  ],
];

const numbered = (at: number): string => `18623174532411630${(41 + at).toString()}`;

const single: Thread[] = rows.map(([name, email, subject, text, when, marks], at) => ({
  id: `f:${numbered(at)}`,
  subject,
  messages: [{ id: `f:${numbered(at)}`, from: { email, name }, to: [me], cc: [], when, text: [text, name] }],
  folder: 'inbox',
  unread: marks.includes('u'),
  starred: marks.includes('s'),
}));

/** Begun by the person here: the first message has a number of the page's own, its answer one of the server. */
const begun: Thread = {
  id: 'a:r4302120075518949594',
  subject: 'A quick question about Tuesday',
  folder: 'inbox',
  unread: false,
  starred: false,
  messages: [
    message('a:r8190137112111191537', me, [ana], [bo], 'Nov 18', [
      'Hi Ana, do you have ten minutes this week?',
    ]),
    message('f:1862317453241163101', ana, [me], [bo], 'Nov 19', ['Yes, Tuesday works. Say 10:00?']),
    message('f:1862317453241163102', bo, [me, ana], [], 'Nov 19', ['I will join from the train.']),
  ],
};

/** Its last body claims to be from somebody else. */
const lying: Thread = {
  id: 'f:1862317453241163110',
  subject: 'Fwd: Pricing for 40 seats',
  folder: 'inbox',
  unread: true,
  starred: false,
  messages: [
    message('f:1862317453241163110', priya, [me], [], '08:12', ['Here are the figures again.']),
    {
      ...message('f:1862317453241163111', priya, [me], [], '08:20', ['Please answer to the address below.']),
      lies: true,
    },
  ],
};

function message(
  id: string,
  from: Person,
  to: Person[],
  cc: Person[],
  when: string,
  text: string[],
): Message {
  return { id, from, to, cc, when, text };
}

/** What lies in the mailbox of the page double. */
export const defaultThreads: Thread[] = [...single.slice(0, 1), begun, lying, ...single.slice(1)];
