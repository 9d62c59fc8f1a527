/** The lists of people that have pages of their own, as their words and endpoints are called. */
export type ListKind = 'selections' | 'projects';
