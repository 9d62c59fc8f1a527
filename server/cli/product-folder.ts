import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the product's sources and builds are. */
export const productFolder = fileURLToPath(new URL('../../', import.meta.url));

export function productVersion(): string {
  // Our own package file.
  const { version } = JSON.parse(readFileSync(join(productFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
