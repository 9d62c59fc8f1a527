import texts from 'virtual:texts';

/** Stands in for the extension's browser API; imported before anything that writes text. */
const language = new URLSearchParams(location.search).get('language') ?? 'en';
const chosen = texts[language] ?? {};
Object.assign(globalThis, {
  browser: { runtime: { id: 'gallery' }, i18n: { getMessage: (key: string) => chosen[key] ?? '' } },
});
