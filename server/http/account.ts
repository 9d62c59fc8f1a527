import type { Me } from '../../lib/contract/account.ts';
import { fail, ok, type Result } from '../../lib/contract/result.ts';
import { type Limited, limit, refuseExhausted } from '../accounts/limits.ts';
import { redeemLink } from '../accounts/links.ts';
import { collectToken, startPairing } from '../accounts/pairing.ts';
import { updateProfile, userOf } from '../accounts/profile.ts';
import { findMember, listMailboxes, writeAudit } from '../db/queries/accounts.ts';
import { listDeviceTokens, revokeDeviceToken } from '../db/queries/device-tokens.ts';
import { isDatabaseWell } from '../db/queries/health.ts';
import { getLockdown } from '../db/queries/lockdown.ts';
import type { CallContext, HandlersOf, PublicContext } from './handlers.ts';

export interface AccountDeps {
  version: string;
  publicUrl: string;
  /** A pairing link has been exchanged for a token. */
  redeemed(userId: string): void;
}

/** Endpoints about the server itself, pairing, and the caller's own account. */
export function accountHandlers(
  deps: AccountDeps,
): HandlersOf<
  | 'health.get'
  | 'pairing.start'
  | 'pairing.collect'
  | 'pairing.redeem'
  | 'me.get'
  | 'me.update'
  | 'tokens.list'
  | 'tokens.revoke'
> {
  return {
    'health.get': async ({ db }) =>
      ok({
        product: 'utskick',
        version: deps.version,
        database: (await isDatabaseWell(db.kysely)) ? 'ok' : 'away',
      }),
    'pairing.start': async ({ db, now, source }, { body }) => {
      const tooMany = await limit(db.kysely, 'pairingStart', source, now);
      return tooMany ?? ok(await startPairing(db, body.deviceName, deps.publicUrl, now));
    },
    'pairing.collect': (context, { body }) =>
      countingWrong(context, 'secretWrong', () => collectToken(context.db, body.deviceCode, context.now)),
    'pairing.redeem': (context, { body }) =>
      countingWrong(context, 'secretWrong', async () => {
        const redeemed = await redeemLink(context.db, body.linkCode, body.deviceName, context.now);
        if (!redeemed.ok) return redeemed;
        deps.redeemed(redeemed.value.userId);
        return ok({ token: redeemed.value.token });
      }),
    'me.get': tellMe,
    'me.update': async (context, { body }) => {
      const { db, userId, now } = context;
      return (await updateProfile(db, userId, body, now)) ?? (await tellMe(context));
    },
    'tokens.list': async ({ db, tokenId, ...owner }) =>
      ok({ tokens: await listDeviceTokens(db.kysely, owner, tokenId) }),
    'tokens.revoke': async ({ db, now, workspaceId, userId }, { params }) => {
      const revoked = await revokeDeviceToken(db.kysely, { workspaceId, userId }, params.id, now);
      if (!revoked) return fail('NOT_FOUND', 'there is no such paired device');
      await writeAudit(db.kysely, { workspaceId, userId, action: 'token.revoke', subjectId: params.id, now });
      return ok({});
    },
  };
}

async function tellMe({ db, workspaceId, userId, role }: CallContext): Promise<Result<Me>> {
  const member = await findMember(db.kysely, workspaceId, userId);
  if (!member) return fail('NOT_SIGNED_IN', 'you are no longer in this workspace');
  return ok({
    user: userOf(member),
    workspace: { id: workspaceId, name: member.workspaceName },
    role,
    mailboxes: await listMailboxes(db.kysely, workspaceId, userId),
    lockdown: await getLockdown(db.kysely, workspaceId),
  });
}

/** Only codes that do not exist count: waiting devices ask every few seconds and are welcome to. */
async function countingWrong<T>(
  { db, now, source }: PublicContext,
  what: Limited,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const tooMany = await refuseExhausted(db.kysely, what, source, now);
  if (tooMany) return tooMany;
  const result = await work();
  if (!result.ok && result.code === 'PAIRING_UNKNOWN') await limit(db.kysely, what, source, now);
  return result;
}
