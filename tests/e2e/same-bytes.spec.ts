import { framed } from '../../components/tasks/framed.ts';
import type { MessageName, MessageRequest, MessageResponse } from '../../lib/contract/messages.ts';
import type { NewPerson, Person } from '../../lib/contract/person.ts';
import type { Template } from '../../lib/contract/template.ts';
import { campaignMails } from '../support/campaign-mails.ts';
import { type EditorPage, openEditor, written } from './support/editor.ts';
import { addPerson } from './support/seed.ts';
import type { Member } from './support/server.ts';
import { expect, test } from './support/world.ts';

// No machine that this runs on is in a zone of a quarter of an hour.
test.use({ timeZone: 'Asia/Kathmandu' });

const languages = ['en', 'sv', 'da', 'nb', 'nl'] as const;

/** All that depends on language, zone, place and what is known of a person. */
const own = [
  {
    name: 'Dates and numbers',
    subject: '{{date fields.renews "short"}}: {{number fields.price currency="SEK"}}',
    preheader: '{{date fields.renews "weekday"}} {{number fields.share percent=true}}',
    html: `<h1>{{date fields.renews "full"}} {{date fields.renews "time"}}</h1><p title="{{number fields.price}}">{{date fields.renews}}
{{date fields.renews "medium"}} {{date fields.renews "month"}} {{number fields.price decimals=3}} {{number fields.share decimals=1 percent=true}}</p>`,
  },
  {
    name: 'Texts and lists',
    subject: '{{upper first_name}}\n{{lower company}} {{list fields.share}}',
    preheader: '{{capitalise fields.note}}',
    html: `<ul>{{#each fields as |value key|}}<li value="{{@index}}">{{key}}: {{value}}{{#unless @last}};{{/unless}}</li>{{/each}}</ul>
<a href="https://x.example/{{first_name}}?q={{fields.note}}&amp;m=[[urlEncode(customer.email)]]" style="color:{{fields.colour}}">{{{fields.note}}}</a>
{{link fields.site "here"}} <a href="{{fields.site}}">{{my_name}} {{~my_company~}} </a> {{#if (gt fields.price 100)}}&euro;{{else}}&pound;{{/if}}`,
  },
  {
    name: 'What is missing',
    subject: '{{first_name}}{{last_name}} {{company_friendly}} {{my_title}} {{! why now }}',
    preheader: '{{fields.nothing}}',
    html: `<p>{{first_name}} {{fields.nothing}} {{fields.nothing | default: "ingen – “ja” &amp; <b>"}} [[customer.phone]] [[customer.phone|å]] {{title}}
{{! say {x} kindly }} <a href="{{fields.evil}}">{{fields.evil}}</a> <b title="{{fields.nothing}}" lang="{{! what is said }}">b</b></p>`,
  },
];

const people: NewPerson[] = languages.map((language, index) => ({
  firstName: ['István', 'Åsa & <i>', 'Ærø {{x}}', 'ĳsbrand', '“Ann”'][index] ?? '',
  lastName: `Nr${index}`,
  email: `p${index}+x@fjord.example`,
  language,
  ...(index !== 1 && { companyName: 'İstanbul, Ltd' }),
  fields: {
    renews: '2026-10-25T20:00:00Z',
    price: '1234567.895',
    share: '0.256',
    note: 'ß\tå\n<b>"\'&amp;</b>\u2028$&',
    colour: '#c00',
    site: 'https://nordby.example/å?a=1&b=2',
    evil: 'java\tscript:alert(1)',
    fleet: 'Transit',
    km: '30000',
  },
}));

test('a template prints the same bytes for a person on the server, in the worker and in the editor’s preview', async ({
  member,
  client,
}) => {
  // The preview fetches them; what comes is not what is compared.
  client.network.allow('https://pictures.example');
  const known: Person[] = [];
  for (const person of people) known.push(await addPerson(member, person));
  const samples = campaignMails.map(({ name, subject, preheader, html, language }) => ({
    template: { name, subject, preheader, html },
    readers: known.filter((person) => person.language === language),
  }));
  const all = [...own.map((template) => ({ template, readers: known })), ...samples];
  for (const { template, readers } of all) {
    const stored = await written(member, template);
    const editor = await openEditor(client, stored.id);
    const texts = new Set<string>();
    for (const person of readers) {
      const printed = await printOnServer(member, stored, person);
      expect(await printInWorker(editor, member, stored, person)).toEqual(printed);
      await expectPreview(editor, person, printed);
      texts.add(printed.html);
    }
    expect(texts.size, 'each has a text of their own').toBe(readers.length);
    await editor.page.close();
  }
});

interface Printed {
  subject: string;
  html: string;
  text: string;
  missing: string[];
  prompts: string[];
}

async function printOnServer(member: Member, { id }: Template, person: Person): Promise<Printed> {
  const request = { params: { id }, query: { personId: person.id } };
  const { preheader: _, ...printed } = await member.api('templates.preview', request);
  return printed;
}

/** As the mail of a task: the background worker prints it when a page of the extension asks. */
async function printInWorker(
  { page }: EditorPage,
  member: Member,
  { name, subject, preheader, html }: Template,
  person: Person,
): Promise<Printed> {
  const email = { subject, preheader, html, alsoTo: [], cc: [], bcc: [] };
  const dueAt = new Date().toISOString();
  const task = await member.api('tasks.create', {
    body: { type: 'email', title: name, dueAt, email, personId: person.id },
  });
  await askWorker(page, 'sync.now', {});
  const detail = await askWorker(page, 'tasks.get', { taskId: task.id });
  if (!detail.ok || !detail.value.email) throw new Error(`expected a mail: ${JSON.stringify(detail)}`);
  const { to: _, cc: __, bcc: ___, marks: ____, ...printed } = detail.value.email;
  return printed;
}

/** A message of a page as the page itself sends it. */
async function askWorker<N extends MessageName>(
  page: EditorPage['page'],
  name: N,
  request: MessageRequest<N>,
): Promise<MessageResponse<N>> {
  const answer = await page.evaluate(
    (envelope) => (globalThis as unknown as ExtensionPage).chrome.runtime.sendMessage(envelope),
    { utskick: name, request },
  );
  if (!answer.answered) throw new Error(answer.message);
  return answer.value as MessageResponse<N>; // of this very message
}

/** As much of an extension page's globals as is used. */
interface ExtensionPage {
  chrome: {
    runtime: {
      sendMessage(
        envelope: object,
      ): Promise<{ answered: true; value: unknown } | { answered: false; message: string }>;
    };
  };
}

/** The editor prints by itself, in its page. */
async function expectPreview(editor: EditorPage, person: Person, printed: Printed): Promise<void> {
  const { page } = editor;
  const choice = page.getByRole('combobox', { name: 'Filled with the data of' });
  await choice.fill(person.lastName);
  await expect(page.getByRole('option', { name: person.lastName })).toHaveAttribute('aria-selected', 'true');
  await choice.press('Enter');
  await expect(page.locator('iframe[title="Preview of the text"]')).toHaveAttribute(
    'srcdoc',
    framed(printed.html, { images: true, dark: false }),
  );
  const subject = await page.locator('.preview-head strong').textContent();
  expect(subject).toBe(printed.subject);
}
