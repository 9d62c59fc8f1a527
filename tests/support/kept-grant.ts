import type { AccessToken, GrantKeeper } from '../../server/delivery/channels/access-token.ts';

/** Keeps a grant for one process. @param rotated - collects refresh tokens that took the place of others */
export function keptInMemory(refreshToken: string, rotated: string[] = []): GrantKeeper {
  const kept: { refreshToken: string; access: AccessToken | null } = { refreshToken, access: null };
  return {
    read: async () => kept.access,
    takeTurn: async () => ({ ...kept }),
    keep: async (access, next) => {
      kept.access = access;
      if (next === null) return;
      kept.refreshToken = next;
      rotated.push(next);
    },
    giveUp: async () => {},
  };
}
