import { readTexts } from './texts.ts';

/** Import before anything that writes text: gives the fake browser the English texts. */
const texts = await readTexts('en');
const { browser } = globalThis as unknown as { browser: { i18n: { getMessage(key: string): string } } };
browser.i18n.getMessage = (key) => texts[key] ?? '';
