import { type Config, readConfig } from '../config.ts';
import { misuse } from './problem.ts';

/** The server's settings: options of the command line first, then the environment. */
export function configOf(
  values: { data?: string; port?: string; host?: string },
  env: Readonly<Record<string, string | undefined>>,
): Config {
  return readConfig(env, {
    ...(values.data !== undefined && { dataDir: values.data }),
    ...(values.port !== undefined && { port: portOf(values.port) }),
    ...(values.host !== undefined && { host: values.host }),
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw misuse(`--port: expected a port number from 0 to 65535, got "${text}".`);
}
