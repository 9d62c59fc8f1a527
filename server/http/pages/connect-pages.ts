import { html } from 'hono/html';
import { asSentence, type Html, notice } from './layout.ts';

/** An account was connected at its provider. */
export function connectedPage(address: string): Html {
  return html`<div class="card"><h1>Connected</h1>
${notice('good', `Your mails leave through ${address} now.`)}
<p class="soft">You can close this tab and go on where you came from.</p></div>`;
}

/** It was not, and why. */
export function notConnectedPage(reason: string): Html {
  return html`<div class="card"><h1>Not connected</h1>
${notice('bad', asSentence(reason))}
<p class="soft">Nothing was changed. Close this tab and press the button under Settings → Sending again.</p></div>`;
}
