/**
 * Look of the rail inside its shadow root. Lengths are in px: a `rem` there is the page's. The sidebar's page brings
 * its own look; only its frame, its handle and the launcher stand here.
 */
export const railStyle = `
:host { all: initial !important; display: contents !important; }
.root { --paper: #ffffff; --ink: #1f2328; --line: #d0d4da; --accent: #0b57d0; --late: #b3261e; color-scheme: light; }
.root[data-theme='dark'] { --paper: #202124; --ink: #e8eaed; --line: #4a4d52; --accent: #a8c7fa; --late: #f2b8b5; color-scheme: dark; }
[hidden] { display: none !important; }
.launcher {
  position: fixed; z-index: 990; box-sizing: border-box; width: 30px; min-height: 56px; margin: 0; padding: 7px 0 6px;
  display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 4px;
  border: 1px solid var(--line); border-inline-end: 0; border-radius: 8px 0 0 8px; background: var(--paper); color: var(--ink);
  font: 600 12px/16px system-ui, sans-serif; font-variant-numeric: tabular-nums; cursor: pointer;
  box-shadow: 0 1px 3px rgb(0 0 0 / 18%);
}
.launcher.slim:not(:hover, :focus-visible) { width: 12px; background: var(--accent); border-color: var(--accent); }
.launcher.slim:not(:hover, :focus-visible) > * { display: none; }
.launcher:hover { border-color: var(--accent); }
.launcher:focus-visible, .handle:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.launcher svg { width: 18px; height: 18px; color: var(--accent); display: block; }
.dot { width: 8px; height: 8px; border-radius: 50%; border: 2px solid var(--late); box-sizing: border-box; }
.sidebar {
  position: fixed; z-index: 2147483000; inset: 0 0 0 auto; max-width: 100vw; display: flex; box-sizing: border-box;
  background: var(--paper); border-inline-start: 1px solid var(--line);
}
.sidebar.over { box-shadow: -4px 0 16px rgb(0 0 0 / 25%); }
.sidebar iframe { flex: 1; min-width: 0; width: 100%; height: 100%; border: 0; display: block; background: var(--paper); }
.handle {
  position: relative; flex: none; width: 7px; padding: 0; margin: 0; border: 0; background: transparent; cursor: ew-resize; touch-action: none;
}
.handle::after { content: ''; position: absolute; inset: calc(50% - 16px) 2px auto; height: 32px; border-radius: 2px; background: var(--line); }
.handle:hover::after, .handle:focus-visible::after { background: var(--accent); }
.dragging iframe { pointer-events: none; }
@media (forced-colors: active) { .launcher, .sidebar { border: 1px solid CanvasText; } }
@media print { .launcher, .sidebar { display: none !important; } }
`;
