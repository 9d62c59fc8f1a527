import { html, raw } from 'hono/html';
import type { Html } from './layout.ts';

/** The page of a registered link. @param text - sanitised when it was saved */
export function linkPage({ title, text, sender }: { title: string; text: string; sender: string }): Html {
  return html`<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${sender}</title>
<link rel="stylesheet" href="/assets/site.css">
</head>
<body class="recipient">
<header class="top"><div><strong class="sender">${sender}</strong></div></header>
<main id="main"><div class="card"><h1>${title}</h1>
${raw(text)}
</div></main>
</body>
</html>`;
}
