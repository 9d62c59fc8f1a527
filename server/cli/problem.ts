/**
 * Something the operator can mend: printed as one sentence and, on a second line, what to do.
 * Any other error is a defect and asks for `--verbose`.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly remedy: string | undefined;
  readonly exitCode: number;

  /**
   * @param sentence - what is wrong, a whole sentence
   * @param remedy - what the person can do about it, a whole sentence
   * @param exitCode - 1 for a failed command, 2 for a wrong use of the command line
   */
  constructor(sentence: string, remedy?: string, exitCode = 1, options?: ErrorOptions) {
    super(sentence, options);
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

/** A command line that cannot be understood. */
export function misuse(sentence: string, remedy?: string): Problem {
  return new Problem(sentence, remedy, 2);
}
