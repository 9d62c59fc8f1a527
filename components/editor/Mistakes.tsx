import { useMemo, useState } from 'preact/hooks';
import {
  type Finding,
  findMistakes,
  graveRules,
  type KnownFields,
  type WrittenMail,
} from '../../lib/core/library/findings.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { sayFault } from './say-fault.ts';
import { useSettled } from './use-settled.ts';

/** How many are shown at once; a text can have thousands. */
const pageSize = 100;

interface MistakesProps {
  text: WrittenMail;
  /** Names that a template may read. */
  known: KnownFields;
  onGo(finding: Finding): void;
}

/** What is wrong with the mail as it is written; each line leads to its place. */
export function Mistakes({ text, known, onGo }: MistakesProps) {
  const [limit, setLimit] = useState(pageSize);
  const settled = useSettled(text);
  const { subject, preheader, html, text: plain } = settled;
  const findings = useMemo(
    () => findMistakes({ subject, preheader, html, text: plain }, known),
    [subject, preheader, html, plain, known],
  );
  return (
    <section class="mistakes stack" aria-labelledby="mistakes-title">
      <h2 id="mistakes-title">{t('editor.mistakes', { count: findings.length })}</h2>
      {findings.length > 0 && (
        <ul>
          {findings.slice(0, limit).map((finding, index) => (
            // Two may be the same word for word, at no place.
            <li key={`${finding.rule} ${finding.part} ${finding.position?.offset} ${index}`}>
              <Line finding={finding} onGo={() => onGo(finding)} />
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

function Line({ finding, onGo }: { finding: Finding; onGo(): void }) {
  const { rule, part, position, meant, fault } = finding;
  const what = (fault && sayFault({ ...fault, meant: null })) ?? finding.what;
  const isGrave = graveRules.has(rule);
  const place = position
    ? t('editor.atPlace', {
        part: t(`library.part.${part}`),
        line: position.line,
        column: position.column,
      })
    : t(`library.part.${part}`);
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
        <span class="soft small">{place}</span>
      </span>
    </button>
  );
}
