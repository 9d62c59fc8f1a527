import type { Command } from './command.ts';
import { doctor } from './commands/doctor.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { migrateCommand } from './commands/migrate.ts';
import { rehearseCommand } from './commands/rehearse.ts';
import { start } from './commands/start.ts';
import { tokenCreate, tokenList, tokenRevoke } from './commands/token.ts';
import { userAdd, userList, userMailbox, userPassword } from './commands/user.ts';

/** What `utskick` can do, in the order of its help. */
export const commands: readonly Command[] = [
  start,
  doctor,
  migrateCommand,
  userAdd,
  userList,
  userPassword,
  userMailbox,
  tokenList,
  tokenCreate,
  tokenRevoke,
  exportCommand,
  importCommand,
  rehearseCommand,
];
