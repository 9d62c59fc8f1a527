/**
 * HTML that has been sanitised, with the text it says. The one kind of value that is printed into HTML as it stands;
 * it can only be made by calling {@link sanitisedHtml}, so nothing that was read from data can pass for it.
 */
export class SafeHtml {
  readonly #html: string;
  readonly text: string;

  constructor(html: string, text: string) {
    this.#html = html;
    this.text = text;
  }
  get html(): string {
    return this.#html;
  }
}

/**
 * @param html - already sanitised; whoever calls this vouches for it
 * @param text - what it says where there is no HTML, in plain text and in attributes
 */
export function sanitisedHtml(html: string, text: string): SafeHtml {
  return new SafeHtml(html, text);
}
