import { command } from '../command.ts';
import { configOf } from '../config-of.ts';
import { withDatabase } from '../with-database.ts';

export const migrateCommand = command({
  name: 'migrate',
  summary: 'Bring the database to the form that this version needs',
  details: 'start does it by itself; with several server processes run it once before they start.',
  options: {},
  run: async ({ values, terminal }) => {
    const applied = await withDatabase(configOf(values, terminal.env), async (_db, ids) => ids);
    terminal.say(
      applied.length === 0 ? 'Nothing to do: the database is up to date.' : `Applied ${applied.join(', ')}.`,
    );
    return 0;
  },
});
