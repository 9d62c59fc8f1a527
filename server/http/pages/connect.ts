import type { Context, Hono } from 'hono';
import { Id } from '../../../lib/contract/primitives.ts';
import type { Failure } from '../../../lib/contract/result.ts';
import type { MemberDetails } from '../../db/queries/accounts.ts';
import {
  askAtProvider,
  CALLBACK_PATH,
  CONNECT_PATH,
  finishConnection,
} from '../../delivery/channels/connect.ts';
import type { SendingOptions } from '../../delivery/channels/manage.ts';
import { statusOf } from '../status.ts';
import { connectedPage, notConnectedPage } from './connect-pages.ts';
import type { Html } from './layout.ts';

/** What these pages share with the server's other ones. */
export interface ConnectDeps {
  sending: SendingOptions;
  now: () => Date;
  memberOf(c: Context): Promise<MemberDetails | null>;
  show(
    c: Context,
    page: { title: string; body: Html; status?: ReturnType<typeof statusOf> },
  ): Promise<Response>;
  toSignIn(c: Context): Response;
}

/**
 * The way to a provider and back. It is walked by who is signed in here and began it: nobody can have somebody else's
 * account connected to their own by sending them an address.
 */
export function mountConnect(app: Hono, { sending, now, memberOf, show, toSignIn }: ConnectDeps): void {
  const refuse = (c: Context, failure: Failure) =>
    show(c, {
      title: 'Not connected',
      body: notConnectedPage(failure.message),
      status: statusOf(failure.code),
    });
  app.get(CALLBACK_PATH, async (c) => {
    const member = await memberOf(c);
    if (!member) return toSignIn(c);
    const said = (name: string) => c.req.query(name) || null;
    const error = [said('error'), said('error_description')].filter(Boolean).join(': ') || null;
    const says = { state: said('state') ?? '', code: said('code'), error };
    const finished = await finishConnection(sending, ownerOf(member), says, now());
    if (!finished.ok) return refuse(c, finished);
    return show(c, { title: 'Connected', body: connectedPage(finished.value.address) });
  });
  app.get(`${CONNECT_PATH}:id`, async (c) => {
    const member = await memberOf(c);
    if (!member) return toSignIn(c);
    const id = Id.safeParse(c.req.param('id'));
    if (!id.success) return c.notFound();
    const asked = await askAtProvider(sending, ownerOf(member), id.data, now());
    if (!asked.ok) return refuse(c, asked);
    c.header('Cache-Control', 'no-store');
    // The address of the provider is a setting of the server.
    return c.redirect(asked.value.url, 303);
  });
}

const ownerOf = ({ workspaceId, userId }: MemberDetails) => ({ workspaceId, userId });
