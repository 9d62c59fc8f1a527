import { type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = Pick<Logger, 'error' | 'info' | 'debug'>;

/**
 * The process's log, one JSON object a line on standard output. `error` means a person must look, `info` that the
 * state has changed, `debug` is the rest. Ids only, never addresses or message text.
 */
export function createLog(level: LogLevel): Log {
  return pino({
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    // PostgreSQL puts the values of the row concerned there.
    redact: { paths: ['err.detail', 'err.where', 'err.parameters'], remove: true },
  });
}
