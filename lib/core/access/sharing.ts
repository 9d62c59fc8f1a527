interface Shared {
  shared: boolean;
  teamIds?: readonly string[] | undefined;
}

/** Is something shared with anybody at all? */
export function isShared({ shared, teamIds = [] }: Shared): boolean {
  return shared || teamIds.length > 0;
}

/** With whom a template or campaign is shared: nobody, some teams, or everybody. */
export type SharedWith = 'nobody' | 'teams' | 'everybody';

export function sharedWith(sharing: Shared): SharedWith {
  if (sharing.shared) return 'everybody';
  return isShared(sharing) ? 'teams' : 'nobody';
}
