import type { Condition, ConditionGroup } from '../../contract/condition.ts';

/** A condition, and where it stands: `of.1.of.0`. */
export interface Placed {
  path: string;
  condition: Condition;
}

/** Every condition of a group and of those that lie in it, as they are read. */
export function listConditions(group: ConditionGroup, path = ''): Placed[] {
  return group.of.flatMap((one, index) => {
    const here = `${path}of.${index}`;
    return one.field === 'group' ? listConditions(one, `${here}.`) : [{ path: here, condition: one }];
  });
}
