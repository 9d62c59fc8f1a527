/** Event by which the content script tells the page's half under which name it will ask. */
export const HELLO = 'utskick:paste-hello';

export function readyEvent(nonce: string): string {
  return `utskick:paste-ready:${nonce}`;
}

export function pasteEvent(nonce: string): string {
  return `utskick:paste:${nonce}`;
}
