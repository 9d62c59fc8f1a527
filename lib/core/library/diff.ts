import { diffArrays } from 'diff';
import type { TemplateContent, TemplateVariant } from '../../contract/template.ts';
import type { DiffPart, DiffPiece } from '../../contract/template-library.ts';
import { isWithinEdits } from './edits.ts';

/** Beyond this many changed pieces nobody reads a diff, and it would take long. */
const MOST_EDITS = 1500;

/** What differs between two versions, part by part; parts that are the same are left out. */
export function diffTemplates(older: TemplateContent, newer: TemplateContent): DiffPart[] {
  const languages = [...older.variants, ...newer.variants].map(({ language }) => language);
  const variants = [...new Set(languages)].flatMap((language) =>
    diffTexts(language, variantOf(older, language), variantOf(newer, language)),
  );
  return [
    ...diffPart('name', null, older.name, newer.name),
    ...diffTexts(null, older, newer),
    ...diffPart('language', null, older.language ?? '', newer.language ?? ''),
    ...variants,
    ...diffPart('recommendation', null, ruleOf(older), ruleOf(newer)),
    ...diffPart('nonCommercial', null, String(older.nonCommercial), String(newer.nonCommercial)),
  ];
}

type Texts = Omit<TemplateVariant, 'language'>;
const noText: Texts = { subject: '', html: '', text: null, preheader: '' };

function variantOf(content: TemplateContent, language: string): Texts {
  return content.variants.find((variant) => variant.language === language) ?? noText;
}

function diffTexts(variant: string | null, older: Texts, newer: Texts): DiffPart[] {
  return [
    ...diffPart('subject', variant, older.subject, newer.subject),
    ...diffPart('preheader', variant, older.preheader, newer.preheader),
    ...diffPart('html', variant, older.html, newer.html),
    ...diffPart('text', variant, older.text ?? '', newer.text ?? ''),
  ];
}

function diffPart(part: DiffPart['part'], variant: string | null, older: string, newer: string): DiffPart[] {
  return older === newer ? [] : [{ part, variant, pieces: diffText(older, newer) }];
}

/**
 * What differs between two texts, by tags, template expressions, words and what stands between them. Where almost
 * everything differs, the whole of one is taken out and the whole of the other put in.
 */
export function diffText(older: string, newer: string): DiffPiece[] {
  const words = new Map<string, number>();
  const [before, after] = [numbersOf(older, words), numbersOf(newer, words)];
  if (!isWithinEdits(before, after, MOST_EDITS)) return exchange(older, newer);
  const texts = [...words.keys()];
  const pieces = diffArrays(before, after).map(
    ({ added, removed, value }): DiffPiece => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.map((number) => texts[number] ?? '').join(''),
    }),
  );
  return pieces.filter(({ text }) => text !== '');
}

function exchange(older: string, newer: string): DiffPiece[] {
  const both: DiffPiece[] = [
    { kind: 'removed', text: older },
    { kind: 'added', text: newer },
  ];
  return both.filter(({ text }) => text !== '');
}

/** Each piece of a text as the number of its word: many are compared, and numbers are compared at once. */
function numbersOf(text: string, words: Map<string, number>): number[] {
  return piecesOf(text).map((piece) => {
    const number = words.get(piece) ?? words.size;
    if (number === words.size) words.set(piece, number);
    return number;
  });
}

function piecesOf(text: string): string[] {
  return text.match(/\{\{[^{}]*\}\}|<[^<>]*>|[\p{L}\p{N}_]+|\s+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

function ruleOf({ recommendation }: TemplateContent): string {
  if (!recommendation) return '';
  const lines = recommendation.criteria.map(
    ({ field, operator, value }) => `${field} ${operator} “${value}”`,
  );
  return [recommendation.match, ...lines].join('\n');
}
