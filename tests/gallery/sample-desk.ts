import type { Person } from '../../lib/contract/person.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { FakeState } from '../support/fake-state.ts';
import { anActivity, aPerson, aTask, idOf } from '../support/tasks.ts';

const firstNames = [
  'Anna',
  'Bjørn',
  'Chiara',
  'Dirk',
  'Elif',
  'Freja',
  'Gustav',
  'Hanna',
  'Imran',
  'Jonas',
  'Kaisa',
  'Lars',
];
const lastNames = [
  'Lindqvist',
  'Solheim',
  'Moretti',
  'van Dijk',
  'Yılmaz',
  'Nørgaard',
  'Åkesson',
  'Virtanen',
  'Shah',
  'Weber',
  'Mäkinen',
  'Østby',
];
const companies = [
  'Nordkap Logistik AB',
  'Solheim Marine AS',
  'Moretti & Figli',
  'Delta Freight BV',
  'Marmara Lojistik',
  'Nørgaard Design',
  'Kronhamn Bygg',
  'Taiga Timber Oy',
];
const campaigns = ['Autumn fleet renewal', 'Trade fair Gothenburg', 'Win back 2025'];
const types = ['email', 'email', 'call', 'email', 'inmail', 'custom'] as const;
const zones = ['Europe/Stockholm', 'America/New_York', 'Asia/Kolkata', 'Europe/London'];
const notes = {
  email: '',
  call: 'Ask how the twelve vans did over the summer.\nMention the fixed service price.\nAim: a meeting before December.',
  inmail:
    'Hi Dirk, I saw your talk on depot charging. We have just done the same with Nordkap. Would ten minutes next week suit you?',
  custom: 'Ask Petra to send the reference letter from Nordkap before Friday.',
};

function pick<T>(from: readonly T[], index: number): T {
  const value = from[index % from.length];
  if (value === undefined) throw new Error('expected something to pick from');
  return value;
}

export function sampleTasks(count: number): Task[] {
  return Array.from({ length: count }, (_, index) => {
    const type = pick(types, index);
    // From two days ago on, denser around today.
    const due = Date.parse('2026-11-16T13:30:00Z') + Math.round((index / count) * 9 * 86_400_000);
    return aTask({
      id: idOf('task', index + 1),
      type,
      title: {
        email: 'First touch',
        call: 'Follow-up call',
        inmail: 'InMail after the fair',
        custom: 'Reference letter',
      }[type],
      details: notes[type],
      priority: index % 7 === 2 ? 'high' : 'normal',
      dueAt: new Date(due - (due % 900_000)).toISOString(),
      personId: idOf('person', index + 1),
      personName: `${pick(firstNames, index)} ${pick(lastNames, index * 5)}`,
      companyName: pick(companies, index * 3),
      campaignId: idOf('campaign', (index % 3) + 1),
      campaignName: pick(campaigns, index),
      dayNumber: (index % 5) + 1,
      stepNumber: (index % 2) + 1,
    });
  });
}

function peopleOf(tasks: readonly Task[]): Map<string, Person> {
  return new Map(
    tasks.map((task, index) => {
      const [firstName = '', ...rest] = task.personName.split(' ');
      return [
        task.personId,
        aPerson({
          id: task.personId,
          firstName,
          lastName: rest.join(' '),
          companyName: task.companyName,
          timeZone: pick(zones, index + 1),
        }),
      ];
    }),
  );
}

/** A working day: overdue, due and coming tasks of all types. */
export const tasks = sampleTasks(24);
export const desk: Partial<FakeState> = {
  tasks,
  people: peopleOf(tasks),
  history: [
    anActivity({
      id: idOf('activity', 3),
      at: '2026-11-17T08:40:00.000Z',
      kind: 'mail.sent',
      title: 'Invitation to the stand',
      byName: 'Karin Holm',
    }),
    anActivity({
      id: idOf('activity', 2),
      at: '2026-11-16T13:12:00.000Z',
      kind: 'task.done',
      title: 'Follow-up call',
      note: 'Reached, wants a price for twelve vans.',
    }),
    anActivity(),
  ],
};
/** What does not fit, and what is written from right to left. */
export const long: Task[] = [
  aTask({
    id: idOf('task', 1),
    personName: 'Wilhelmina-Alexandra von Hohenstein-Wartenburg zu Schwarzenfels',
    companyName: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH',
    campaignName: 'A campaign with a name that somebody has really thought about for very long',
  }),
  aTask({
    id: idOf('task', 2),
    personName: 'عبد الرحمن بن محمد الأنصاري',
    companyName: 'شركة الخليج للشحن',
    title: 'مكالمة',
    type: 'call',
    priority: 'high',
  }),
  aTask({ id: idOf('task', 3), personName: 'יעל כהן־לוי', companyName: null, type: 'inmail' }),
  aTask({
    id: idOf('task', 4),
    personName: '',
    companyName: null,
    campaignId: null,
    campaignName: null,
    dayNumber: null,
    stepNumber: null,
    type: 'custom',
    title: 'A task of my own with rather a long title that does not fit in one line',
  }),
  aTask({ id: idOf('task', 5), personName: 'O', companyName: 'X', priority: 'high' }),
];
