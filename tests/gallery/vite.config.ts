import { defineConfig } from 'vite';
import { languages, readTexts } from '../support/texts.ts';

/** Every state of the extension's pages in a plain browser tab, with pretended data. */
export default defineConfig({
  root: import.meta.dirname,
  server: { host: '127.0.0.1', port: 8560, strictPort: true },
  plugins: [
    {
      name: 'texts',
      resolveId: (id) => (id === 'virtual:texts' ? '\0virtual:texts' : undefined),
      load: async (id) => {
        if (id !== '\0virtual:texts') return undefined;
        const all = await Promise.all(
          languages.map(async (language) => [language, await readTexts(language)]),
        );
        return `export default ${JSON.stringify(Object.fromEntries(all))}`;
      },
    },
  ],
});
