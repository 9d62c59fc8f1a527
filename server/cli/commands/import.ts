import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { TransferError } from '../../transfer/format.ts';
import { checkImport, importWorkspace, type Lines } from '../../transfer/import.ts';
import { command } from '../command.ts';
import { configOf } from '../config-of.ts';
import { Problem } from '../problem.ts';
import { withDatabase } from '../with-database.ts';

export const importCommand = command({
  name: 'import',
  summary: 'Read a workspace from a file that export has written',
  args: ['file'],
  details: 'The whole file is checked before anything is written, and all of it is written or nothing.',
  options: { force: { help: 'replace the workspace if it is here already' } },
  run: async ({ values, args, terminal }) => {
    const path = resolve(args[0] ?? '');
    if (!existsSync(path)) throw new Problem(`There is no file ${path}.`);
    const lines: Lines = () =>
      createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
    return withDatabase(configOf(values, terminal.env), async (db) => {
      try {
        const checked = await checkImport(db, lines, values.force === true);
        await importWorkspace(db, lines, checked, new Date());
        terminal.say(`Imported "${checked.header.workspace.name}": ${checked.rows} rows.`);
        return 0;
      } catch (cause) {
        if (cause instanceof TransferError)
          throw new Problem(`${path}: ${cause.message}`, undefined, 1, { cause });
        throw cause;
      }
    });
  },
});
