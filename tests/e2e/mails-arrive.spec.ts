import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { simpleParser } from 'mailparser';
import { framed } from '../../components/tasks/framed.ts';
import { campaignMails } from '../support/campaign-mails.ts';
import { newsletters, type SampleMail } from '../support/newsletters.ts';
import type { TestBrowser } from './support/browser.ts';
import { openEditor, written } from './support/editor.ts';
import { comparePictures } from './support/pictures.ts';
import { drawPng } from './support/png.ts';
import { addPerson, ana } from './support/seed.ts';
import type { Member, TestServer } from './support/server.ts';
import { newMail, openInbox, openPicker, searchOf } from './support/tools.ts';
import { expect, test } from './support/world.ts';

/** How much of what is drawn may differ: letters of the two pictures may lie a fraction of a pixel apart. */
const tolerance = 0.01;
/** The frame of the editor's preview at a desk's width, and the window around it in which it stands unscaled. */
const frame = { width: 680, height: 1000 };
/** As much of it as is compared: its last lines may be cut by the page around it. */
const seen = { width: frame.width, height: 900 };
const desk = { width: 2000, height: frame.height + 460 };

const mails = [...newsletters, ...campaignMails].map(withPictures);

for (const language of ['en', 'sv', 'da', 'nb', 'nl'])
  test(`mails arrive as the preview shows them: editor, server, picker, compose window, sent (${language})`, async ({
    server,
    member,
    client,
  }, info) => {
    await addPerson(member, { ...ana, language, fields: { fleet: 'Transit', km: '30000' } });
    const both: Pictures[] = [];
    const practice = await openPractice(server, member, client);
    for (const mail of mails.filter((one) => one.language === language)) {
      const { page, preview, subject } = await changeInEditor(member, client, mail);
      const ways = {
        gmail: await sendFromGmail(member, client, mail),
        practice: await sendFromPractice(practice, mail),
      };
      for (const [way, sent] of Object.entries(ways)) {
        expect(sent.subject).toBe(subject);
        const arrived = await pictureOf(client, sent.html);
        const { share, difference } = await comparePictures(page, preview, arrived);
        const differs = Buffer.from(`${(share * 100).toFixed(3)} % of what is drawn differs\n`);
        keep(info.outputPath(mail.name, way), { preview, window: sent.window, arrived, difference, differs });
        expect.soft(share, `${mail.name} by ${way}`).toBeLessThan(tolerance);
        both.push({ preview, arrived });
      }
      await page.close();
    }
    const [one, , other] = both;
    if (!one || !other) throw new Error(`expected two mails in ${language}`);
    // The measure tells two mails apart.
    const { share } = await comparePictures(await client.newWindow(), one.preview, other.arrived);
    expect(share).toBeGreaterThan(tolerance * 10);
  });

interface Pictures {
  preview: Buffer;
  arrived: Buffer;
}

/** Changes one word with mouse and keys, and saves. Nothing else of the mail is another. */
async function changeInEditor(member: Member, client: TestBrowser, mail: SampleMail) {
  const { name, subject, preheader, html, word } = mail;
  const { id } = await written(member, { name, subject, preheader, html, language: mail.language });
  const editor = await openEditor(client, id);
  const { page, rich } = editor;
  await page.setViewportSize(desk);
  await chooseWord(page, word);
  await page.keyboard.type('Utskick');
  await expect(rich).toContainText('Utskick');
  await editor.save();
  const saved = await member.api('templates.get', { params: { id } });
  expect(await asRead(page, saved.html)).toBe(await asRead(page, html.replace(word, 'Utskick')));
  await expect(editor.preview).toContainText('Utskick');
  await expect(editor.preview).toContainText('Ana');
  const place = page.locator('iframe[title="Preview of the text"]');
  await expect.poll(() => place.boundingBox()).toMatchObject(frame);
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (!box) throw new Error('expected the preview in sight');
  await everyPicture(editor.preview.locator('img'));
  const shown = await page.locator('.preview-head strong').textContent();
  const clip = { x: Math.round(box.x), y: Math.round(box.y), ...seen };
  return { page, preview: await page.screenshot({ clip }), subject: shown };
}

/** What a browser makes of it. In a line that was changed, what says the same may be written otherwise: `&eacute;` as é. */
function asRead(page: Page, html: string): Promise<string> {
  return page.evaluate(
    (source) =>
      new DOMParser()
        .parseFromString(source, 'text/html')
        .documentElement.outerHTML.replaceAll(/\s+/g, ' ')
        .replaceAll(/(<br>) | (?=<p>)/g, '$1'),
    html,
  );
}

