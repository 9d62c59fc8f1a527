/**
 * Who may import whom. `depcruise` silently checks nothing when it cannot read TypeScript, so
 * `scripts/boundaries.ts` runs it and asserts how many modules it has seen.
 *
 * Imports of types count here; what is loaded at run time has its own rules in `.dependency-cruiser.runtime.cjs`.
 */
const tests = String.raw`\.(test|spec)\.tsx?$|^tests/`;
const npm = (names) =>
  `(^|/)node_modules/(${names.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')})/`;
const anyPackage = '(^|/)node_modules/';
const browserApi = [
  'wxt',
  'webextension-polyfill',
  '@wxt-dev/browser',
  '@wxt-dev/i18n',
  '@wxt-dev/webextension-polyfill',
];
const uiPackages = [
  'preact',
  'fflate',
  'lucide',
  '@tanstack/virtual-core',
  '@tiptap/core',
  '@tiptap/extensions',
  '@tiptap/pm',
];

/** `from` may reach these of our own folders and these packages, and nothing else. */
function only(name, comment, from, folders, packages, { nodeAllowed = false } = {}) {
  const allowed = [...folders.map((folder) => `^${folder}`), ...(packages.length > 0 ? [npm(packages)] : [])];
  return {
    name,
    severity: 'error',
    comment,
    from: { path: from, pathNot: tests },
    to: { pathNot: allowed.join('|') || '^$', ...(nodeAllowed && { dependencyTypesNot: ['core'] }) },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'properties-with-one-seed',
      severity: 'error',
      comment: 'tests/support/fast-check.ts sets the seed for all of them',
      from: { pathNot: '^tests/support/fast-check' },
      to: { path: npm(['fast-check']) },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that is not followed is not checked.',
      from: {},
      to: { couldNotResolve: true },
    },
    { name: 'nothing-imports-a-test', severity: 'error', from: { pathNot: tests }, to: { path: tests } },
    {
      name: 'nothing-imports-an-entrypoint',
      severity: 'error',
      from: { pathNot: `^entrypoints/|${tests}` },
      to: { path: '^entrypoints/' },
    },
    {
      name: 'entrypoints-do-not-import-each-other',
      severity: 'error',
      from: { path: '^entrypoints/([^/]+)/', pathNot: tests },
      to: { path: '^entrypoints/', pathNot: '^entrypoints/$1/' },
    },
    only(
      'contract',
      'The agreement knows nothing but its schema language.',
      '^lib/contract/',
      ['lib/contract/'],
      ['zod'],
    ),
    only(
      'core',
      'Rules are pure: packages of the template parser and of calendar arithmetic only.',
      '^lib/core/',
      ['lib/core/', 'lib/contract/'],
      ['zod', 'handlebars', 'temporal-polyfill', 'dompurify', 'htmlparser2', 'diff', 'tldts', 'validator'],
    ),
    only(
      'mailbox',
      'A mail site is read and filled; data comes in as arguments.',
      '^lib/mailbox/',
      ['lib/mailbox/', 'lib/core/', 'lib/contract/'],
      [],
    ),
    only(
      'content',
      'The part of the extension that lives in a mail page.',
      '^lib/content/',
      ['lib/content/', 'lib/mailbox/', 'lib/messaging/', 'lib/core/', 'lib/contract/'],
      browserApi,
    ),
    only(
      'store',
      'The local database.',
      '^lib/store/',
      ['lib/store/', 'lib/core/', 'lib/contract/'],
      ['dexie', 'zod', ...browserApi],
    ),
    only(
      'sync',
      'Between the local database and the server.',
      '^lib/sync/',
      ['lib/sync/', 'lib/store/', 'lib/core/', 'lib/contract/'],
      ['zod', ...browserApi],
    ),
    only(
      'messaging',
      'Between the parts of the extension.',
      '^lib/messaging/',
      ['lib/messaging/', 'lib/core/', 'lib/contract/'],
      ['zod', ...browserApi],
    ),
    only(
      'components',
      'Props in, callbacks out.',
      '^components/',
      ['components/', 'lib/core/', 'lib/contract/'],
      [...uiPackages, '@wxt-dev/i18n', 'wxt'],
    ),
    {
      name: 'components-no-browser-api',
      severity: 'error',
      comment: 'Data comes through props; the entrypoint asks the background.',
      from: { path: '^components/', pathNot: tests },
      to: { path: npm(['webextension-polyfill']) },
    },
    only(
      'web',
      'The practice mailbox is a plain web page, not part of the extension.',
      '^web/',
      ['web/', 'lib/core/', 'lib/contract/'],
      [...uiPackages, 'dompurify', 'vite', 'zod'],
      { nodeAllowed: true },
    ),
    {
      name: 'server-knows-nothing-of-the-extension',
      severity: 'error',
      from: { path: '^server/', pathNot: tests },
      to: { path: '^(lib/(?!contract/|core/)|entrypoints/|components/|web/|bench/|scripts/)' },
    },
    {
      name: 'database-packages-in-db-only',
      severity: 'error',
      comment: 'Everything else sees one Kysely instance and never asks which engine it is.',
      from: { path: '^server/', pathNot: `^server/db/|${tests}` },
      to: { path: npm(['@electric-sql', 'pg', '@types/pg']) },
    },
    {
      name: 'kysely-where-queries-and-transactions-are',
      severity: 'error',
      comment: 'SQL stands in server/db/queries; use cases may hold a transaction. Routes do neither.',
      from: { path: '^server/(http|cli)/', pathNot: tests },
      to: { path: npm(['kysely']), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'http-packages-in-http',
      severity: 'error',
      from: { path: '^server/(campaigns|people|tasks|sync|db)/', pathNot: tests },
      to: { path: npm(['hono', '@hono']), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'smtp-packages-where-mail-is-handed-over',
      severity: 'error',
      from: {
        path: '^server/',
        pathNot: `^server/(delivery/channels|practice)/|^server/inbound/bounce-door|${tests}`,
      },
      to: {
        path: npm([
          'nodemailer',
          'smtp-server',
          'mailparser',
          '@types/nodemailer',
          '@types/smtp-server',
          '@types/mailparser',
        ]),
      },
    },
    {
      name: 'imap-package-where-mail-is-read',
      severity: 'error',
      from: { path: '^server/', pathNot: `^server/inbound/|${tests}` },
      to: { path: npm(['imapflow']) },
    },
    {
      name: 'the-command-line-is-the-outermost-part',
      severity: 'error',
      from: { path: '^server/', pathNot: `^server/cli/|${tests}` },
      to: { path: '^server/cli/' },
    },
    {
      name: 'holiday-data-on-the-server-only',
      severity: 'error',
      comment: 'Megabytes; everybody else is given calendars.',
      from: { pathNot: `^server/campaigns/public-holidays\\.ts$|${tests}` },
      to: { path: npm(['date-holidays']) },
    },
    {
      name: 'extension-knows-nothing-of-the-server',
      severity: 'error',
      from: { path: '^(lib|components|entrypoints|web)/', pathNot: tests },
      to: { path: '^server/' },
    },
    {
      name: 'only-the-server-and-tests-use-node',
      severity: 'error',
      from: { path: '^(lib|components|entrypoints)/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'production-code-uses-production-packages',
      severity: 'error',
      comment: 'A server installed without devDependencies must run.',
      from: { path: '^server/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: anyPackage },
    exclude: { path: '^\\.(output|wxt)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
