import { html } from 'hono/html';
import type { DeviceToken } from '../../../lib/contract/account.ts';
import { asSentence, type Html, notice } from './layout.ts';

/** What this is, and where to go. */
export function homePage({ practice, signedIn }: { practice: boolean; signedIn: boolean }): Html {
  return html`<h1>Sales campaigns, worked inside the mailbox</h1>
<p class="lead">This is an Utskick server. It keeps the campaigns, people and tasks of your team; the browser extension
shows what is due beside your mail, fills the compose window, and notices when the message has really been sent.</p>
<ul class="cards">
${
  practice
    ? html`<li class="card"><h2><a href="/practice">Practice mailbox</a></h2>
<p class="soft">Try the whole loop without an account. Messages go to a sink on this machine and to nobody else.</p></li>`
    : ''
}
<li class="card"><h2><a href="/pair">Pair a device</a></h2>
<p class="soft">Enter the code that the extension shows, and it may work in your name.</p></li>
<li class="card"><h2>${signedIn ? html`<a href="/devices">Your devices</a>` : html`<a href="/signin">Sign in</a>`}</h2>
<p class="soft">${signedIn ? 'See what is paired and when it was last used; revoke what you no longer use.' : 'With the address and password that your administrator gave you.'}</p></li>
<li class="card"><h2><a href="/docs/api">API</a></h2>
<p class="soft">Every endpoint, with a machine-readable description at <a href="/openapi.json">/openapi.json</a>.</p></li>
</ul>`;
}

export function signInPage(form: { email: string; to: string; problem: string | null }): Html {
  return html`<div class="card"><h1>Sign in</h1>
${form.problem ? notice('bad', asSentence(form.problem)) : ''}
<form method="post" action="/signin">
<input type="hidden" name="to" value="${form.to}">
<label for="email">Email address</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${form.email}" ${form.email ? '' : 'autofocus'}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="128" ${form.email ? 'autofocus' : ''}>
<button type="submit">Sign in</button>
</form></div>`;
}

/** Type the code of a device. */
export function codePage({ typed, problem }: { typed: string; problem: string | null }): Html {
  return html`<div class="card"><h1>Pair a device</h1>
<p class="soft">The extension shows a code of eight letters. Enter it here.</p>
${problem ? notice('bad', asSentence(problem)) : ''}
<form method="get" action="/pair">
<label for="code">Code</label>
<input id="code" class="code" name="code" required maxlength="20" autocomplete="off" autocapitalize="characters"
 spellcheck="false" placeholder="XXXX-XXXX" value="${typed}" ${problem ? 'aria-invalid=true' : ''} autofocus>
<button type="submit">Continue</button>
</form></div>`;
}

/** Compare the code and decide. */
export function confirmPage(pairing: {
  userCode: string;
  deviceName: string;
  workspaceName: string;
  userName: string;
}): Html {
  return html`<div class="card"><h1>Pair “${pairing.deviceName}”?</h1>
<p>The device must show this very code. If it does not, or you did not ask for it, refuse.</p>
<p class="code-shown">${pairing.userCode}</p>
<p>Once paired it works as <strong>${pairing.userName}</strong> in <strong>${pairing.workspaceName}</strong> and can</p>
<ul class="can">
<li>read your tasks, campaigns and people,</li>
<li>complete, skip and snooze your tasks,</li>
<li>add people and start campaigns, as far as your role allows.</li>
</ul>
<p class="soft">It never learns your password. You can revoke it at any time under Devices.</p>
<form method="post" action="/pair">
<input type="hidden" name="code" value="${pairing.userCode}">
<div class="actions">
<button type="submit" name="decision" value="approve">Approve</button>
<button class="plain" type="submit" name="decision" value="refuse">Refuse</button>
</div>
</form></div>`;
}

export function decidedPage({ deviceName, approved }: { deviceName: string; approved: boolean }): Html {
  return html`<div class="card"><h1>${approved ? 'Paired' : 'Refused'}</h1>
${
  approved
    ? notice('good', `“${deviceName}” is paired. It goes on by itself; you can close this page.`)
    : notice('bad', `“${deviceName}” was refused and gets no access.`)
}
<p><a href="/devices">Your devices</a></p></div>`;
}

export function devicesPage({
  tokens,
  timeZone,
  done,
}: {
  tokens: DeviceToken[];
  timeZone: string;
  done: boolean;
}): Html {
  const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const at = (instant: string) => html`<time datetime="${instant}">${when.format(new Date(instant))}</time>`;
  return html`<h1>Your devices</h1>
<p class="soft">Browsers and programs that may work in your name. Times are those of ${timeZone.replaceAll('_', ' ')}.</p>
${done ? notice('good', 'The device was revoked and has no access any more.') : ''}
${tokens.length === 0 ? html`<div class="card"><p>Nothing is paired yet.</p></div>` : ''}
<ul class="devices">
${tokens.map(
  (token) => html`<li><div><strong>${token.name}</strong>
<p class="soft">Paired ${at(token.createdAt)}${token.lastUsedAt ? html`, last used ${at(token.lastUsedAt)}` : ', not used yet'}</p></div>
<form method="post" action="/devices/revoke"><input type="hidden" name="id" value="${token.id}">
<button class="danger small" type="submit" aria-label="Revoke ${token.name}">Revoke</button></form></li>`,
)}
</ul>
<p><a class="button" href="/pair">Pair a device</a></p>`;
}

/** Uses up a one-time link only when a person says so. */
export function linkPage({ code, to }: { code: string; to: string }): Html {
  return html`<div class="card"><h1>Sign in</h1>
<p>This link signs you in once, in this browser.</p>
<form method="post" action="/link">
<input type="hidden" name="code" value="${code}">
<input type="hidden" name="to" value="${to}">
<div class="actions"><button type="submit">Sign in</button></div>
</form></div>`;
}

/** A page that says one thing and where to go on. */
export function messagePage({
  title,
  message,
  to,
  toText,
}: {
  title: string;
  message: string;
  to: string;
  toText: string;
}): Html {
  return html`<div class="card"><h1>${title}</h1><p>${asSentence(message)}</p>
<p><a class="button" href="${to}">${toText}</a></p></div>`;
}
