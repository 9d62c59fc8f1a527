import { z } from 'zod';
import { device } from './endpoint.ts';
import { Id } from './primitives.ts';

/** Who of ours looks after somebody, in sales and in support; null: nobody. */
export const OurContacts = z.object({ sales: Id.nullable(), support: Id.nullable() });
export type OurContacts = z.infer<typeof OurContacts>;

/** Who is to look after somebody from now on; what is left out stays. */
const SomeContacts = OurContacts.partial();
export type SomeContacts = z.infer<typeof SomeContacts>;

/** Endpoints of who looks after whom, part of the table in `api.ts`. */
export const ourContactEndpoints = {
  'people.setContacts': {
    ...device,
    method: 'post',
    path: '/api/v2/people/contacts',
    summary: 'Say who of the workspace looks after people; what is left out stays',
    body: z.object({ personIds: z.array(Id).min(1).max(1000), ...SomeContacts.shape }),
    /** How many people have others than before. */
    response: z.object({ people: z.int() }),
  },
} as const;
