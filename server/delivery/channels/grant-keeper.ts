import type { Database } from '../../db/open.ts';
import {
  endGrantTurn,
  keepGrant,
  readGrant,
  type StoredGrant,
  takeGrantTurn,
} from '../../db/queries/channel-grants.ts';
import type { AccessToken, GrantKeeper } from './access-token.ts';
import type { Vault } from './vault.ts';

/** Names the owner of a secret for the vault. */
export function contextOf({ workspaceId, id }: { workspaceId: string; id: string }): string {
  return `${workspaceId.toLowerCase()} ${id.toLowerCase()}`;
}

/** Keeps the grant of a channel in its row, sealed. */
export function keeperOf(
  { db, vault }: { db: Database; vault: Vault },
  channel: { workspaceId: string; id: string; secret: string },
): GrantKeeper {
  const { kysely } = db;
  const context = contextOf(channel);
  /** Sealed, as it was when the turn was taken. */
  let secret = channel.secret;
  const accessOf = ({ accessToken, accessUntil }: StoredGrant): AccessToken | null => {
    const value = accessToken === null ? null : vault.open(accessToken, `${context} access`);
    return value === null || accessUntil === null ? null : { value, until: accessUntil };
  };
  return {
    async read() {
      const stored = await readGrant(kysely, channel);
      return stored && accessOf(stored);
    },
    async takeTurn(until, now) {
      const stored = await takeGrantTurn(kysely, channel, until, now);
      if (!stored) return null;
      secret = stored.secret;
      const refreshToken = vault.open(secret, context);
      // Another process has sealed it anew with a key that this one lacks.
      if (refreshToken === null)
        throw new Error('the grant was sealed with a key that this server does not have');
      return { refreshToken, access: accessOf(stored) };
    },
    async keep({ value, until }, refreshToken, now) {
      const made = {
        secret: refreshToken === null ? secret : vault.seal(refreshToken, context),
        accessToken: vault.seal(value, `${context} access`),
        accessUntil: until,
      };
      await keepGrant(kysely, { ...channel, secret }, made, now);
      secret = made.secret;
    },
    giveUp: (over, now) => endGrantTurn(kysely, { ...channel, secret }, over, now),
  };
}
