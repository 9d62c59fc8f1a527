import { fail, ok, type Result } from '../contract/errors.ts';

/**
 * The server's origin from what a person types: `crm.example`, `https://crm.example/somewhere`, `127.0.0.1:8420`.
 * Without a scheme it is https, on this machine http; http anywhere else is refused, because the token travels in
 * every request.
 *
 * @returns `INVALID_INPUT` naming what is wrong
 */
export function normaliseServer(typed: string): Result<string> {
  const text = typed.trim();
  if (text === '') return refused('Enter the address of your Utskick server.');
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${isLoopback(hostOf(text)) ? 'http' : 'https'}://${text}`;
  if (!URL.canParse(withScheme)) return refused(`“${text}” is not an address.`);
  const url = new URL(withScheme);
  if (url.username || url.password) return refused('Leave name and password out of the address.');
  if (url.protocol === 'https:') return ok(url.origin);
  if (url.protocol !== 'http:') return refused('The address must begin with https://.');
  return isLoopback(url.hostname)
    ? ok(url.origin)
    : refused('The address must begin with https://. Only a server on this computer may use http://.');
}

function hostOf(text: string): string {
  return text.split(/[:/]/)[0] ?? '';
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host);
}

function refused(message: string): Result<string> {
  return fail('INVALID_INPUT', message, [{ path: 'server', message }]);
}
