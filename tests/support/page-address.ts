/** Gives the page of a happy-dom test another address, without loading anything. */
export function setAddress(url: string): void {
  // The environment's own handle, which the types of the DOM do not know.
  const { happyDOM } = window as unknown as { happyDOM: { setURL(url: string): void } };
  happyDOM.setURL(url);
}
