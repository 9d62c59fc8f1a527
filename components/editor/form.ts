import type { Template } from '../../lib/contract/template.ts';
import type { TemplateForm } from '../../lib/contract/template-draft.ts';

/** One of the texts of a template: its own, or that of a variant. */
export type WrittenText = Pick<TemplateForm, 'subject' | 'preheader' | 'html' | 'text' | 'language'>;

export function formOf(template: Template | null): TemplateForm {
  if (!template)
    return {
      name: '',
      category: '',
      shared: false,
      subject: '',
      html: '',
      text: null,
      preheader: '',
      language: null,
      variants: [],
      recommendation: null,
      nonCommercial: false,
    };
  const { name, category, shared, subject, html, text, preheader, language } = template;
  const { variants, recommendation, nonCommercial } = template;
  return {
    name,
    category,
    shared,
    subject,
    html,
    text,
    preheader,
    language,
    variants,
    recommendation,
    nonCommercial,
  };
}

export function isSameForm(one: TemplateForm, other: TemplateForm): boolean {
  // Both are made by `formOf` or by changing one, and keep the order of its keys.
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A mail in its languages: a template, or a step's own copy. */
export type Texts = WrittenText & Pick<TemplateForm, 'variants'>;

/** @param place - 0: the mail's own text; from 1: its variants */
export function textAt(texts: Texts, place: number): WrittenText {
  const { subject, preheader, html, text, language } = texts;
  return (place > 0 && texts.variants[place - 1]) || { subject, preheader, html, text, language };
}

export function withText<T extends Texts>(texts: T, place: number, change: Partial<WrittenText>): T {
  if (place === 0) return { ...texts, ...change };
  const variants = texts.variants.map((variant, index) => {
    const { language = variant.language, ...rest } = change;
    return index === place - 1 ? { ...variant, ...rest, language: language ?? '' } : variant;
  });
  return { ...texts, variants };
}

/** A further language begins with the text that is there, to be translated. */
export function withVariant<T extends Texts>(texts: T, language: string, like: number): T {
  return { ...texts, variants: [...texts.variants, { ...textAt(texts, like), language }] };
}

export function withoutVariant<T extends Texts>(texts: T, place: number): T {
  return { ...texts, variants: texts.variants.filter((_, index) => index !== place - 1) };
}

/** Path of a part in what the server says against a form. */
export function pathOf(part: string, place: number): string {
  return place === 0 ? part : `variants.${place - 1}.${part}`;
}

/** A mail that is being written, in one of its languages. */
export interface WritingMail {
  text: WrittenText;
  setText(change: Partial<WrittenText>): void;
  /** As for `textAt`. */
  place: number;
  setPlace(place: number): void;
  /** Raised when the text comes from elsewhere than from its own field, so that the field begins anew. */
  turn: number;
  languages: readonly (string | null)[];
  /** Adds a language, which begins with the text that is open; `own`: that of the mail's own text, which had none. */
  addLanguage(language: string, own: string | null): void;
  /** Says the language of the text that is open; null, of the mail's own alone: none is said. */
  setLanguage(language: string | null): void;
  /** Takes the one away that is open. */
  removeLanguage(): void;
  /** What is said against a part of the text that is open. */
  wrong(part: string): string | null;
}

/** Languages of a mail, and what the bar of languages does to it. */
export function languagesOf<T extends Texts>(
  texts: T,
  place: number,
  { setPlace, change }: { setPlace(place: number): void; change(change: (texts: T) => T): void },
): Pick<WritingMail, 'languages' | 'addLanguage' | 'setLanguage' | 'removeLanguage'> {
  return {
    languages: [texts.language, ...texts.variants.map(({ language }) => language)],
    addLanguage: (language, own) => {
      change((now) => withVariant(own === null ? now : { ...now, language: own }, language, place));
      setPlace(texts.variants.length + 1);
    },
    setLanguage: (language) => change((now) => withText(now, place, { language })),
    removeLanguage: () => {
      setPlace(0);
      change((now) => withoutVariant(now, place));
    },
  };
}
