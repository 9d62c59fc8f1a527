interface HelperForm {
  /** How many values it takes: least and most. */
  values: readonly [number, number];
  /** What it may be given by name. */
  named?: readonly string[];
  isBlock?: true;
}

/** What a template may call. */
export const helperNames: Readonly<Record<string, HelperForm>> = {
  if: { values: [1, 1], isBlock: true },
  unless: { values: [1, 1], isBlock: true },
  each: { values: [1, 1], isBlock: true },
  with: { values: [1, 1], isBlock: true },
  lookup: { values: [2, 2] },
  default: { values: [2, 2] },
  eq: { values: [2, 2] },
  ne: { values: [2, 2] },
  lt: { values: [2, 2] },
  lte: { values: [2, 2] },
  gt: { values: [2, 2] },
  gte: { values: [2, 2] },
  and: { values: [1, 20] },
  or: { values: [1, 20] },
  not: { values: [1, 1] },
  date: { values: [1, 2] },
  number: { values: [1, 1], named: ['decimals', 'currency', 'percent'] },
  upper: { values: [1, 1] },
  lower: { values: [1, 1] },
  capitalise: { values: [1, 1] },
  list: { values: [1, 2], named: ['or'] },
  link: { values: [1, 2] },
};

export function isHelperName(name: string): boolean {
  return Object.hasOwn(helperNames, name);
}
