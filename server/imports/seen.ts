/** Which texts have come already: a number of 53 bits for each, so that a million take little room. */
export class SeenTexts {
  #slots = new Float64Array(1 << 12);
  #count = 0;

  /** @returns whether it has come before */
  add(text: string): boolean {
    if (this.#count * 2 > this.#slots.length) this.#grow();
    const known = put(this.#slots, numberOf(text));
    if (!known) this.#count += 1;
    return known;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Float64Array(before.length * 2);
    for (const number of before) if (number !== 0) put(this.#slots, number);
  }
}

function put(slots: Float64Array, number: number): boolean {
  for (let at = number % slots.length; ; at = (at + 1) % slots.length) {
    if (slots[at] === number) return true;
    if (slots[at] !== 0) continue;
    slots[at] = number;
    return false;
  }
}

/** Two multiplicative hashes side by side, never 0. */
function numberOf(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0) || 1;
}
