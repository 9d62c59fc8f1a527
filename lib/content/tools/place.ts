/** A rectangle in the window, in px from its top left. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
interface Size {
  width: number;
  height: number;
}

const edgePx = 8;
const gapPx = 8;
/** As large as it is useful, and as small as it can be used beside the window that it belongs to. */
const wanted: Size = { width: 640, height: 600 };
const least: Size = { width: 340, height: 360 };

/**
 * Where the picker stands: beside its compose window, on the side with more room and level with its foot. Where neither
 * side has room, over the window: above what it was opened from, if that leaves enough of the height, else over all.
 *
 * @param compose - the compose window; may reach over the edges
 * @param button - what it was opened from; null when that is not in the page
 * @param view - size of the browser's window, in CSS px (zoom makes it smaller)
 */
export function placePicker(compose: Box, button: Box | null, view: Size): Box {
  const room = {
    left: compose.left - gapPx - edgePx,
    right: view.width - (compose.left + compose.width) - gapPx - edgePx,
  };
  const height = Math.min(wanted.height, view.height - 2 * edgePx);
  const foot = Math.min(compose.top + compose.height, view.height - edgePx);
  const top = Math.max(edgePx, foot - height);
  if (Math.max(room.left, room.right) >= least.width) {
    const width = Math.min(wanted.width, Math.max(room.left, room.right));
    const left =
      room.left >= room.right ? compose.left - gapPx - width : compose.left + compose.width + gapPx;
    return { left, top, width, height };
  }
  return over(compose, button, view);
}

function over(compose: Box, button: Box | null, view: Size): Box {
  const width = Math.min(wanted.width, view.width - 2 * edgePx);
  const anchor = button ?? compose;
  const left = Math.min(Math.max(edgePx, anchor.left), view.width - edgePx - width);
  const above = Math.min((button?.top ?? 0) - gapPx, view.height - edgePx) - edgePx;
  const height = Math.min(wanted.height, above >= least.height ? above : view.height - 2 * edgePx);
  const top = above >= least.height ? edgePx + above - height : edgePx;
  return { left, top, width, height };
}
