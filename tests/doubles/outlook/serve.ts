import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { BrowserContext, Page } from '@playwright/test';
import type { OutlookDouble } from './double.ts';

export const OUTLOOK_HOSTS = [
  'outlook.cloud.microsoft',
  'outlook.office.com',
  'outlook.office365.com',
  'outlook.live.com',
] as const;
export type OutlookHost = (typeof OUTLOOK_HOSTS)[number];

/** Where the mailbox opens; consumers' addresses hold an account number. */
export function outlookUrl(host: OutlookHost = 'outlook.cloud.microsoft'): string {
  return `https://${host}/mail/${host === 'outlook.live.com' ? '0/' : ''}`;
}

/** Serves the double at Outlook's own origins in every page and every window of the context. */
export async function routeOutlook(context: BrowserContext | Page, double: OutlookDouble): Promise<void> {
  const isOutlook = ({ hostname }: URL) => OUTLOOK_HOSTS.some((host) => host === hostname);
  await context.route(isOutlook, async (route) => {
    const request = route.request();
    const answer = await double.handle({
      method: request.method(),
      url: request.url(),
      headers: request.headers(),
      body: request.postData() ?? '',
    });
    if (answer === 'hang') return;
    if (answer === 'offline') await route.abort('internetdisconnected');
    else await route.fulfill(answer);
  });
}

/** The same for a plain `http` or `https` server, for browsers whose driver cannot answer requests. */
export function outlookListener(double: OutlookDouble): RequestListener {
  return (request, response) => {
    answerWith(double, request, response).catch(() => response.destroy());
  };
}

async function answerWith(
  double: OutlookDouble,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  const answer = await double.handle({
    method: request.method ?? 'GET',
    url: `https://${request.headers.host ?? 'outlook.cloud.microsoft'}${request.url ?? '/'}`,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString('utf8'),
  });
  if (answer === 'hang') return;
  if (answer === 'offline') response.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}
