/** Rules about what is loaded at run time: the same files, with imports of types left out. */
const { options } = require('./.dependency-cruiser.cjs');

const tests = String.raw`\.(test|spec)\.tsx?$|^tests/`;

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'mail-pages-take-types-of-the-contract',
      severity: 'error',
      comment: 'Keeps Zod out of the mail page; result.ts is the one file without it.',
      from: { path: '^lib/(mailbox|content)/', pathNot: tests },
      to: { path: '^lib/contract/', pathNot: '^lib/contract/result' },
    },
    {
      name: 'content-scripts-never-reach-the-database',
      severity: 'error',
      comment: "A content script has the mail site's origin: Dexie there opens a second, readable database.",
      from: { path: '^entrypoints/[^/]+\\.content/' },
      to: { path: '^lib/store/|(^|/)node_modules/dexie/', reachable: true },
    },
    {
      name: 'content-scripts-stay-small',
      severity: 'error',
      comment:
        'Schemas and templates are read in the background; in the mail page they would be most of the bundle.',
      from: { path: '^entrypoints/[^/]+\\.content/' },
      to: { path: '(^|/)node_modules/(zod|handlebars)/', reachable: true },
    },
    {
      name: 'nothing-generates-code',
      severity: 'error',
      comment: 'The policy of extensions forbids it, and a server should not run what users write.',
      from: {
        path: '^(entrypoints|components|lib/(background|content|store|sync|messaging)|server|web)/',
        pathNot: tests,
      },
      to: { path: '(^|/)node_modules/handlebars/.*javascript-compiler', reachable: true },
    },
  ],
  options: { ...options, tsPreCompilationDeps: false },
};
