import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where `npm run build` puts the webmail. */
export const BUILT_WEBMAIL = fileURLToPath(new URL('../../.output/web/practice', import.meta.url));

/** For the webmail: own scripts only. Inline `style` attributes are what mail is made of; they run nothing. */
export const APP_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * For the body of a mail: no script, no request to anybody, an origin of its own.
 * @param measurable - lets the surrounding page read the height; still no scripts
 */
export function mailPolicy(measurable: boolean): string {
  const sandbox = [
    'allow-popups',
    'allow-popups-to-escape-sandbox',
    ...(measurable ? ['allow-same-origin'] : []),
  ];
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    `sandbox ${sandbox.join(' ')}`,
  ].join('; ');
}

/**
 * A mail's HTML as a page. Links open in a new tab, and dark themes are left alone: the sender chose the colours
 * for white paper.
 */
export function mailPage(html: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><base target="_blank"><meta name="referrer" content="no-referrer">
<style>html{background:#fff}body{margin:0;padding:4px 0;font:14px/1.55 system-ui,sans-serif;color:#1f2328;overflow-wrap:anywhere}img{max-width:100%}</style>
</head><body>${html}</body></html>`;
}

/** What stands at the webmail's address when it has not been built. */
export const NOT_BUILT =
  'The practice mailbox has not been built yet. Run "npm run build" (or "npm start"), then reload.';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
  woff2: 'font/woff2',
};

/** A built file and its media type; null when there is none of that name. */
export async function findBuiltFile(
  folder: string,
  name: string,
): Promise<{ body: Uint8Array<ArrayBuffer>; type: string } | null> {
  const type = types[name.slice(name.lastIndexOf('.') + 1)];
  if (!type || !/^[\w-][\w.-]*$/.test(name.replace(/^assets\//, ''))) return null;
  try {
    return { body: new Uint8Array(await readFile(join(folder, name))), type };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
