/** How a mail is looked at. */
export interface FrameLook {
  /** Pictures are fetched from where they are; whoever owns that place may see it. */
  images?: boolean;
  /** As a mail program with a dark ground shows it. */
  dark?: boolean;
}

const policy = (images: string): string =>
  `default-src 'none'; style-src 'unsafe-inline'; img-src ${images}; form-action 'none'; base-uri 'none'`;
/** Pictures of a server on this machine, which has no certificate; nothing else of it. */
const onlyHere = 'http://localhost:*/i/ http://127.0.0.1:*/i/';
const light = 'color:#1c1a22;background:#fff';
const dark = 'color:#eceaf2;background:#1b1a20';
const letters = 'margin:12px;font:14px/20px system-ui,sans-serif;overflow-wrap:anywhere';

/** The document that such a frame shows. */
export function framed(html: string, look: FrameLook = {}): string {
  const images = look.images ? `data: https: ${onlyHere}` : 'data:';
  const style = `:root{color-scheme:${look.dark ? 'dark' : 'light'}}body{${letters};${look.dark ? dark : light}}img{max-width:100%}`;
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="Content-Security-Policy" content="${policy(images)}"><style>${style}</style><base target="_blank"><body dir="auto">${html}`;
}
