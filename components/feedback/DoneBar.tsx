import type { Actions } from '../data/use-actions.ts';
import { UndoBar } from './UndoBar.tsx';

/** What was just done by these actions, with the way back; nothing where nothing was. */
export function DoneBar({ actions }: { actions: Actions }) {
  const { done } = actions;
  if (!done) return null;
  return (
    <UndoBar
      id={done.id}
      text={done.text}
      onUndo={done.undo ? () => void actions.undo() : null}
      onExpire={actions.expire}
    />
  );
}
