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

/** @param place - 0: the template's own text; from 1: its variants */
export function textAt(form: TemplateForm, place: number): WrittenText {
  const { subject, preheader, html, text, language } = form;
  return (place > 0 && form.variants[place - 1]) || { subject, preheader, html, text, language };
}

export function withText(form: TemplateForm, place: number, change: Partial<WrittenText>): TemplateForm {
  if (place === 0) return { ...form, ...change };
  const variants = form.variants.map((variant, index) => {
    const { language = variant.language, ...rest } = change;
    return index === place - 1 ? { ...variant, ...rest, language: language ?? '' } : variant;
  });
  return { ...form, variants };
}

/** A further language begins with the text that is there, to be translated. */
export function withVariant(form: TemplateForm, language: string, like: number): TemplateForm {
  return { ...form, variants: [...form.variants, { ...textAt(form, like), language }] };
}

export function withoutVariant(form: TemplateForm, place: number): TemplateForm {
  return { ...form, variants: form.variants.filter((_, index) => index !== place - 1) };
}

/** Path of a part in what the server says against a form. */
export function pathOf(part: string, place: number): string {
  return place === 0 ? part : `variants.${place - 1}.${part}`;
}
