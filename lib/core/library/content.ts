import { TemplateContent } from '../../contract/template.ts';

/** What is written in a template, without where it stands. */
export function contentOf(template: TemplateContent): TemplateContent {
  return TemplateContent.parse(template);
}

/** Do two versions say the same? */
export function isSameContent(one: TemplateContent, other: TemplateContent): boolean {
  // Parsed ones have their keys in the order of the schema.
  return JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other));
}
