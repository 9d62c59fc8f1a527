import { defineContentScript } from 'wxt/utils/define-content-script';
import { keepOwnKeys } from '../../lib/content/keys/own-keys.ts';
import { mailHosts, pagesOf } from '../../lib/core/compose/hosts.ts';

/** Stands in the mail page before its own scripts do; see `lib/content/keys/own-keys.ts`. Also in the empty documents that it fills. */
export default defineContentScript({
  matches: pagesOf(mailHosts),
  runAt: 'document_start',
  matchAboutBlank: true,
  matchOriginAsFallback: { chrome: true },
  main: () => keepOwnKeys(window),
});
