import type { TemplatePlace } from '../../contract/template.ts';

/** Where a template stands, without what is written in it. */
export function placeOf({ category, shared }: TemplatePlace): TemplatePlace {
  return { category, shared };
}

export function isSamePlace(one: TemplatePlace, other: TemplatePlace): boolean {
  return one.category === other.category && one.shared === other.shared;
}
