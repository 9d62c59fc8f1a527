import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** Emscripten's number for "input/output error". */
const EIO = 29;

/** A file or folder as Emscripten's node file system holds it open; folders have no descriptor. */
interface OpenStream {
  nfd?: number | null;
  node: unknown;
}

interface NodeFileSystem {
  realPath(node: unknown): string;
  stream_ops: { fsync?: (stream: OpenStream) => number };
}

type ModuleOptions = Parameters<NodeFS['init']>[1];

/**
 * The folder of an embedded database, with syncs that reach the disk. The file layer that PGlite brings answers
 * `fsync` without doing it, so a power cut could lose what was acknowledged or tear the database.
 */
export class DurableNodeFS extends NodeFS {
  /** Syncs done so far; the opening checks that a commit raises it. */
  syncs = 0;

  override async init(pg: PGlite, options: ModuleOptions) {
    const made = await super.init(pg, options);
    const preRun = made.emscriptenOpts.preRun;
    if (!Array.isArray(preRun))
      throw new Error('PGlite: expected preRun to be a list; its file layer has changed');
    preRun.push((module: unknown) => this.#patch(module));
    return made;
  }

  #patch(module: unknown) {
    // NODEFS stands on the module at run time; the package's types leave it out.
    const nodeFs = (module as { NODEFS: NodeFileSystem }).NODEFS;
    nodeFs.stream_ops.fsync = (stream) => {
      try {
        if (stream.nfd === undefined || stream.nfd === null) syncFolder(nodeFs.realPath(stream.node));
        else fdatasyncSync(stream.nfd);
        this.syncs += 1;
        return 0;
      } catch {
        return EIO; // PostgreSQL panics on it, which is right: the page may be lost
      }
    };
  }
}

/** Makes a renamed or new file's entry durable. Windows cannot open folders and needs no such sync. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
