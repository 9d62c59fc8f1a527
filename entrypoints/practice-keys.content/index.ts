import { defineContentScript } from 'wxt/utils/define-content-script';
import { keepOwnKeys } from '../../lib/content/keys/own-keys.ts';

/**
 * As `keys.content`, for the practice mailbox: the browser allows empty documents only to scripts for a whole host, and
 * refuses the extension otherwise.
 */
export default defineContentScript({
  matches: ['http://127.0.0.1/practice*', 'http://localhost/practice*'],
  runAt: 'document_start',
  main: () => keepOwnKeys(window),
});
