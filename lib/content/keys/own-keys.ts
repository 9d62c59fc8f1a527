/** Elements of ours in a mail page, by the name of their host, and which keys pressed in them the page must not see. */
const owners: Readonly<Record<string, (event: KeyboardEvent) => boolean>> = {
  'utskick-tools': () => true,
  // Its handle listens to arrows itself; the page's shortcuts are letters.
  'utskick-rail': ({ key }) => key.length === 1,
};

/**
 * Keeps keys pressed on our buttons from the page, whose shortcuts may listen at the window before anything else does.
 * Must be called before the page's first script: of those who listen there the first comes first. What a key does to a
 * button by itself (Enter, Space, Tab) is not a listener's doing and goes on.
 *
 * Never ends: an extension that was updated leaves its buttons for an instant, and a page that is open must not hear
 * the keys pressed on the new ones either.
 */
export function keepOwnKeys(view: Window): void {
  for (const type of ['keydown', 'keypress', 'keyup'] as const)
    view.addEventListener(type, (event) => isOurs(event) && event.stopImmediatePropagation(), {
      capture: true,
    });
}

function isOurs(event: KeyboardEvent): boolean {
  const { target } = event;
  return target instanceof Element && (owners[target.localName]?.(event) ?? false);
}
