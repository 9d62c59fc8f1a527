import { createI18n } from '@wxt-dev/i18n';
import { browser } from 'wxt/browser';
import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import type { GeneratedI18nStructure } from '../../.wxt/i18n/structure.d.ts';
import { askAgain } from '../messaging/ask-again.ts';
import { handleInTab } from '../messaging/handle-in-tab.ts';
import { ask } from '../messaging/send.ts';
import { orphaned } from '../messaging/wire.ts';
import type { ContentContext, ContentText } from './context.ts';

/** The real thing, for an entrypoint: the browser, the person's language, and the life of this very script. */
export function browserContext(script: ContentScriptContext): ContentContext {
  return {
    stop: script.signal,
    leave: () => script.abort(),
    orphaned,
    ask: askAgain(ask),
    handleInTab,
    sidebarUrl: () => browser.runtime.getURL('/sidebar.html'),
    sidebarOwnUrl: () => `${browser.runtime.getURL('/')}sidebar.html`,
    pickerUrl: () => browser.runtime.getURL('/picker.html'),
    // Closed, so that no page script looks inside; tests must.
    shadow: import.meta.env.MODE === 'e2e' ? 'open' : 'closed',
    text: localText,
    report: (error) => {
      // A script whose extension is gone can only fail; it is about to leave.
      if (!orphaned()) console.error('utskick', error);
    },
  };
}

const i18n = createI18n<GeneratedI18nStructure>();

const localText: ContentText = {
  launcher({ due, offline, paired }) {
    if (!paired) return i18n.t('rail.notConnected');
    const label = i18n.t('rail.open', due, { count: due });
    return offline ? `${label}. ${i18n.t('rail.offline')}` : label;
  },
  sidebar: () => i18n.t('rail.sidebar'),
  resize: () => i18n.t('rail.resize'),
  wrongAccount: (open, wanted) => i18n.t('rail.wrongAccount', { open, wanted }),
  severalAccounts: (wanted) => i18n.t('rail.severalAccounts', { wanted }),
  unknownAccount: (wanted) => i18n.t('rail.unknownAccount', { wanted }),
  composeNotFound: () => i18n.t('rail.composeNotFound'),
  composeNotEmpty: () => i18n.t('rail.composeNotEmpty'),
  composeGone: () => i18n.t('rail.composeGone'),
  tracked: () => i18n.t('tools.tracked'),
  untracked: () => i18n.t('tools.untracked'),
  tools: ({ tracked }) => i18n.t(tracked ? 'tools.buttonTracked' : 'tools.buttonUntracked'),
  left: (count) => i18n.t('tools.left', count, { count }),
  stillToFill({ fields, prompts }) {
    const told: string[] = [];
    if (fields.length > 0) told.push(i18n.t('compose.left', { fields: fields.join(', ') }));
    if (prompts.length > 0) told.push(i18n.t('compose.leftPrompts', { prompts: prompts.join(', ') }));
    return told.join('. ');
  },
  picker: () => i18n.t('tools.picker'),
  composeClosed: () => i18n.t('tools.composeClosed'),
  composeChanged: () => i18n.t('tools.composeChanged'),
};
