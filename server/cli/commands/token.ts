import { issueToken } from '../../accounts/tokens.ts';
import { revokeDeviceToken } from '../../db/queries/device-tokens.ts';
import { listAllTokens } from '../../db/queries/operators.ts';
import { command } from '../command.ts';
import { configOf } from '../config-of.ts';
import { userByEmail } from '../find-user.ts';
import { Problem } from '../problem.ts';
import { table } from '../table.ts';
import { withDatabase } from '../with-database.ts';

export const tokenList = command({
  name: 'token list',
  summary: 'Paired browsers and other holders of a token',
  options: { user: { value: 'EMAIL', help: 'only those of one person' } },
  run: ({ values, terminal }) =>
    withDatabase(configOf(values, terminal.env), async (db) => {
      const tokens = await listAllTokens(db.kysely, values.user);
      const rows = tokens.map((token) => [
        token.id,
        token.userEmail,
        token.name,
        `made ${token.createdAt.toISOString().slice(0, 10)}`,
        token.lastUsedAt
          ? `used ${token.lastUsedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
          : 'never used',
      ]);
      for (const line of table(rows)) terminal.say(line);
      if (tokens.length === 0) terminal.note('No token is valid.');
      return 0;
    }),
});

export const tokenCreate = command({
  name: 'token create',
  summary: 'Make a token for a program that works as a person',
  args: ['email'],
  options: { name: { value: 'NAME', help: 'what it is for (default: command line)' } },
  details: 'Sent as "Authorization: Bearer TOKEN". It is shown once; only its hash is kept.',
  run: ({ values, args, terminal }) =>
    withDatabase(configOf(values, terminal.env), async (db) => {
      const user = await userByEmail(db, args[0] ?? '');
      const name = values.name ?? 'command line';
      terminal.say(
        await issueToken(db.kysely, { workspaceId: user.workspaceId, userId: user.id, name }, new Date()),
      );
      return 0;
    }),
});

export const tokenRevoke = command({
  name: 'token revoke',
  summary: 'Make a token invalid at once',
  args: ['id'],
  options: {},
  run: ({ values, args, terminal }) =>
    withDatabase(configOf(values, terminal.env), async (db) => {
      const token = (await listAllTokens(db.kysely)).find((one) => one.id === args[0]);
      if (!token) throw new Problem(`There is no valid token ${args[0]}.`, 'utskick token list shows them.');
      await revokeDeviceToken(db.kysely, token, token.id, new Date());
      terminal.say(`Revoked "${token.name}" of ${token.userEmail}.`);
      return 0;
    }),
});
