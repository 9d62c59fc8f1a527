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

/** As people write the address of a page, `nordby.example/offer`: as a link it would lead nowhere. */
const hostAlone =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:\p{L}{2,}|xn--[a-z0-9-]+)(?::\d{1,5})?(?:[/?#]|$)/iu;
const longestHost = 300;

/** An address that begins with the name of a host, as one that leads there; others as they are. */
export function withScheme(address: string): string {
  return hostAlone.test(address.slice(0, longestHost)) ? `https://${address}` : address;
}
