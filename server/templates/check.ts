import { type Failure, invalid, type WrongField } from '../../lib/contract/result.ts';
import type { TemplateContent, TemplateVariant } from '../../lib/contract/template.ts';
import { forbiddenIn } from '../../lib/core/library/forbidden.ts';
import { compile } from '../../lib/core/template/compile.ts';
import { TemplateError } from '../../lib/core/template/error.ts';
import { fault } from '../../lib/core/template/faults.ts';
import type { TemplateKind } from '../../lib/core/template/values.ts';

type Texts = Omit<TemplateVariant, 'language'>;
/** The texts of a mail; those that a step may lack are empty. */
type MailTexts = Pick<Texts, 'subject' | 'html'> & {
  text?: string | null | undefined;
  preheader?: string | undefined;
};

/**
 * Judges a template when it is saved, not when somebody is about to send it: each text must be one that the renderer
 * can read, and HTML may hold nothing that acts.
 *
 * @returns `INVALID_INPUT` that names each wrong field and why; null when all is well
 */
export function refusalOf(content: TemplateContent): Failure | null {
  const fields = [
    ...wrongTexts(content, ''),
    ...content.variants.flatMap((variant, index) => wrongTexts(variant, `variants.${index}.`)),
  ];
  return fields.length > 0 ? invalid(fields) : null;
}

/**
 * The same for the texts of one mail.
 *
 * @param prefix - of the paths of its fields
 */
export function wrongTexts(texts: MailTexts, prefix: string): WrongField[] {
  return [
    ...wrongText(`${prefix}subject`, texts.subject, 'subject'),
    ...wrongText(`${prefix}html`, texts.html, 'html'),
    ...wrongText(`${prefix}text`, texts.text ?? '', 'text'),
    ...wrongText(`${prefix}preheader`, texts.preheader ?? '', 'subject'),
  ];
}

/** Why a text cannot be a template, under the path of its field. */
export function wrongText(path: string, source: string, kind: TemplateKind): WrongField[] {
  try {
    const { acting } = compile(source, { kind });
    // As it is written too: that is what an editor shows.
    const forbidden = new Set([...acting, ...(kind === 'html' ? forbiddenIn(source) : [])]);
    if (forbidden.size === 0) return [];
    const what = [...forbidden].join(', ');
    const { told } = new TemplateError(fault('acts', { what }));
    return [{ path, message: `${what} cannot stand in a template`, ...(told && { fault: told }) }];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [{ path, message: error.message, ...(error.told && { fault: error.told }) }];
  }
}
