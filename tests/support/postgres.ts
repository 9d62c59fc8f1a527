import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** nobody:nogroup; PostgreSQL refuses to run as root. */
const UNPRIVILEGED = 65_534;

/** A PostgreSQL of the tests' own, on a socket in a temporary folder. */
export interface PrivatePostgres {
  url(database: string): string;
  stop(): Promise<void>;
}

/** Starts one, or gives null when the machine has no PostgreSQL. */
export async function startPrivatePostgres(): Promise<PrivatePostgres | null> {
  const bin = findPostgres();
  if (!bin) return null;
  const folder = mkdtempSync(join(tmpdir(), 'utskick-pg-'));
  const identity = process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
  if ('uid' in identity) chownSync(folder, UNPRIVILEGED, UNPRIVILEGED);
  const data = join(folder, 'data');
  const initdb = ['-D', data, '-U', 'utskick', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
  execFileSync(join(bin, 'initdb'), initdb, { ...identity, cwd: folder, stdio: 'ignore' });
  const settings = [
    'fsync=off',
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'max_connections=200',
    // What is written need not outlive the machine, and no statement is long enough to be compiled first.
    'synchronous_commit=off',
    'full_page_writes=off',
    'jit=off',
  ];
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...identity,
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const url = (database: string) =>
    `postgres://utskick@localhost/${database}?host=${encodeURIComponent(folder)}`;
  await untilReady(server, url('postgres'));
  return { url, stop: () => stopServer(server, folder) };
}

function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((v) => join(debian, v, 'bin')),
  ];
  return (
    folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ??
    null
  );
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (server.exitCode !== null)
      throw new Error(`postgres ended with code ${server.exitCode} while starting`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await delay(50);
    }
  }
  server.kill('SIGKILL');
  throw new Error('postgres: no answer within ten seconds of its start');
}

/** SIGINT is PostgreSQL's "fast shutdown". */
async function stopServer(server: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  if (server.exitCode === null && server.kill('SIGINT')) await ended;
  rmSync(folder, { recursive: true, force: true });
}
