/** Narrowest and widest sidebar, and the width it has until a person chooses one; CSS pixels. */
export const width = { least: 320, most: 420, usual: 360 } as const;

export function withinWidth(px: number): number {
  return Math.round(Math.min(width.most, Math.max(width.least, px)));
}

/** The width a key on the handle asks for; null for any other key. The sidebar stands on the right: left is wider. */
export function widthAfterKey(key: string, px: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return withinWidth(px + 10);
    case 'ArrowRight':
      return withinWidth(px - 10);
    case 'Home':
      return width.least;
    case 'End':
      return width.most;
    default:
      return null;
  }
}
