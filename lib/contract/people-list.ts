import { z } from 'zod';
import { GivenName, Id } from './primitives.ts';
import { Sharing } from './sharing.ts';

/** How many people one request adds to a list, or takes out of it. */
export const mostPeopleAtOnce = 1000;
export const personIds = z.array(Id).max(mostPeopleAtOnce);
export const ListName = GivenName.min(1).max(100);

/** A named list of people that a user keeps, whatever it is for. */
export const PeopleList = z.object({
  id: Id,
  name: z.string(),
  /** Null: nobody who is known. */
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  /** The asking user may change, share and delete it: it is theirs, or they are an admin. */
  mayChange: z.boolean(),
  ...Sharing.shape,
});
export type PeopleList = z.infer<typeof PeopleList>;

/** Who comes into a list and who goes. */
export const PeopleChange = z.object({ add: personIds.default([]), remove: personIds.default([]) });
