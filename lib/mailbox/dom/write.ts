/**
 * Sets a text field as a person's typing would: by the element's own setter, so that frameworks that watch the
 * property notice, and with an `input` event.
 */
export function setValue(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set;
  if (setter) setter.call(field, value);
  else field.value = value;
  tellInput(field);
}

/** Tells the page that a field has changed; it saves its draft on that. */
export function tellInput(field: HTMLElement): void {
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * Presses one of the page's own controls. Some listen to `mousedown` and `mouseup` instead of `click`, so they get all.
 * Never meant for a Send button: nothing in this folder presses one.
 */
export function press(control: HTMLElement): void {
  for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
    control.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, button: 0, view: null }));
  }
}

/** Enter in a field that turns typed text into chips; plain, without Ctrl or Cmd, which would send. */
export function pressEnter(field: HTMLElement): void {
  for (const type of ['keydown', 'keypress', 'keyup']) {
    const init = { key: 'Enter', code: 'Enter', keyCode: 13, which: 13, bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent(type, init));
  }
}

/**
 * Pastes into a field as the clipboard would.
 *
 * @returns whether the page took it (it then keeps the browser from pasting too)
 */
export function paste(field: HTMLElement, text: string, html = ''): boolean {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  if (html) data.setData('text/html', html);
  // Firefox (153) leaves `clipboardData` empty and takes its own two older names instead; others ignore those.
  const init = { clipboardData: data, dataType: 'text/plain', data: text, bubbles: true, cancelable: true };
  const event = new ClipboardEvent('paste', init);
  if (html && event.clipboardData?.getData('text/html') !== html)
    event.clipboardData?.setData('text/html', html);
  return !field.dispatchEvent(event);
}
