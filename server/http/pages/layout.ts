import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Who is signed in, as the head of each page shows it. */
export interface Viewer {
  name: string;
  timeZone: string;
}

export interface Page {
  title: string;
  body: Html;
  viewer: Viewer | null;
  /** Path of the page, to mark its link. */
  path: string;
  /** Links to the practice mailbox exist. */
  practice: boolean;
  wide?: boolean;
}

/** The mark of the product: a paper plane. */
export const mark = html`<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#5636c9"/><path d="M7 15.5 25 7l-6 18-4.2-7.3z" fill="#fff"/><path d="m14.8 17.7 4-4.2" stroke="#5636c9" stroke-width="1.6" stroke-linecap="round"/></svg>`;

/** Frame of every page: works without scripts, by keyboard, in light and dark. */
export function layout({ title, body, viewer, path, practice, wide = false }: Page): Html {
  const link = (to: string, text: string) =>
    html`<a href="${to}" ${path === to ? 'aria-current=page' : ''}>${text}</a>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Utskick</title>
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/site.css">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><div>
<a class="brand" href="/">${mark} Utskick</a>
<nav aria-label="Pages">
${practice ? link('/practice', 'Practice mailbox') : ''}
${viewer ? link('/devices', 'Devices') : ''}
${link('/docs/api', 'API')}
${viewer ? signedIn(viewer) : link('/signin', 'Sign in')}
</nav>
</div></header>
<main id="main" class="${wide ? 'wide' : ''}">
${body}
</main>
<footer>Utskick – campaigns and mailings, worked inside the mailbox</footer>
</body>
</html>`;
}

function signedIn(viewer: Viewer): Html {
  return html`<form method="post" action="/signout"><span class="who">${viewer.name}</span>
<button class="plain small" type="submit">Sign out</button></form>`;
}

/** A sentence that stands out; read aloud when the page comes. */
export function notice(kind: 'good' | 'bad', text: string): Html {
  return html`<p class="notice ${kind}" role="${kind === 'bad' ? 'alert' : 'status'}">${text}</p>`;
}

/** First letter large, full stop at the end: messages of the API as sentences of a page. */
export function asSentence(message: string): string {
  const first = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
