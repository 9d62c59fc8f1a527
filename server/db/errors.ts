/** The data folder cannot be used; the message is for the person who starts the server. */
export class DataFolderError extends Error {
  override name = 'DataFolderError';
  readonly folder: string;

  constructor(folder: string, reason: string, options?: ErrorOptions) {
    // What the engine says when a file holds nonsense is about its own build.
    const plain = reason.startsWith('Aborted(') ? 'its files are damaged' : reason;
    super(
      `The database in ${folder} cannot be opened: ${plain}. ` +
        'Put a backup in its place, or move the folder away to start with an empty one.',
      options,
    );
    this.folder = folder;
  }

  /** The same error on the other side of a thread border. */
  static again(folder: string, message: string): DataFolderError {
    const error = new DataFolderError(folder, '');
    error.message = message;
    return error;
  }
}

/** Another process works in the data folder. */
export class DataFolderInUseError extends Error {
  override name = 'DataFolderInUseError';
}

/** The PostgreSQL server named by DATABASE_URL cannot be used. */
export class DatabaseServerError extends Error {
  override name = 'DatabaseServerError';
}

/** Migrations and database do not fit together. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/** SQLSTATE of a database error of either engine, or null. */
export function sqlState(error: unknown): string | null {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.length === 5
    ? error.code
    : null;
}
