import { Parser } from 'htmlparser2';
import { compile } from '../template/compile.ts';
import { givenBack, type KeptFields } from './kept-fields.ts';
import { fixedHost } from './links.ts';

/** How the texts of a recipient's mail are written. */
export interface TargetOptions {
  /** BCP 47 tag. */
  locale: string;
  /** IANA zone. */
  timeZone: string;
}

/**
 * Where a tracked link leads one recipient: the stored address with the values that their mail was written with, each
 * encoded as in the mail. Whose website it is stands in the stored address alone.
 *
 * @param url - as stored; may hold fields after its host
 * @returns null where it leads nowhere on the web
 */
export function targetOf(url: string, fields: KeptFields, options: TargetOptions): string | null {
  const [host] = fixedHost.exec(url) ?? [];
  if (host === undefined) return null;
  const written = url.includes('{') ? printed(url, fields, options) : url;
  if (written === null || !URL.canParse(written)) return null;
  const { protocol, host: reached, href } = new URL(written);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return reached === new URL(host).host ? href : null;
}

/** Printed where it stands in a mail, as a link's address: so its fields are encoded alike. */
function printed(url: string, fields: KeptFields, options: TargetOptions): string | null {
  const source = url
    .split(/(\{\{.*?\}\})/s)
    .map((part, place) =>
      place % 2 === 1
        ? part
        : part.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'),
    )
    .join('');
  const { output } = compile(`<a href="${source}">x</a>`, { kind: 'html', ...options })(givenBack(fields));
  let address: string | null = null;
  const parser = new Parser({
    onopentag(_name, attributes) {
      address ??= attributes.href ?? null;
    },
  });
  parser.end(output);
  return address;
}
