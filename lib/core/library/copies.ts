import type { StepEmail } from '../../contract/campaign.ts';
import type { Template, TemplateContent } from '../../contract/template.ts';
import type { CopyState } from '../../contract/template-library.ts';
import { chooseText } from './languages.ts';

type CopiedPart = Pick<
  TemplateContent,
  'subject' | 'html' | 'text' | 'preheader' | 'language' | 'variants' | 'nonCommercial'
>;

/**
 * A template's text as a step holds it, with its variants, whether it is non-commercial and where it comes from. Recipients are the step's own and
 * stay as they are.
 */
export function copyInto(
  email: Pick<StepEmail, 'alsoTo' | 'cc' | 'bcc'>,
  template: CopiedPart & Pick<Template, 'id' | 'version'>,
): StepEmail {
  const { alsoTo, cc, bcc } = email;
  const { id, version } = template;
  return { alsoTo, cc, bcc, ...partOf(template), fromTemplate: { id, version } };
}

/**
 * How a step's copy stands to its template.
 *
 * @param taken - the version that the copy was taken from; null when it is no longer known, and then whatever differs
 *   from the present text counts as edited, so that nothing is overwritten by mistake
 */
export function copyState(email: StepEmail, present: CopiedPart, taken: CopiedPart | null): CopyState {
  const copy = print(email);
  if (copy === print(present)) return 'same';
  return taken && copy === print(taken) ? 'older' : 'edited';
}

/** The text of a step in a person's language, as their task gets it, with the language that it is in. */
export function textForPerson(email: StepEmail, language: string | null): Omit<StepEmail, 'variants'> {
  const { variants = [], language: own = null, ...rest } = email;
  const { language: spokenIn, ...spoken } = chooseText({ ...rest, language: own }, variants, language);
  return { ...rest, ...spoken, ...(spokenIn && { language: spokenIn }) };
}

function partOf({ subject, html, text, preheader, language, variants, nonCommercial }: CopiedPart) {
  return {
    subject,
    html,
    text,
    preheader,
    language,
    variants,
    ...(nonCommercial && { nonCommercial }),
  };
}

/** What may be absent in a step is there in a template, and means the same. */
function print(part: StepEmail | CopiedPart): string {
  const { subject, html, text = null, preheader = '', language = null, variants = [] } = part;
  const { nonCommercial = false } = part;
  const texts = variants.map((one) => [one.language, one.subject, one.html, one.text, one.preheader]);
  return JSON.stringify([subject, html, text, preheader, language, texts, nonCommercial]);
}
