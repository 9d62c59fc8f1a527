/** What lies in the inbox of the page double. */
export interface Mail {
  thread: string;
  name: string;
  email: string;
  subject: string;
  text: string;
  when: string;
  unread: boolean;
  starred: boolean;
}

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

export const mails: Mail[] = rows.map(([name, email, subject, text, when, marks], at) => ({
  thread: `18623174532411630${(41 + at).toString()}`,
  name,
  email,
  subject,
  text,
  when,
  unread: marks.includes('u'),
  starred: marks.includes('s'),
}));
