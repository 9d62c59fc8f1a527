import Handlebars from 'handlebars';
import { createEnvironment, type Environment } from '../../lib/core/handlebars/environment.ts';

/** The same tests are held against both, so that none says of Handlebars what is not so. */
export const environments: readonly [name: string, create: () => Environment][] = [
  ['ours', createEnvironment],
  // What both have is typed alike; the original's own types name its helpers' values `any`.
  ['the original', () => Handlebars.create() as unknown as Environment],
];
