import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { BrowserContext, Page } from '@playwright/test';
import type { GmailDouble } from './double.ts';

export const GMAIL_URL = 'https://mail.google.com/mail/u/0/';

/** Serves the double at Gmail's own origin in every page of the context, or in one page alone. */
export async function routeGmail(context: BrowserContext | Page, double: GmailDouble): Promise<void> {
  await context.route('https://mail.google.com/**', async (route) => {
    const request = route.request();
    const answer = await double.handle({
      method: request.method(),
      url: request.url(),
      body: request.postData() ?? '',
    });
    if (answer === 'hang') return;
    if (answer === 'offline') await route.abort('internetdisconnected');
    else await route.fulfill(answer);
  });
}

/** The same for a plain `http` or `https` server, for browsers whose driver cannot answer requests. */
export function gmailListener(double: GmailDouble): RequestListener {
  return (request, response) => {
    answerWith(double, request, response).catch(() => response.destroy());
  };
}

async function answerWith(
  double: GmailDouble,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = `https://mail.google.com${request.url ?? '/'}`;
  const answer = await double.handle({
    method: request.method ?? 'GET',
    url,
    body: Buffer.concat(chunks).toString('utf8'),
  });
  if (answer === 'hang') return;
  if (answer === 'offline') response.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}
