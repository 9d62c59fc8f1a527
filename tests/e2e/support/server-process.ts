import { addUser, addWorkspace } from '../../../server/accounts/users.ts';
import { readConfig } from '../../../server/config.ts';
import { type RunningServer, startServer } from '../../../server/main.ts';
import type { ServerAnswer, ServerQuestion } from './server.ts';

// The real server in a process of its own, so that a test can take it away; see server.ts for the other half.

let server: RunningServer | null = null;

process.on('message', (question: ServerQuestion) => {
  answer(question).then(
    (value) => reply({ id: question.id, ok: true, value }),
    (error: unknown) => reply({ id: question.id, ok: false, message: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

function reply(message: ServerAnswer): void {
  process.send?.(message);
}

async function answer(question: ServerQuestion): Promise<string | null> {
  switch (question.type) {
    case 'start': {
      const { port, dataDir, env } = question;
      server = await startServer(readConfig(env, { port, dataDir, logLevel: 'error' }));
      return server.url;
    }
    case 'addUser':
      return addOne(running(), question);
    case 'issueLink':
      return running().issueLink(question.userId, 'extension');
    case 'issueWebLink':
      return running().issueLink(question.userId, 'web');
    case 'stop':
      await running().stop();
      server = null;
      return null;
  }
}

function running(): RunningServer {
  if (!server) throw new Error('the server has not been started');
  return server;
}

/** A user who is administrator of a workspace of their own. */
async function addOne(
  { db }: RunningServer,
  { name, email, timeZone }: { name: string; email: string; timeZone: string },
): Promise<string> {
  const now = new Date();
  const workspaceId = await addWorkspace(db, `${name}’s team`, now);
  const added = await addUser(db, { workspaceId, name, email, role: 'admin', password: null, timeZone }, now);
  if (!added.ok) throw new Error(added.message);
  return added.value.userId;
}
