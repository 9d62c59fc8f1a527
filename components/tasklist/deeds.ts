import type { IconName } from '../Icon.tsx';
import type { DeedKind } from './ChangeDialog.tsx';

/** What can be done to tasks of the list, in the order of the buttons. */
export const deeds = ['complete', 'move', 'assign', 'skip', 'delete'] as const satisfies readonly DeedKind[];

export const deedIcons: Record<DeedKind, IconName> = {
  complete: 'check',
  move: 'alarm',
  assign: 'shared',
  skip: 'skip',
  delete: 'delete',
};
