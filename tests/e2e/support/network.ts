import type { BrowserContext, Request } from '@playwright/test';

/** Every request that pages, frames and workers of a browser make. */
export interface Network {
  requests: { method: string; url: string; by: 'page' | 'worker' }[];
  /** The origin of a mail site that the test has opened. */
  allow(origin: string): void;
  /** Requests to anyone but the mail site and the configured server. */
  strangers(serverUrl: string): string[];
}

export function watchNetwork(context: BrowserContext): Network {
  const requests: Network['requests'] = [];
  const sites = new Set(['https://mail.google.com']);
  context.on('request', (request: Request) => {
    const by = request.serviceWorker() ? 'worker' : 'page';
    requests.push({ method: request.method(), url: request.url(), by });
  });
  return {
    requests,
    allow: (origin) => void sites.add(origin),
    strangers: (serverUrl) => {
      const known = new Set([...sites, new URL(serverUrl).origin]);
      return requests.map(({ url }) => url).filter((url) => isRemote(url) && !known.has(new URL(url).origin));
    },
  };
}

function isRemote(url: string): boolean {
  return /^(https?|wss?|ftp):/.test(url);
}
