/** A text that stands in an address as it is: every character that means something there is encoded. */
export class UrlText {
  readonly text: string;

  constructor(value: string) {
    this.text = encodeURIComponent(wellFormed(value));
  }
}

/** Half of a surrogate pair cannot be encoded. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
