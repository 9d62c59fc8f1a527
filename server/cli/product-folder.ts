import { fileURLToPath } from 'node:url';

/** Where the product's sources and builds are. */
export const productFolder = fileURLToPath(new URL('../../', import.meta.url));
