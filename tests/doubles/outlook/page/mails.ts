/** What lies in the inbox of the page double. */
export interface Mail {
  id: string;
  subject: string;
  unread: boolean;
  when: string;
  messages: MailMessage[];
}
export interface MailMessage {
  id: string;
  /** Without name and address: the person's own message. */
  name: string;
  email: string;
  /** How the reading pane writes the sender: with the address, the address alone, the name alone. */
  form: 'both' | 'address' | 'name';
  /** Name of the recipient, where it is not the other side. */
  to?: string;
  when: string;
  text: string[];
}

type Row = [name: string, email: string, form: MailMessage['form'], when: string, ...text: string[]];

const own = (when: string, ...text: string[]): Row => ['', '', 'name', when, ...text];

const conversations: [subject: string, unread: boolean, ...rows: Row[]][] = [
  [
    'Re: Cold storage at the Malmö terminal',
    true,
    own('Thu 11/19/2026 9:00 AM', 'Hi Ana,', 'do you have ten minutes for the terminal this week?'),
    [
      'Ana Ito',
      'ana.ito@example.com',
      'both',
      'Fri 11/20/2026 4:12 PM',
      'Hello Astrid,',
      'yes, Tuesday at ten works. I will bring Bo along, he runs the rollout.',
      'Ana',
    ],
  ],
  [
    'Invoice 2231',
    false,
    [
      'Bo Ek',
      'bo@example.org',
      'address',
      'Fri 11/20/2026 2:05 PM',
      'Please find the invoice in our portal.',
    ],
  ],
  [
    'Lunch on Thursday?',
    true,
    [
      'Sofia Lindqvist',
      'sofia.lindqvist@northwind.example',
      'name',
      'Fri 11/20/2026 11:40 AM',
      'The new place by the quay?',
    ],
  ],
  [
    'Re: Pricing for 40 seats',
    true,
    [
      'Priya Raman',
      'priya.raman@helixlabs.example',
      'both',
      'Thu 11/19/2026 10:21 AM',
      'Could you send the figures for a yearly term?',
    ],
    own('Thu 11/19/2026 1:02 PM', 'Of course, you have them on Monday.'),
    [
      'Priya Raman',
      'priya.raman@helixlabs.example',
      'both',
      'Fri 11/20/2026 8:31 AM',
      'Perfect. Our round closes on Thursday.',
    ],
  ],
  [
    'Frågor om leveransen',
    false,
    [
      'Åsa Öberg',
      'asa.oberg@oberg-bygg.example',
      'both',
      'Wed 11/18/2026 3:47 PM',
      'Hej Astrid,',
      'när kan ni leverera till Luleå?',
    ],
  ],
  [
    'Your weekly digest',
    false,
    [
      'Harbour Analytics',
      'news@harbour-analytics.example',
      'address',
      'Wed 11/18/2026 6:00 AM',
      'Three things have changed since last week.',
    ],
  ],
  [
    'Contract, second draft',
    false,
    [
      'Jonas Beck',
      'jonas.beck@beck-partner.example',
      'both',
      'Tue 11/17/2026 5:15 PM',
      'Our comments on 4.2 and 7 are in the document.',
    ],
  ],
  [
    'Planned maintenance on Saturday',
    false,
    [
      'Northwind IT',
      'it@northwind.example',
      'name',
      'Mon 11/16/2026 9:30 AM',
      'Mail and calendar stay available.',
    ],
  ],
];

export const defaultMails: Mail[] = conversations.map(([subject, unread, ...rows], at) => ({
  id: `AQQkADAwATM3ZmYAZS1hNmQ4LTAwAi0wMAoAEAB${(1000 + at).toString()}`,
  subject,
  unread,
  when: (rows.at(-1)?.[3] ?? '').slice(0, 3),
  messages: rows.map(([name, email, form, when, ...text], index) => ({
    id: `AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A${(10 * at + index + 7000).toString()}`,
    name,
    email,
    form,
    when,
    text,
  })),
}));
