/**
 * Is a page dark, judged by what it really paints: the first painted background from `element` outwards, or, where
 * none is painted, by light text.
 */
export function isDarkAt(element: Element): boolean {
  const view = element.ownerDocument.defaultView;
  if (!view) return false;
  for (let at: Element | null = element; at; at = at.parentElement) {
    const painted = lightness(view.getComputedStyle(at).backgroundColor);
    if (painted !== null) return painted < 0.4;
  }
  return (lightness(view.getComputedStyle(element).color) ?? 0) > 0.6;
}

/** Relative lightness from 0 to 1 of a computed `rgb()` or `rgba()` colour, null when it is see-through or unknown. */
export function lightness(colour: string): number | null {
  const [red, green, blue, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  if (!colour.startsWith('rgb') || red === undefined || green === undefined || blue === undefined)
    return null;
  return alpha < 0.5 ? null : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
