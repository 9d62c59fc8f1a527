import { useRef, useState } from 'preact/hooks';
import {
  type Finding,
  findingRules,
  findMistakes,
  graveRules,
  type KnownFields,
} from '../../lib/core/library/findings.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { withDefault } from './fields.ts';
import type { WrittenText } from './form.ts';
import { sayFault } from './say-fault.ts';
import { useSettled } from './use-settled.ts';

/** How many are shown at once; a text can have thousands. */
const pageSize = 100;

interface MistakesProps {
  /** In each language, the mail's own first. */
  texts: readonly WrittenText[];
  /** Names that a template may read. */
  known: KnownFields;
  /** @param place - of its text among `texts` */
  onGo(finding: Finding, place: number): void;
}

/** What is wrong with the mail as it is written, in all its languages; each line leads to its place. */
export function Mistakes({ texts, known, onGo }: MistakesProps) {
  const [limit, setLimit] = useState(pageSize);
  const settled = useSettled(texts);
  const findings = useFindings(settled, known);
  return (
    <section class="mistakes stack" aria-labelledby="mistakes-title">
      <h2 id="mistakes-title">{t('editor.mistakes', { count: findings.length })}</h2>
      {findings.length > 0 && (
        <ul>
          {findings.slice(0, limit).map(({ finding, place }, index) => (
            // Two may be the same word for word, at no place.
            <li key={`${place} ${finding.rule} ${finding.part} ${finding.position?.offset} ${index}`}>
              <Line
                finding={finding}
                language={settled.length > 1 ? (settled[place]?.language ?? t('library.noLanguage')) : null}
                onGo={() => onGo(finding, place)}
              />
            </li>
          ))}
        </ul>
      )}
      {findings.length > limit && (
        <button type="button" class="button" onClick={() => setLimit(limit + pageSize)}>
          {t('library.showMore')}
        </button>
      )}
    </section>
  );
}

interface Placed {
  finding: Finding;
  place: number;
}

/** Looks through those texts alone that have changed: a mail can have many, and most stay as they are. */
function useFindings(texts: readonly WrittenText[], known: KnownFields): Placed[] {
  const looked = useRef<{ text: WrittenText; known: KnownFields; findings: Finding[] }[]>([]);
  looked.current = texts.map((text, place) => {
    const last = looked.current[place];
    if (last && last.known === known && isSameMail(last.text, text)) return last;
    return { text, known, findings: findMistakes(text, known) };
  });
  const all = looked.current.flatMap(({ findings }, place) =>
    findings.map((finding): Placed => ({ finding, place })),
  );
  return all.sort((a, b) => findingRules.indexOf(a.finding.rule) - findingRules.indexOf(b.finding.rule));
}

function isSameMail(one: WrittenText, other: WrittenText): boolean {
  return (['subject', 'preheader', 'html', 'text'] as const).every((part) => one[part] === other[part]);
}

interface LineProps {
  finding: Finding;
  /** Of its text; null where there is only one. */
  language: string | null;
  onGo(): void;
}

function Line({ finding, language, onGo }: LineProps) {
  const { rule, part, position, meant, fault } = finding;
  const what = (fault && sayFault({ ...fault, meant: null })) ?? finding.what;
  const isGrave = graveRules.has(rule);
  const name = t(`library.part.${part}`);
  const where = language === null ? name : `${name} (${language})`;
  const place = position
    ? t('editor.atPlace', { part: where, line: position.line, column: position.column })
    : where;
  return (
    <button type="button" class={isGrave ? 'mistake grave' : 'mistake'} onClick={onGo}>
      <Icon name={isGrave ? 'problem' : 'question'} />
      <span class="stack tight">
        <span>
          {t(`editor.rule.${rule}`)}
          {what !== '' && (
            <>
              : <code dir="auto">{what.length > 80 ? `${what.slice(0, 79)}…` : what}</code>
            </>
          )}
        </span>
        {meant && <span>{t('editor.meant', { name: meant })}</span>}
        {rule === 'mayBeEmpty' && (
          <span>{t('editor.addDefault', { example: defaultFor(finding.what) })}</span>
        )}
        <span class="soft small">{place}</span>
      </span>
    </button>
  );
}

function defaultFor(field: string): string {
  return withDefault(`{{${field}}}`, field === 'first_name' ? t('editor.insteadOfName') : '…');
}
