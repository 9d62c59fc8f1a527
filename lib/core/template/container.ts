import type { Callable, Container, Values } from '../handlebars/runtime.ts';
import { partialTags } from './blocks.ts';
import { TemplateError } from './error.ts';
import { fault } from './faults.ts';
import { ownValue } from './values.ts';

const nothing: Values = Object.freeze({});
const nullContext = Object.seal({});

/**
 * The runtime that users' templates are evaluated on, in place of Handlebars' own: data is read by own names only, is
 * never called, and there are neither partials nor decorators, nor helpers but those that were bound beforehand.
 */
export function safeContainer(section: Callable): Container {
  return {
    strict: ownValue,
    lookupProperty: ownValue,
    lookup: unavailable,
    lambda: (value) => value,
    escapeExpression: unavailable,
    invokePartial: unavailable,
    program: unavailable,
    data: (data, depth) => {
      let found = data;
      for (let up = depth; up > 0 && found; up -= 1) found = ownValue(found, '_parent');
      return found;
    },
    noop: () => '',
    nullContext,
    helpers: nothing,
    partials: nothing,
    decorators: nothing,
    hooks: { blockHelperMissing: section },
  };
}

function unavailable(): never {
  throw new TemplateError(fault('noPartials', { tags: partialTags }));
}
