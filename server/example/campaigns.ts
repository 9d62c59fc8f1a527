import type { NewCampaign, ReplyRule, Step } from '../../lib/contract/campaign.ts';
import type { EmailContent, TaskType } from '../../lib/contract/task.ts';

interface StepText {
  type: TaskType;
  title: string;
  dueTime: string;
  details?: string;
  email?: Pick<EmailContent, 'subject' | 'html'> & Partial<EmailContent>;
  send?: Step['send'];
  followUp?: true;
  wait?: Step['wait'];
}
interface CampaignText {
  name: string;
  category: string;
  skipWeekends: boolean;
  onReply: ReplyRule;
  /** Beyond weekends and replies. */
  settings?: Partial<NewCampaign['settings']>;
  days: Record<number, StepText[]>;
}

const link = (url: string, text: string) => `<a href="${url}">${text}</a>`;

const firstContact: CampaignText = {
  name: 'First contact: delivery planning',
  category: 'New business',
  skipWeekends: false,
  onReply: 'end',
  days: {
    1: [
      {
        type: 'email',
        title: 'Introduction',
        dueTime: '09:00',
        email: {
          subject: '{{company_friendly}}: fewer empty kilometres',
          html: `<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p><p>planners tell us that a third of their day goes into moving orders between lists. At {{company_friendly}}, with {{custom_field_sites}} sites on {{custom_field_current_system}}, I would expect the same.</p><p>Fyrskepp puts every delivery window on one board: two weeks ahead, with the promise to the customer beside it. ${link('https://fyrskepp.example/tour', 'A two-minute tour')} shows it with real trucks.</p><p>Would fifteen minutes this week or next suit you?</p>`,
        },
      },
      {
        type: 'inmail',
        title: 'Connect on the network',
        dueTime: '11:00',
        details:
          'Hi {{first_name}}, I have just written to you about delivery windows at {{company_friendly}}. I follow what your team publishes and would be glad to connect.',
      },
    ],
    3: [
      {
        type: 'call',
        title: 'First call',
        dueTime: '10:00',
        details:
          'Ask: who plans at {{company_friendly}} today, and with what ({{custom_field_current_system}})?\nListen for: late changes, empty returns, promises that cannot be kept.\nOffer: the two-minute tour, then a pilot at one site.\nIf voicemail: name, company, "I will write again tomorrow".',
      },
    ],
    4: [
      {
        type: 'email',
        title: 'Case: one shift, twelve people',
        dueTime: '09:30',
        email: {
          subject: '−19 % empty kilometres: how Vltava Works did it',
          html: `<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p><p>Vltava Works started with one shift in Brno. After three weeks they had:</p><ul><li>19 % fewer empty kilometres,</li><li>no double bookings at the ramp,</li><li>planners who go home at five.</li></ul><p>${link('https://fyrskepp.example/cases/vltava', 'The whole story')} is one page. My colleague Björn (in copy) ran that pilot and can tell you what went wrong, too.</p>`,
          alsoTo: [{ email: 'planning-desk@fyrskepp.example', name: 'Planning desk' }],
          cc: [{ email: 'bjorn.aslund@fyrskepp.example', name: 'Björn Åslund' }],
          bcc: [{ email: 'crm@fyrskepp.example' }],
        },
      },
    ],
    8: [
      {
        type: 'custom',
        title: 'Look at what is new at the company',
        dueTime: '13:00',
        details:
          'Newsroom, open positions, new sites of {{company_friendly}}. Note one thing worth mentioning.',
      },
    ],
    9: [
      {
        type: 'email',
        title: 'Last word for now',
        dueTime: '09:00',
        email: {
          subject: 'Shall I close the file, {{#if first_name}}{{first_name}}{{else}}dear planner{{/if}}?',
          html: '<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p><p>I do not want to fill your inbox. If delivery planning is not on the table this year, a one-word answer is enough, and I will ask again in autumn.</p><p>If it is: when may I call?</p>',
        },
      },
    ],
  },
};

const fair: CampaignText = {
  name: 'After the fair: Nordlog Göteborg',
  category: 'Events',
  skipWeekends: false,
  onReply: 'success',
  days: {
    1: [
      {
        type: 'call',
        title: 'Thank you for the visit',
        dueTime: '09:00',
        details:
          'You met at stand C14. Thank {{first_name}} for the visit, ask what stuck, agree on a date for the demo.\nThey have {{custom_field_sites}} sites.',
      },
      {
        type: 'email',
        title: 'What we talked about',
        dueTime: '13:30',
        email: {
          subject: 'Göteborg, stand C14: what we talked about',
          html: `<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p><p>good to meet you in Göteborg. As promised, ${link('https://fyrskepp.example/nordlog', 'the slides and the price list')}.</p><p>Which of these days suits {{company_friendly}} for a demo?</p>`,
          cc: [{ email: 'hanna.wrede@fyrskepp.example', name: 'Hanna Wrede' }],
        },
      },
    ],
    2: [
      {
        type: 'custom',
        title: 'Post the demo kit',
        dueTime: '15:00',
        details: 'Address card is in the fair box. One kit for {{company}}.',
      },
    ],
    4: [
      {
        type: 'inmail',
        title: 'Nudge with the photo of the stand',
        dueTime: '10:30',
        details:
          'Hi {{first_name}}, the photo from our stand is here: https://fyrskepp.example/nordlog/photos. Has the demo kit reached you?',
      },
    ],
    6: [
      {
        type: 'email',
        title: 'Demo dates',
        dueTime: '09:15',
        email: {
          subject: 'Demo for {{company_friendly}}: three dates',
          html: '<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p><p>Tuesday 10:00, Wednesday 14:00 or Thursday 09:00? Pick one, I send the invitation.</p>',
        },
      },
    ],
  },
};

