import type { Budget } from './budget.ts';
import type { Language } from './language.ts';
import type { TemplateKind } from './values.ts';

/** What one printing knows, has used up, and found. */
export interface Run {
  kind: TemplateKind;
  locale: string;
  language: Language;
  timeZone: string;
  texts: readonly string[];
  /** Texts that are written in the template itself, which whoever wrote it vouches for. */
  literals: ReadonlySet<string>;
  budget: Budget;
  context: TemplateContext;
  /** Fields whose value the CRM gave. */
  fromCrm: ReadonlySet<string>;
  /** Texts that were chosen for fields which have none. */
  defaults: Readonly<Record<string, string>>;
  /** Set by a helper that fell back on a default, for the field being printed. */
  isDefault: boolean;
  /** With what each printed first, before it was escaped. */
  outcomes: Map<FieldOutcome, string>;
  prompts: Set<string>;
  /** Of those, and of fields without a value, what was printed for somebody to replace. */
  marks: Set<string>;
}

export type TemplateContext = Readonly<Record<string, unknown>>;

/** Where the text of a field came from, in the order in which they are asked; `missing` where none had one. */
export type FieldSource = 'value' | 'crm' | 'default' | 'exception' | 'missing';

export interface FieldOutcome {
  /** The field as it is written in the template. */
  field: string;
  source: FieldSource;
  /**
   * Of a missing one: nobody has a value, or it has one, or a text was chosen for it, that may not stand at its place
   * (a link that runs code).
   */
  why?: 'empty' | 'unsafe';
}
