import { randomUUID } from 'node:crypto';
import type { Campaign, NewCampaign, Step } from '../../../lib/contract/campaign.ts';
import type { NewPerson, Person } from '../../../lib/contract/person.ts';
import type { EmailContent, Task } from '../../../lib/contract/task.ts';
import type { Member } from './server.ts';

/** Ana and her colleague, as a campaign email reaches them. */
export const ana: NewPerson = {
  firstName: 'Ana',
  lastName: 'Itō',
  email: 'ana.ito@fjord.example',
  title: 'Head of Operations',
  companyName: 'Fjord Logistik AB',
};

/** All that a window can hold: two in To, copies, letters beyond ASCII, links. */
export const fullEmail: EmailContent = {
  subject: 'Größe & 価格 – förslag för {{first_name}}',
  html: '<p>Hej {{first_name}},</p><p>här är <a href="https://northwind.example/offer?a=1&amp;b=2">förslaget</a> och <a href="https://northwind.example/prices">priserna</a>.</p><ul><li>en</li><li>två</li></ul>',
  alsoTo: [{ email: 'bo.larsen@fjord.example', name: 'Bo Larsen' }],
  cc: [{ email: 'cai.lu@fjord.example', name: 'Cai Lu' }],
  bcc: [{ email: 'log@northwind.example' }],
};

export function plainEmail(subject: string): EmailContent {
  return { subject, html: `<p>${subject}</p>`, alsoTo: [], cc: [], bcc: [] };
}

export function emailStep(title: string, email: EmailContent): Step {
  return { id: randomUUID(), type: 'email', title, details: '', email, dueTime: '09:00' };
}

export function callStep(title: string): Step {
  return {
    id: randomUUID(),
    type: 'call',
    title,
    details: 'Ask how the offer was received.',
    email: null,
    dueTime: '09:00',
  };
}

export function addPerson(member: Member, person: NewPerson): Promise<Person> {
  return member.api('people.create', { body: person });
}

export async function addCampaign(
  member: Member,
  days: NewCampaign['days'],
  name = 'First touch',
): Promise<Campaign> {
  const body = { name, category: 'Sales', settings: { skipWeekends: false }, days };
  return member.api('campaigns.create', { body });
}

/** Puts people on a campaign whose first day is today. */
export async function launch(member: Member, campaign: Campaign, people: readonly Person[]): Promise<void> {
  const personIds = people.map((person) => person.id);
  const body = {
    personIds,
    startAt: new Date().toISOString(),
    timeZone: 'UTC',
    missingFields: 'byHand',
  } as const;
  const report = await member.api('campaigns.launch', { params: { id: campaign.id }, body });
  if (report.refused.length > 0) throw new Error(`launch: ${JSON.stringify(report.refused)}`);
}

/** People with a first name each, all on one campaign of one email, due today. */
export async function launchEmails(member: Member, firstNames: readonly string[]): Promise<Person[]> {
  const people: Person[] = [];
  for (const firstName of firstNames) {
    const email = `${firstName.toLowerCase()}@fjord.example`;
    people.push(await addPerson(member, { firstName, lastName: 'Berg', email, companyName: 'Fjord' }));
  }
  const step = emailStep('First email', plainEmail('Hello {{first_name}}'));
  await launch(member, await addCampaign(member, [{ number: 1, steps: [step] }]), people);
  return people;
}

/** The member's tasks on the server, soonest first. */
export async function tasksOf(member: Member, status?: Task['status']): Promise<Task[]> {
  const { tasks } = await member.api('tasks.list', { query: { limit: 1000, ...(status && { status }) } });
  return tasks;
}
