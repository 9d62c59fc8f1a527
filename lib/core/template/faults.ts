/** What can be wrong with a template, in English; pages of ours say it in the person's language, by the code. */
const english = {
  tooLong: 'the template is longer than {most} characters',
  tagsTooMany: 'there are more than {most} fields and blocks',
  namesTooMany: 'fields and blocks hold more than {most} names and values',
  tagsTooLong: 'fields and blocks hold more than {most} characters',
  tooDeep: 'the template is nested too deeply',
  blocksTooDeep: 'blocks are nested deeper than {most}',
  elseTooMany: 'there are more than {most} {tag} in one block',
  callsTooDeep: 'calls are nested deeper than {most}',
  partsTooMany: 'a field has more than {most} parts',
  htmlTooDeep: 'HTML elements are nested deeper than {most}; close those that are open',
  rawBlock: 'raw blocks {tag} are not available',
  noPartials: 'partials and decorators ({tags}) are not available in templates',
  noteOpen: 'the note {tag} is never closed with {closing}',
  tagOpen: '{tag} is never closed with {closing}',
  quoteOpen: 'a {quote} is missing before {closing}',
  closesNothing: '{tag} closes a block that was never opened',
  closesOther: '{tag} closes {opened}, which was opened in line {line}',
  elseOutside: '{tag} stands outside of a block',
  unreadable: 'cannot be read, near “{near}”',
  afterBar: 'after | expected: {form}',
  noFunction: '{name}: no such function',
  noHelper: '{name}: no such helper',
  noBlock: '{tag}: no such block; there are if, unless, each and with',
  isBlock: '{name} is a block: {form}',
  needsOne: '{name}: expected one field or text after it, found {found}',
  needsSome: '{name}: expected {count} fields or texts after it, found {found}',
  needsBetween: '{name}: expected {least} to {most} fields or texts after it, found {found}',
  notNamed: '{name}: {key}= is not known',
  dateStyle: 'date: expected one of {styles}, found “{found}”',
  decimals: 'number: decimals: expected 0 to 20, found {found}',
  inElement: 'no field can stand in {element}',
  inTag: 'inside a tag a field can stand only in the value of an attribute',
  inAttribute: 'no field can stand in the attribute {name}',
  needsQuotes: 'a field that begins the value of {name} needs quotes around it: {form}',
  inScheme: 'no field can stand in a link that begins with {written}',
  afterAnd: 'no field can stand after “&” at the beginning of a link',
  blockPlace: 'a block must begin and end in the same place of the HTML: outside of tags, or in one value',
  namePut: 'the name of an attribute may not be put together of parts of the template',
  commentPut: 'the end of a comment may not be put together of parts of the template',
  endPut: '{tag} may not be put together of parts of the template',
  colonAfter: 'a link may not begin with a field or a block that is followed by “:”',
  schemeTooLong: 'a link begins with more than {most} characters that may be its scheme',
  acts: '{what} cannot stand in a mail',
  steps: 'takes more than {most} steps',
  slow: 'takes longer than {most} ms',
  loops: 'loops run more than {most} times',
  outputTooLong: 'the text is longer than {most} characters',
} as const;

export type FaultCode = keyof typeof english;
type NamesIn<S extends string> = S extends `${string}{${infer N}}${infer Rest}` ? N | NamesIn<Rest> : never;
type ValuesOf<C extends FaultCode> = Record<NamesIn<(typeof english)[C]>, string | number>;

/** One thing that is wrong, for programs that say it in words of their own. */
export interface Fault {
  code: FaultCode;
  values: Readonly<Record<string, string | number>>;
  /** What was probably meant. */
  meant: string | null;
}

/** Codes of faults, each with its sentence. */
export const faultSentences: Readonly<Record<FaultCode, string>> = english;

export function fault<C extends FaultCode>(code: C, values: ValuesOf<C>, meant: string | null = null): Fault {
  return { code, values, meant };
}

export function inEnglish({ code, values, meant }: Fault): string {
  const sentence = english[code].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  return meant === null ? sentence : `${sentence}; did you mean ${meant}?`;
}
