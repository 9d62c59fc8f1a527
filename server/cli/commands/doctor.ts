import { thisMachine } from '../browser/find.ts';
import {
  checkBrowser,
  checkBuilds,
  checkDatabase,
  checkDataFolder,
  checkNode,
  checkPort,
  checkRoot,
} from '../checks.ts';
import { command } from '../command.ts';
import { configOf } from '../config-of.ts';
import { productFolder } from '../product-folder.ts';

export const doctor = command({
  name: 'doctor',
  summary: 'Look whether everything is in order, and say what to do where it is not',
  options: {
    port: { value: 'PORT', help: 'port that the server will listen on (default: 8420)' },
    host: { value: 'ADDRESS', help: 'address that it will listen on (default: 127.0.0.1)' },
  },
  details: 'Changes nothing. Ends with code 1 when something is not ok.',
  run: async ({ values, terminal }) => {
    const config = configOf(values, terminal.env);
    const checks = [
      checkNode(process.version),
      checkRoot(productFolder),
      checkDataFolder(config.dataDir),
      ...(await checkDatabase(config)),
      await checkPort(config.host, config.port, 'Server', '--port'),
      ...(config.practice
        ? [await checkPort('127.0.0.1', config.smtpPort, 'Mail sink', 'UTSKICK_SMTP_PORT')]
        : []),
      ...(await checkBuilds(productFolder)),
      checkBrowser(thisMachine(terminal.env)),
    ];
    for (const { ok, what, todo } of checks) {
      terminal.say(`${ok ? 'ok     ' : 'not ok '} ${what}`);
      if (todo) terminal.say(`        ${todo}`);
    }
    return checks.every((check) => check.ok) ? 0 : 1;
  },
});
