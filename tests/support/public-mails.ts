import type { Database } from '../../server/db/open.ts';
import { linksOf } from '../../server/mailings/addresses.ts';
import { type anApp, publicUrl } from './app.ts';

type TestApp = Awaited<ReturnType<typeof anApp>>;

export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** What tests of mails that have arrived do again and again. */
export function publicMails(about: () => { db: Database; app: TestApp }) {
  /** Addresses in the mail of somebody, by their name. */
  const linksFor = async (mailingId: string, name: string) => {
    const { id, workspace_id: workspaceId } = await about()
      .db.kysely.selectFrom('mailing_recipients')
      .select(['id', 'workspace_id'])
      .where('mailing_id', '=', mailingId)
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return { ...linksOf(publicUrl, { workspaceId, recipientId: id }, true), id };
  };
  const ask = async (
    address: string,
    { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
  ) => {
    const { app } = about();
    const answer = await app.call(method, address, { headers: { 'user-agent': firefox, ...headers } });
    await app.flush();
    return answer;
  };
  const post = (address: string, body: Record<string, string> | [string, string][] = {}) =>
    about().app.call('POST', address, {
      body: new URLSearchParams(body).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const events = async (recipientId: string) =>
    await about()
      .db.kysely.selectFrom('mailing_events')
      .select(['kind', 'link_number', 'agent', 'machine'])
      .where('recipient_id', '=', recipientId)
      .orderBy('at')
      .orderBy('link_number')
      .execute();
  return { linksFor, ask, post, events };
}
