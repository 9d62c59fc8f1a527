/** Look of the button beside Send, inside its shadow root. */
export const buttonStyle = `
:host {
  all: initial !important; display: inline-block !important; flex: none !important; align-self: center !important;
  vertical-align: middle !important; margin: 0 6px !important;
}
:host(:not([data-room='full'])) { margin: 0 !important; }
:host([data-room='corner']) { position: fixed !important; z-index: 5 !important; left: var(--left, 0px) !important; top: var(--top, 0px) !important; }
button {
  --paper: #ffffff; --ink: #1f2328; --line: #747a83; --accent: #0b57d0; --tint: #e8f0fe;
  --left-paper: #fff1c9; --left-ink: #5a3b00; --left-line: #8a6100;
  box-sizing: border-box; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 1px;
  min-width: 52px; height: 36px; margin: 0; padding: 2px 5px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--paper); color: var(--ink); font: 600 11px/14px system-ui, sans-serif; white-space: nowrap; cursor: pointer;
}
button[data-theme='dark'] { --paper: #202124; --ink: #e8eaed; --line: #9aa0a6; --accent: #a8c7fa; --tint: #283142; --left-paper: #3f310c; --left-ink: #ffd970; --left-line: #b8933a; color-scheme: dark; }
button[data-links='tracked'] { border-color: var(--accent); background: var(--tint); color: var(--accent); }
button[data-left] { border-color: var(--left-line); background: var(--left-paper); color: var(--left-ink); }
button:hover { border-color: var(--accent); }
button[data-left]:hover { border-color: var(--left-ink); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.sign { display: flex; align-items: center; gap: 4px; height: 16px; }
.sign svg { display: block; width: 15px; height: 15px; }
:host(:not([data-room='full'])) button { min-width: 0; width: 26px; padding: 0; }
:host(:not([data-room='full'])) .sign { flex-direction: column; gap: 0; height: auto; }
:host(:not([data-room='full'])) .sign + span { display: none; }
@media (forced-colors: active) { button { border: 1px solid ButtonText; } }
@media print { :host { display: none !important; } }
`;

/** Look of the picker's frame and its ground. */
export const pickerStyle = `
:host { all: initial !important; display: contents !important; }
iframe {
  position: fixed; z-index: 2147483100; box-sizing: border-box; border: 1px solid #d0d4da; border-radius: 12px;
  background: #ffffff; box-shadow: 0 8px 28px rgb(0 0 0 / 28%); color-scheme: light;
}
iframe[data-theme='dark'] { border-color: #4a4d52; background: #1b1a20; color-scheme: dark; }
@media (forced-colors: active) { iframe { border: 1px solid CanvasText; } }
@media print { iframe { display: none; } }
`;
