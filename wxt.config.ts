import { createRequire } from 'node:module';
import type { Plugin } from 'vite';
import { defineConfig } from 'wxt';
import { mailHosts, pagesOf } from './lib/core/compose/hosts.ts';

/** Pages of the mail clients that the extension works in. */
const mailPages = pagesOf(mailHosts);

/** The practice mailbox is served by the user's own server; a match pattern ignores the port. */
const practicePages = ['http://127.0.0.1/practice*', 'http://localhost/practice*'];

/** Public half of a key pair that gives the unpacked extension a stable id (see docs/adr/0002). */
const publicKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAs7ZHKa/JODCJY9zDo/s2R+MNU+ORfRbeOMo823sdaAqjSEDI7sQxK3pKSaNFM1qechEUM7qITdw9fjM8aQM0XskjRuol4Ckz+/DUY9Sr4n3s6kAMnitCJCd672xZu7/xKnkLn259D8ofDu8fr0UdS8AloWgTRQTKOBC78YUYGIhk5VoDTUwpo17VVRS3SfXhXjE9i2X+AEPhH/VcuVwx4d+ZgZa3ho8sUJjwe2l6qb5eCWUiuqUz5WtTjTutdvIS3Vw2A78IgSJrGNZwq21OdbdBVvjioy975fvRz1P/+0DcPa2Hd6Y6T1bVupYtx62LTWe8jPK6uhPe2trzby2UKwIDAQAB';

/** The polyfill is for older pages of extensions; in a mail page it would be a sixth of what every load compiles. */
const nativeBrowser: Plugin = {
  name: 'native-browser',
  enforce: 'pre',
  resolveId: (id) =>
    id === '@wxt-dev/webextension-polyfill/browser'
      ? createRequire(import.meta.url).resolve('wxt/browser')
      : null,
};

export default defineConfig({
  hooks: {
    'vite:build:extendConfig'(entrypoints, config) {
      if (entrypoints.every(({ type }) => type === 'content-script'))
        config.plugins = [nativeBrowser, ...(config.plugins ?? [])];
    },
  },
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  imports: false,
  manifestVersion: 3,
  manifest: ({ browser }) => ({
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    permissions: [
      'storage',
      'alarms',
      'scripting',
      'webRequest',
      ...(browser === 'firefox' ? [] : ['sidePanel']),
    ],
    host_permissions: mailPages,
    // The page that lies beside a mail page in a frame is the browser's own side panel too.
    ...(browser === 'firefox'
      ? {
          sidebar_action: {
            default_panel: 'sidebar.html',
            default_title: '__MSG_extensionName__',
            open_at_install: false,
          },
        }
      : { side_panel: { default_path: 'sidebar.html' } }),
    commands: {
      'toggle-sidebar': { suggested_key: { default: 'Alt+Shift+U' }, description: '__MSG_rail_command__' },
      // No key of its own: the person gives it one that is free in their mail client.
      'open-tools': { description: '__MSG_tools_command__' },
    },
    web_accessible_resources: [
      {
        resources: ['sidebar.html', 'picker.html'],
        matches: [...mailPages, ...practicePages.map((page) => page.replace('/practice*', '/*'))],
        ...(browser === 'firefox' ? {} : { use_dynamic_url: true }),
      },
    ],
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'extension@utskick.example',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { key: publicKey, minimum_chrome_version: '120' }),
  }),
  vite: () => ({ build: { target: 'es2023' } }),
});
