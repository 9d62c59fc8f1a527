import { accessSync, constants, existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { DataFolderInUseError } from '../db/errors.ts';
import { readMigrations } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { findAppliedMigrations } from '../db/queries/migrations.ts';
import { makeFolder } from '../make-folder.ts';
import { installedBrowsers, type Machine } from './browser/find.ts';
import { steps, whyBuild } from './build.ts';
import { locationOf } from './with-database.ts';

/** Result of one look: `todo` says what the person can do about a fault, or about what could be better. */
export interface Check {
  ok: boolean;
  what: string;
  todo?: string;
}

const good = (what: string, todo?: string): Check => ({ ok: true, what, ...(todo && { todo }) });
const bad = (what: string, todo: string): Check => ({ ok: false, what, todo });

const OLDEST_NODE = 22;
const LEAST_FREE_BYTES = 500 * 1024 * 1024;

export function checkNode(version: string): Check {
  const major = Number(version.replace(/^v/, '').split('.')[0]);
  return major >= OLDEST_NODE
    ? good(`Node ${version}`)
    : bad(
        `Node ${version} is too old`,
        `Run it by npm (npm run utskick -- …), which brings its own, or install Node ${OLDEST_NODE} or newer.`,
      );
}

export function checkDataFolder(dataDir: string): Check {
  const probe = join(dataDir, `.doctor-${process.pid}`);
  try {
    makeFolder(dataDir);
    writeFileSync(probe, '');
    rmSync(probe);
    const { bavail, bsize } = statfsSync(dataDir);
    if (bavail * bsize < LEAST_FREE_BYTES) {
      return bad(
        `The data folder ${dataDir} has less than 500 MB left`,
        'Free space on that disk, or choose another folder with --data.',
      );
    }
    return good(`The data folder ${dataDir} can be written`);
  } catch (error) {
    return bad(
      `The data folder ${dataDir} cannot be written (${reasonOf(error)})`,
      'Mend its owner or rights, or choose another folder with --data.',
    );
  }
}

/** Opens the database without changing it; an embedded one that is not there yet is not made. */
export async function checkDatabase(config: Config): Promise<Check[]> {
  if (!config.databaseUrl && !existsSync(join(config.dataDir, 'db'))) {
    return [good('No database yet', 'utskick start makes it.')];
  }
  try {
    const db = await openDatabase(locationOf(config));
    try {
      const where =
        db.engine === 'embedded'
          ? 'The embedded database opens, and its commits reach the disk'
          : 'The PostgreSQL server answers';
      return [good(where), await checkMigrations(db)];
    } finally {
      await db.close();
    }
  } catch (error) {
    if (error instanceof DataFolderInUseError)
      return [good(reasonOf(error).split('. ')[0] ?? '', 'End that process to look into the database.')];
    return [
      bad(reasonOf(error), 'With DATABASE_URL: check that address. Else: import a backup into a new folder.'),
    ];
  }
}

async function checkMigrations(db: Parameters<typeof findAppliedMigrations>[0]): Promise<Check> {
  const applied = await findAppliedMigrations(db);
  const all = await readMigrations();
  const unknown = [...applied].filter((id) => !all.some((migration) => migration.id === id));
  if (unknown.length > 0)
    return bad(`The database is newer than this version (${unknown.join(', ')})`, 'Start the newer version.');
  const missing = all.filter((migration) => !applied.has(migration.id));
  return missing.length === 0
    ? good(`All ${all.length} migrations are applied`)
    : good(`${missing.length} migrations are waiting`, 'utskick migrate, or the next start, applies them.');
}

export async function checkPort(host: string, port: number, what: string, setting: string): Promise<Check> {
  const code = await tryPort(host, port);
  if (code === null) return good(port === 0 ? `${what}: any free port` : `${what}: port ${port} is free`);
  if (code === 'EADDRINUSE' && (await isUtskick(host, port)))
    return good(`${what}: an Utskick server answers on port ${port}`);
  return bad(
    `${what}: port ${port} cannot be had (${code})`,
    `End the program that has it, or choose another with ${setting}.`,
  );
}

function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(reasonOf(error)));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}

async function isUtskick(host: string, port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${port}/api/v2/health`, {
      signal: AbortSignal.timeout(2_000),
    });
    const health: unknown = await answer.json();
    return (
      typeof health === 'object' && health !== null && 'product' in health && health.product === 'utskick'
    );
  } catch {
    return false;
  }
}

export function checkBrowser(machine: Machine): Check {
  const [first, ...others] = installedBrowsers(machine);
  if (!first) {
    return bad(
      'No Chromium, Chrome, Edge, Brave or Vivaldi was found',
      'Install one, or name one with CHROMIUM_PATH. The server works without.',
    );
  }
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return good(`${first.name} at ${first.path}${more}`);
}

export async function checkBuilds(root: string): Promise<Check[]> {
  return Promise.all(
    steps.map(async (step) => {
      const reason = await whyBuild(root, step);
      const name = step.title.charAt(0).toUpperCase() + step.title.slice(1);
      if (!reason) return good(`${name} is built`);
      return existsSync(join(root, step.output))
        ? good(`${name} is older than its sources`, 'utskick start builds it anew.')
        : good(`${name} is not built yet`, 'utskick start builds it.');
    }),
  );
}

/** Can the product's own folder be written, where the builds go? */
export function checkRoot(root: string): Check {
  try {
    accessSync(root, constants.W_OK);
    return good(`The product's folder ${root} can be written`);
  } catch (error) {
    return bad(
      `The product's folder ${root} cannot be written (${reasonOf(error)})`,
      'Builds go there; mend its rights.',
    );
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('E')
    ? error.code
    : error.message;
}
