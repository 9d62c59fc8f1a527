import { html } from 'hono/html';
import type { ShownText } from '../../../lib/contract/consent-proof.ts';
import type { PageLanguage } from '../../../lib/contract/subscription.ts';
import { languageNames } from '../../../lib/core/public-texts/languages.ts';
import { fillIn, type PublicTexts, publicTexts } from '../../../lib/core/public-texts/texts.ts';
import type { Html } from './layout.ts';

/** What all pages for recipients show. */
export interface RecipientFrame {
  language: PageLanguage;
  /** Name of the workspace. */
  sender: string;
  address: string;
  /** Path of the page for unsubscribing, and of the one with all subscriptions. */
  unsubscribe: string;
  manage: string;
}

/** A type as the page shows it. */
export interface ShownType {
  id: string;
  name: string;
  wanted: boolean;
}

interface Shown {
  title: string;
  /** Where the languages lead: a page that changes nothing. */
  path: string;
  body: Html;
}

function frame({ language, sender }: RecipientFrame, { title, path, body }: Shown): Html {
  const names = Object.entries(languageNames).map(([tag, name]) =>
    tag === language
      ? html`<li><span lang="${tag}" aria-current="true">${name}</span></li>`
      : html`<li><a href="${path}?lang=${tag}" lang="${tag}" hreflang="${tag}">${name}</a></li>`,
  );
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${sender}</title>
<link rel="stylesheet" href="/assets/site.css">
</head>
<body class="recipient">
<header class="top"><div><strong class="sender">${sender}</strong>
<nav aria-label="${publicTexts[language].language}"><ul>${names}</ul></nav></div></header>
<main id="main"><div class="card"><h1>${title}</h1>
${body}
</div></main>
</body>
</html>`;
}

/** The texts of a language with whom they are about put in. */
function textsOf({ language, sender, address }: RecipientFrame) {
  return (key: keyof PublicTexts, more: Record<string, string> = {}) =>
    fillIn(publicTexts[language][key], { sender, address, ...more });
}

function postTo({ language }: RecipientFrame, path: string, inside: Html): Html {
  return html`<form method="post" action="${path}?lang=${language}">${inside}</form>`;
}

function undoForm(page: RecipientFrame, path: string): Html {
  const text = textsOf(page);
  return postTo(
    page,
    path,
    html`<input type="hidden" name="undo" value="1"><button class="plain" type="submit">${text('undo')}</button>`,
  );
}

function manageLink(page: RecipientFrame): Html {
  return html`<p><a href="${page.manage}?lang=${page.language}">${textsOf(page)('manage')}</a></p>`;
}

/** What somebody reads before they press a button, for the proof of what they said by it. */
type Read = Pick<ShownText, 'language' | 'text'>;

/** @returns null: of no type, so there is no such page */
export function saidByAsk(page: RecipientFrame, type: string | null): Read | null {
  const text = textsOf(page);
  if (type === null) return null;
  return readOf(page, [
    text('askTitle', { type }),
    text('askText', { type }),
    text('askOthers'),
    text('askButton'),
  ]);
}

export function saidByUndo(page: RecipientFrame): Read {
  return readOf(page, [textsOf(page)('undo')]);
}

/** @param types - names of those to be ticked */
export function saidByManage(page: RecipientFrame, types: readonly string[]): Read {
  const text = textsOf(page);
  const listed = types.length === 0 ? [] : [text('types'), ...types, text('typesHint')];
  return readOf(page, [text('manageText'), text('master'), ...listed, text('confirm')]);
}

function readOf({ language }: RecipientFrame, lines: readonly string[]): Read {
  return { language, text: lines.join('\n') };
}

/** Asks before anything is changed. */
export function askPage(page: RecipientFrame, type: string): Html {
  const text = textsOf(page);
  const button = html`<p><button type="submit">${text('askButton')}</button></p>`;
  const body = html`<p>${text('askText', { type })}</p><p class="soft">${text('askOthers')}</p>
${postTo(page, page.unsubscribe, button)}${manageLink(page)}`;
  return frame(page, { title: text('askTitle', { type }), path: page.unsubscribe, body });
}

/** @param type - null: the mailing is of none, and so nothing more comes */
export function donePage(page: RecipientFrame, type: string | null): Html {
  const text = textsOf(page);
  const said = type === null ? text('doneAll') : text('doneText', { type });
  const body = html`<p role="status">${said}</p>${undoForm(page, page.unsubscribe)}${manageLink(page)}`;
  return frame(page, { title: text('doneTitle'), path: page.unsubscribe, body });
}

export function undonePage(page: RecipientFrame): Html {
  const text = textsOf(page);
  const body = html`<p role="status">${text('undoneText')}</p>${manageLink(page)}`;
  return frame(page, { title: text('undoneTitle'), path: page.manage, body });
}

export function managePage(
  page: RecipientFrame,
  { name, consent, types }: { name: string; consent: boolean; types: readonly ShownType[] },
): Html {
  const text = textsOf(page);
  const tick = (field: string, value: string, on: boolean, label: string) =>
    html`<label class="tick"><input type="checkbox" name="${field}" value="${value}" ${on ? 'checked' : ''}> <span>${label}</span></label>`;
  const inside = html`${tick('consent', 'yes', consent, text('master'))}
${
  types.length === 0
    ? ''
    : html`<fieldset aria-describedby="hint"><legend>${text('types')}</legend>
${types.map((type) => tick('type', type.id, type.wanted, type.name))}
<p id="hint" class="soft">${text('typesHint')}</p></fieldset>`
}
<button type="submit">${text('confirm')}</button>`;
  const body = html`<p>${text('manageText')}</p>
<p class="whose"><strong>${name}</strong> <span class="soft">${page.address}</span></p>
${postTo(page, page.manage, inside)}`;
  return frame(page, { title: text('manageTitle'), path: page.manage, body });
}

export function savedPage(page: RecipientFrame): Html {
  const text = textsOf(page);
  const body = html`<p role="status">${text('savedText')}</p>${undoForm(page, page.manage)}${manageLink(page)}`;
  return frame(page, { title: text('savedTitle'), path: page.manage, body });
}

/** The link is too old to show whose it is. */
export function oldPage(page: RecipientFrame): Html {
  const text = textsOf(page);
  const button = html`<button type="submit">${text('fresh')}</button>`;
  const body = html`<p>${text('oldText')}</p>${postTo(page, `${page.manage}/fresh`, button)}`;
  return frame(page, { title: text('oldTitle'), path: page.manage, body });
}

export function freshPage(page: RecipientFrame): Html {
  const text = textsOf(page);
  const body = html`<p role="status">${text('freshText')}</p>`;
  return frame(page, { title: text('freshTitle'), path: page.manage, body });
}
