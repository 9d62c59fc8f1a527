import { randomUUID } from 'node:crypto';
import { Role } from '../../../lib/contract/account.ts';
import { EmailAddress } from '../../../lib/contract/primitives.ts';
import { makePassword, setPassword } from '../../accounts/password.ts';
import { addUser, type NewUser } from '../../accounts/users.ts';
import type { Database } from '../../db/open.ts';
import { addMailbox, listUsers, listWorkspaces } from '../../db/queries/operators.ts';
import { command, type Input } from '../command.ts';
import { configOf } from '../config-of.ts';
import { userByEmail, workspaceByName } from '../find-user.ts';
import { misuse, Problem } from '../problem.ts';
import { table } from '../table.ts';
import { withDatabase } from '../with-database.ts';

const addOptions = {
  name: { value: 'NAME', help: 'shown to colleagues (default: the part before @)' },
  role: {
    value: 'ROLE',
    help: 'admin, manager or user (default: user; the first user of a workspace: admin)',
  },
  workspace: { value: 'NAME', help: 'workspace by name or id; a name that is new makes one' },
  'time-zone': { value: 'ZONE', help: 'e.g. Europe/Stockholm (default: the zone of this machine)' },
  password: { value: 'PASSWORD', help: 'default: one is made and shown once' },
} as const;

export const userAdd = command({
  name: 'user add',
  summary: 'Add a person who can sign in',
  args: ['email'],
  options: addOptions,
  run: ({ values, args, terminal }) =>
    withDatabase(configOf(values, terminal.env), (db) => add(db, { values, args, terminal })),
});

async function add(db: Database, { values, args, terminal }: Input<typeof addOptions>): Promise<number> {
  const now = new Date();
  const email = args[0] ?? '';
  const workspace = await workspaceFor(db, values.workspace);
  const password = values.password ?? makePassword();
  const added = await addUser(
    db,
    {
      ...workspace,
      name: values.name ?? email.split('@')[0] ?? email,
      email,
      role: roleOf(values.role ?? (workspace.newWorkspace === undefined ? 'user' : 'admin')),
      password,
      timeZone: values['time-zone'] ?? localTimeZone(),
    },
    now,
  );
  if (!added.ok) throw new Problem(`The user was not added: ${added.message}.`);
  terminal.say(`Added ${email}.`);
  if (values.password === undefined) terminal.say(`Password (shown this once): ${password}`);
  return 0;
}

async function workspaceFor(
  db: Database,
  wanted: string | undefined,
): Promise<Pick<NewUser, 'workspaceId' | 'newWorkspace'>> {
  const all = await listWorkspaces(db.kysely);
  const known = all.some((one) => one.id === wanted || one.name === wanted);
  if (known || (wanted === undefined && all.length > 0)) {
    return { workspaceId: (await workspaceByName(db, wanted)).id };
  }
  return { workspaceId: randomUUID(), newWorkspace: wanted ?? 'My workspace' };
}

function roleOf(text: string): Role {
  const role = Role.safeParse(text);
  if (role.success) return role.data;
  throw misuse(`--role: expected admin, manager or user, got "${text}".`);
}

export function localTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export const userList = command({
  name: 'user list',
  summary: 'Everybody who can sign in, by workspace',
  options: {},
  run: ({ values, terminal }) =>
    withDatabase(configOf(values, terminal.env), async (db) => {
      const users = await listUsers(db.kysely);
      for (const line of table(users.map((user) => [user.email, user.name, user.role, user.workspaceName]))) {
        terminal.say(line);
      }
      if (users.length === 0) terminal.note('Nobody yet. utskick user add EMAIL adds somebody.');
      return 0;
    }),
});

export const userPassword = command({
  name: 'user password',
  summary: "Replace a person's password, and sign them out of the server's pages",
  args: ['email'],
  options: { password: { value: 'PASSWORD', help: 'default: one is made and shown once' } },
  run: ({ values, args, terminal }) =>
    withDatabase(configOf(values, terminal.env), async (db) => {
      const user = await userByEmail(db, args[0] ?? '');
      const password = values.password ?? makePassword();
      const set = await setPassword(db, user, password, new Date());
      if (!set.ok) throw new Problem(`The password was not changed: ${set.message}.`);
      terminal.say(`${user.email} has a new password.`);
      if (values.password === undefined) terminal.say(`Password (shown this once): ${password}`);
      return 0;
    }),
});

export const userMailbox = command({
  name: 'user mailbox',
  summary: 'Add an address that a person sends from, e.g. their Gmail account',
  args: ['email', 'address'],
  options: {},
  run: ({ values, args, terminal }) =>
    withDatabase(configOf(values, terminal.env), async (db) => {
      const address = EmailAddress.safeParse(args[1]);
      if (!address.success)
        throw misuse(`address: expected an address such as anna@example.com, got "${args[1]}".`);
      const user = await userByEmail(db, args[0] ?? '');
      const { id: userId, workspaceId } = user;
      const isNew = await addMailbox(db.kysely, { workspaceId, userId, email: address.data }, new Date());
      terminal.say(
        isNew
          ? `${user.email} now sends from ${address.data}.`
          : `${user.email} sends from ${address.data} already.`,
      );
      return 0;
    }),
});
