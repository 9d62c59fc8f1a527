import { UnreadableFileError } from './source.ts';

const PAGE = 1 << 20;
/** Of all texts together. */
const MOST_BYTES = 400_000_000;
/** Longer ones are cut: no cell holds more. */
const LONGEST = 32_767;

/** Very many texts by number, in a fraction of the room that as many strings would take. */
export class StringTable {
  readonly #pages: Buffer[] = [];
  #used = PAGE;
  #starts = new Uint32Array(1024);
  #lengths = new Uint32Array(1024);
  #count = 0;

  /** @throws {UnreadableFileError} there is no room for so many */
  add(text: string): void {
    const kept = text.length > LONGEST ? text.slice(0, LONGEST) : text;
    const length = Buffer.byteLength(kept);
    if (this.#used + length > PAGE) {
      if ((this.#pages.length + 1) * PAGE > MOST_BYTES)
        throw new UnreadableFileError('tooLarge', 'the workbook holds more text than can be read');
      this.#pages.push(Buffer.allocUnsafe(PAGE));
      this.#used = 0;
    }
    this.#pages.at(-1)?.write(kept, this.#used);
    if (this.#count === this.#starts.length) {
      this.#starts = grown(this.#starts);
      this.#lengths = grown(this.#lengths);
    }
    this.#starts[this.#count] = (this.#pages.length - 1) * PAGE + this.#used;
    this.#lengths[this.#count] = length;
    this.#used += length;
    this.#count += 1;
  }

  /** Empty where there is none of this number. */
  get(index: number): string {
    const start = this.#starts[index] ?? 0;
    const length = index < this.#count ? (this.#lengths[index] ?? 0) : 0;
    const from = start % PAGE;
    return length === 0
      ? ''
      : (this.#pages[Math.floor(start / PAGE)]?.toString('utf8', from, from + length) ?? '');
  }
}

function grown(before: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const after = new Uint32Array(before.length * 2);
  after.set(before);
  return after;
}