const renewal: CampaignText = {
  name: 'Renewal: how is it going',
  category: 'Customers',
  skipWeekends: true,
  onReply: 'continue',
  days: {
    1: [
      {
        type: 'custom',
        title: 'Read the usage report',
        dueTime: '08:30',
        details: 'Logins, boards in use, open cases of {{company}}. Three lines into the note.',
      },
    ],
    2: [
      {
        type: 'email',
        title: 'Ask how it goes',
        dueTime: '09:00',
        email: {
          subject: 'Year two: how is it going at {{company_friendly}}?',
          html: '<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p><p>your first year with Fyrskepp ends soon. Before we talk about the next one: what has worked, what has not, and what would you miss?</p><p>I will call in a few days.</p>',
        },
      },
    ],
    4: [
      {
        type: 'call',
        title: 'Renewal call',
        dueTime: '14:00',
        details: 'Go through the usage report. Offer two years at the price of today. Ask for one reference.',
      },
    ],
    10: [
      {
        type: 'email',
        title: 'Send the renewal',
        dueTime: '09:00',
        email: {
          subject: 'Fyrskepp for {{company_friendly}}: year two',
          html: `<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p><p>as discussed: ${link('https://fyrskepp.example/renew', 'the renewal')}, unchanged terms. A short reply is enough.</p>`,
          bcc: [{ email: 'finance@fyrskepp.example' }],
        },
      },
    ],
  },
};

/** Mails that leave by themselves, and one call that nobody is kept waiting for. */
const quiet: CampaignText = {
  name: 'Quiet customers: three short mails',
  category: 'Customers',
  skipWeekends: true,
  onReply: 'success',
  settings: {
    strictOrder: true,
    holidays: ['recipient', 'sender'],
    window: { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '17:00', zone: 'recipient' },
    lateHours: 72,
    pace: { perDay: 40 },
  },
  days: {
    1: [
      {
        type: 'email',
        title: 'One question',
        dueTime: '09:10',
        send: 'choose_at_launch',
        email: {
          subject: 'One question about {{company_friendly}}',
          html: `<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p><p>which of your lists would you give up first? Most planners name the one for late changes; ${link('https://fyrskepp.example/late-changes', 'this page')} shows what they use instead.</p>`,
        },
      },
    ],
    3: [
      {
        type: 'email',
        title: 'The same question, shorter',
        dueTime: '09:10',
        send: 'same_time_as_previous',
        followUp: true,
        email: {
          subject: '',
          html: '<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p><p>one word is enough: which list?</p>',
        },
      },
    ],
    5: [
      {
        type: 'call',
        title: 'Ring once',
        dueTime: '10:30',
        wait: { days: 2, next: 'goOn' },
        details: 'Ask {{first_name}} the question of the mails. Nobody there: leave it.',
      },
    ],
    9: [
      {
        type: 'email',
        title: 'Good-bye for this year',
        dueTime: '08:45',
        send: 'fixed_time',
        email: {
          subject: 'No more mails this year, {{#if first_name}}{{first_name}}{{else}}dear planner{{/if}}',
          html: `<p>Hi {{#if first_name}}{{first_name}}{{else}}there{{/if}},</p><p>I will leave it at that. Should the lists grow, ${link('https://fyrskepp.example/tour', 'the tour')} is still there.</p>`,
        },
      },
    ],
  },
};

/** @param newId - makes the steps' ids */
export function exampleCampaigns(newId: () => string): NewCampaign[] {
  return [firstContact, fair, renewal, quiet].map(
    ({ name, category, skipWeekends, onReply, settings, days }) => ({
      name,
      category,
      settings: { skipWeekends, onReply, ...settings },
      days: Object.entries(days).map(([number, steps]) => ({
        number: Number(number),
        steps: steps.map((step) => ({
          id: newId(),
          type: step.type,
          title: step.title,
          dueTime: step.dueTime,
          details: step.details ?? '',
          email: step.email ? { alsoTo: [], cc: [], bcc: [], ...step.email } : null,
          ...(step.send && { send: step.send }),
          ...(step.followUp && { followUp: step.followUp }),
          ...(step.wait && { wait: step.wait }),
        })),
      })),
    }),
  );
}
