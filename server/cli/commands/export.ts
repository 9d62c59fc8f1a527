import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Database } from '../../db/open.ts';
import { exportWorkspace } from '../../transfer/export.ts';
import { command } from '../command.ts';
import { configOf } from '../config-of.ts';
import { workspaceByName } from '../find-user.ts';
import { Problem } from '../problem.ts';
import { withDatabase } from '../with-database.ts';

export const exportCommand = command({
  name: 'export',
  summary: 'Write a whole workspace into one file',
  args: ['file'],
  details:
    'One line of JSON for each row, all from one moment. Move a workspace to another server with it, or keep it as a\nbackup. Passwords and tokens are in it as hashes only; keep the file private all the same.',
  options: {
    workspace: { value: 'NAME', help: 'by name or id (needed when there are several)' },
    force: { help: 'overwrite the file' },
  },
  run: async ({ values, args, terminal }) => {
    const path = resolve(args[0] ?? '');
    if (existsSync(path) && !values.force)
      throw new Problem(`${path} exists already.`, 'Choose another name, or --force.');
    return withDatabase(configOf(values, terminal.env), async (db) => {
      const workspace = await workspaceByName(db, values.workspace);
      const rows = await writeFileOf(db, workspace, path);
      terminal.say(`Wrote "${workspace.name}" to ${path}: ${rows} rows.`);
      return 0;
    });
  },
});

/** Under another name until it is whole, so that a file with the right name can be trusted. */
async function writeFileOf(
  db: Database,
  workspace: { id: string; name: string },
  path: string,
): Promise<number> {
  const draft = `${path}.part`;
  const file = createWriteStream(draft, { mode: 0o600, flush: true });
  const failed = finished(file);
  failed.catch(() => undefined); // told by the await below
  try {
    const write = async (line: string) => {
      if (!file.write(line)) await Promise.race([once(file, 'drain'), failed]);
    };
    const rows = await exportWorkspace(db, workspace, write, new Date());
    file.end();
    await failed;
    await rename(draft, path);
    return rows;
  } catch (cause) {
    file.destroy();
    await rm(draft, { force: true });
    if (cause instanceof Error && 'path' in cause) {
      throw new Problem(`${path} cannot be written: ${cause.message}.`, undefined, 1, { cause });
    }
    throw cause;
  }
}
