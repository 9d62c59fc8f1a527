import { type OutlookDouble, outlookDouble } from '../doubles/outlook/double.ts';
import { outlookListener } from '../doubles/outlook/serve.ts';
import { tellFlow } from './support/flow.ts';

let double: OutlookDouble | null = null;

tellFlow({
  name: 'outlook',
  host: 'outlook.cloud.microsoft',
  path: '/mail/',
  listener({ email, name }) {
    double = outlookDouble({ mailboxes: [{ email, name }] });
    return outlookListener(double);
  },
  sentCount: () => double?.sent().length ?? 0,
  subject: 'return document.querySelector("[id^=MSG_][id$=_SUBJECT]")?.value ?? ""',
  body: 'return document.querySelector("[id^=editorParent_] [contenteditable=true]")?.innerText ?? ""',
  recipients: (field) =>
    `return [...document.querySelectorAll('[id^=MSG_][id$=_${field.toUpperCase()}] [contenteditable=false][aria-label]')].map((chip) => /[^\\s<>]+@[^\\s<>]+/.exec(chip.getAttribute('aria-label'))?.[0])`,
  sendButton: 'return document.querySelector("[data-testid=ComposeSendButton] button")',
});
