import { type GmailDouble, gmailDouble } from '../doubles/gmail/double.ts';
import { gmailListener } from '../doubles/gmail/serve.ts';
import { tellFlow } from './support/flow.ts';

let double: GmailDouble | null = null;

tellFlow({
  name: 'gmail',
  host: 'mail.google.com',
  path: '/mail/u/0/',
  listener({ email, name }) {
    double = gmailDouble({ accounts: [{ email, name }] });
    return gmailListener(double);
  },
  sentCount: () => double?.sent().length ?? 0,
  subject: 'return document.querySelector("[name=subjectbox]")?.value ?? ""',
  body: 'return document.querySelector("[g_editable]")?.innerText ?? ""',
  recipients: (field) =>
    `return [...document.querySelectorAll('[name=${field}] [data-hovercard-id]')].map((chip) => chip.dataset.hovercardId)`,
  sendButton: 'return document.querySelector(\'[data-tooltip^="Send "]\')',
});