/** A double click on a word, wherever it stands. */
async function chooseWord(page: Page, word: string): Promise<void> {
  // An editor that gets the focus puts the cursor where it was, a moment later: it must have done so before the mouse.
  const rich = page.locator('.rich');
  await rich.focus();
  await expect(rich).toHaveClass(/ProseMirror-focused/);
  // It does so by a timer; one set after it, for longer, ends after it.
  await rich.evaluate(() => new Promise((ended) => setTimeout(ended, 50)));
  const at = await rich.evaluate((text, wanted) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = node.textContent?.indexOf(wanted) ?? -1;
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }
    throw new Error(`expected the word ${wanted} in the text`);
  }, word);
  await page.mouse.dblclick(at.x, at.y);
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe(word);
}

/** Inserts the template in a new mail, sends it, and gives what the service has got. */
async function sendFromGmail(member: Member, client: TestBrowser, { name }: SampleMail) {
  const { page, double, gmail } = await openInbox(client, member, { signature: [] });
  const window = await newMail(page, [ana.email ?? '']);
  const asWindow = await insert(page, window, gmail.body(), name);
  const before = double.sent().length;
  await gmail.send();
  await expect.poll(() => double.sent().length).toBe(before + 1);
  const sent = double.sent().at(-1);
  if (!sent) throw new Error('expected a sent mail');
  expect(sent.to).toEqual([ana.email]);
  await page.close();
  return { subject: sent.subject, html: sent.html, window: asWindow };
}

/** Puts a template in a window by the picker; gives how that looks. */
async function insert(page: Page, window: Locator, body: Locator, name: string): Promise<Buffer> {
  const picker = await openPicker(page, window);
  await searchOf(picker).fill(name);
  await expect(picker.getByRole('option', { name: new RegExp(name) })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(picker.getByText('For Ana Itō')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(body).toContainText('Utskick');
  await everyPicture(body.locator('img'));
  return page.screenshot();
}

/** The practice mailbox of the same person, whose mails leave by SMTP. */
async function openPractice(server: TestServer, member: Member, client: TestBrowser): Promise<Page> {
  const page = await client.newWindow();
  await page.goto(`${server.url}/link?code=${await server.issueWebLink(member.userId)}`);
  await page.goto(`${server.url}/practice`);
  return page;
}

/** The same from the practice mailbox, and what its mail server has got. */
async function sendFromPractice(page: Page, { name }: SampleMail) {
  await page.bringToFront();
  await page.locator('[data-practice-action="compose"]').click();
  const window = page.locator('[data-practice-compose]');
  await window.locator('[data-practice-input="to"]').fill(`${ana.email},`);
  const body = window.locator('[data-practice-body]');
  await body.click();
  // The mail alone, without the signature.
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  const asWindow = await insert(page, window, body, name);
  await window.locator('[data-practice-action="send"]').click();
  await page.locator('[data-practice-action="send-now"]').click();
  await page.getByRole('button', { name: 'Read it as the recipient' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const { subject, html } = await simpleParser(await (await download).createReadStream(), {
    keepCidLinks: true,
  });
  await expect(window).toHaveCount(0); // what says that it was sent goes by itself
  return { subject, html: html || '', window: asWindow };
}

/** What was sent, as a mail program shows it. */
async function pictureOf(client: TestBrowser, html: string): Promise<Buffer> {
  const page = await client.newWindow();
  await page.setViewportSize(frame);
  await page.setContent(framed(html, { images: true }));
  await everyPicture(page.locator('img'));
  const picture = await page.screenshot({ clip: { x: 0, y: 0, ...seen } });
  await page.close();
  return picture;
}

/**
 * The mail with its pictures in it: what a frame without origin in an extension's page fetches, the driver cannot
 * answer. They are as large as their names say.
 */
function withPictures(mail: SampleMail): SampleMail {
  const html = mail.html.replaceAll(
    /https:\/\/[a-z]+\.example\/[a-z]+(?:-(\d+)x(\d+))?\.png/g,
    (_, ...size) => {
      const png = drawPng(Number(size[0] ?? 120), Number(size[1] ?? 32));
      return `data:image/png;base64,${png.toString('base64')}`;
    },
  );
  return { ...mail, html };
}

async function everyPicture(images: Locator): Promise<void> {
  const isDrawn = () =>
    images.evaluateAll((all) =>
      all.every((one) => one instanceof HTMLImageElement && one.complete && one.naturalWidth > 0),
    );
  await expect.poll(isDrawn).toBe(true);
}

function keep(folder: string, files: Record<string, Buffer>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, `${name}.${name === 'differs' ? 'txt' : 'png'}`), content);
}
