import { expect, test } from 'vitest';
import da from './text/da.json';
import en from './text/en.json';
import nb from './text/nb.json';
import nl from './text/nl.json';
import sv from './text/sv.json';

const fields = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

test.each(Object.entries({ da, nb, nl, sv }))(
  '%s has every text, with the same fields',
  (_language, texts) => {
    expect(Object.keys(texts)).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(texts)) {
      // Same keys as `en`, as was just seen.
      expect(fields(text), key).toEqual(fields(en[key as keyof typeof en]));
    }
  },
);
