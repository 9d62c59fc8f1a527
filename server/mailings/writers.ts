import type { Person } from '../../lib/contract/person.ts';
import type { SendContent } from '../../lib/contract/send.ts';
import type { KeptFields } from '../../lib/core/mailing/kept-fields.ts';
import {
  type Edition,
  type MailWriter,
  prepareMail,
  type RecipientLinks,
  type WrittenMail,
} from '../../lib/core/mailing/write.ts';
import { localeOfText } from '../../lib/core/template/locale-of-text.ts';
import type { TemplateContext } from '../../lib/core/template/run.ts';
import type { Db } from '../db/open.ts';
import { findEditions } from '../db/queries/mailing-editions.ts';
import { findWrittenWith } from '../db/queries/mailing-recipients.ts';
import { findSetups, type MailingHead } from '../db/queries/mailings.ts';
import type { ClaimedSend } from '../db/queries/sends-claim.ts';
import { linksOf } from './addresses.ts';

/** An edition's text, made ready. */
export interface EditionWriter {
  /** What a mail to somebody is written with; the same gives the same mail. */
  keep(context: TemplateContext, person: Pick<Person, 'language'> | null): KeptFields;
  write(fields: KeptFields, links: RecipientLinks): WrittenMail;
  /** Of the text as somebody of no known language gets it. */
  readonly plain: MailWriter;
}

interface EditionKey {
  workspaceId: string;
  mailingId: string;
  number: number;
}

/** Beyond so many, those used longest ago are prepared anew when they are asked for. */
const MOST_KEPT = 50;
/** Under which a mail's values hold how its dates and numbers are written. */
export const LOCALE = ' locale';

/** Writes the mails of mailings; each text is made ready once. */
export class Writers {
  readonly #publicUrl: string;
  readonly #kept = new Map<string, EditionWriter>();

  /** @param publicUrl - the server's own address, without a slash at the end */
  constructor(publicUrl: string) {
    this.#publicUrl = publicUrl;
  }

  get publicUrl(): string {
    return this.#publicUrl;
  }

  /** @throws {Error} when there is no such edition */
  async of(db: Db, key: EditionKey): Promise<EditionWriter> {
    const found = (await this.#find(db, [key])).get(nameOf(key));
    if (!found) throw new Error(`expected edition ${key.number} of mailing ${key.mailingId}`);
    return found;
  }

  async #find(db: Db, keys: readonly EditionKey[]): Promise<ReadonlyMap<string, EditionWriter>> {
    const missing = keys.filter((key) => !this.#kept.has(nameOf(key)));
    for (const edition of await findEditions(db, missing))
      this.#kept.set(nameOf(edition), editionWriter(edition));
    const found = new Map<string, EditionWriter>();
    for (const key of keys) {
      const name = nameOf(key);
      const writer = this.#kept.get(name);
      if (!writer) continue;
      found.set(name, writer);
      // Used last, it goes last.
      this.#kept.delete(name);
      this.#kept.set(name, writer);
    }
    for (const name of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(name);
    }
    return found;
  }

  /**
   * What sends of mailings say, in their order: the ledger names the recipient alone.
   *
   * @returns for each its content, or why it cannot be written
   */
  async contentsOf(db: Db, sends: readonly ClaimedSend[]): Promise<Map<string, SendContent | Error>> {
    const about = sends.flatMap((send) => {
      const { mailing } = send.content;
      return mailing ? [{ send, workspaceId: send.workspaceId, ...mailing }] : [];
    });
    if (about.length === 0) return new Map();
    const kept = await findWrittenWith(db, about);
    const heads = await findSetups(db, about);
    const rows = new Map(kept.map((row) => [`${row.workspaceId} ${row.id}`, row]));
    const keys = kept.flatMap(({ workspaceId, mailingId, edition }) =>
      edition === null ? [] : [{ workspaceId, mailingId, number: edition }],
    );
    const writers = await this.#find(db, keys);
    return new Map(
      about.map(({ send, workspaceId, id: mailingId, recipientId }) => {
        const row = rows.get(`${workspaceId} ${recipientId}`);
        const writer = row?.edition && writers.get(nameOf({ workspaceId, mailingId, number: row.edition }));
        const head = heads.get(`${workspaceId} ${mailingId}`);
        if (!row || !writer || !head) return [send.id, new Error('its mailing or recipient is gone')];
        return [send.id, this.#write(send, { writer, head, fields: row.fields ?? {}, recipientId })];
      }),
    );
  }

  #write(
    { workspaceId, content }: ClaimedSend,
    about: { writer: EditionWriter; head: MailingHead; fields: KeptFields; recipientId: string },
  ): SendContent | Error {
    const { writer, head, fields, recipientId } = about;
    const links = linksOf(this.#publicUrl, { workspaceId, recipientId }, head.trackOpens);
    try {
      const { subject, html, text } = writer.write(fields, links);
      return { ...content, subject, html, text, unsubscribeUrl: links.oneClick, listId: head.listId };
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

function nameOf({ workspaceId, mailingId, number }: EditionKey): string {
  return `${workspaceId} ${mailingId} ${number}`;
}

/** Prepares a text, in each of the ways of writing dates that its recipients need. */
export function editionWriter(edition: Edition): EditionWriter {
  const byLocale = new Map<string, MailWriter>();
  const writerOf = (locale: string): MailWriter => {
    const known = byLocale.get(locale);
    if (known) return known;
    const writer = prepareMail(edition, locale);
    byLocale.set(locale, writer);
    return writer;
  };
  const { language } = edition;
  const text = language === null ? {} : { language };
  const plain = writerOf(localeOfText(text, null));
  return {
    plain,
    keep: (context, person) => {
      const locale = localeOfText(text, person);
      return { ...plain.keep(context), [LOCALE]: locale };
    },
    write: ({ [LOCALE]: locale, ...fields }, links) =>
      (typeof locale === 'string' ? writerOf(locale) : plain).write(fields, links),
  };
}
