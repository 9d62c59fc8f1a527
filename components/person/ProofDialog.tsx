import { ConsentSource, LegalBasis } from '../../lib/contract/consent.ts';
import type { ConsentProof, ConsentProofEntry } from '../../lib/contract/consent-proof.ts';
import { PageLanguage } from '../../lib/contract/subscription.ts';
import { languageNames } from '../../lib/core/public-texts/languages.ts';
import { Asked } from '../feedback/Asked.tsx';
import { Empty } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { Note } from '../feedback/Note.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { saveFile } from '../library/save-file.ts';
import { aboutWord, standingWord } from '../tasks/consent-words.ts';
import { type Clock, fullTime } from '../time.ts';

interface ProofDialogProps {
  personId: string;
  who: string;
  clock: Clock;
  onClose(): void;
}

/** All that was ever said about contacting somebody, whether it is as it was written, and a file of it. */
export function ProofDialog({ personId, who, clock, onClose }: ProofDialogProps) {
  const ask = useLibrary();
  const live = useAsked(`proof of ${personId}`, () =>
    ask('people.consentProof', { params: { id: personId } }),
  );
  return (
    <Modal name="consent-proof" title={t('proof.title', { name: who })} onClose={onClose}>
      <Asked live={live} label={t('queue.loading')}>
        {(proof) =>
          proof.entries.length === 0 ? (
            <Empty icon="question" title={t('proof.none')} text={t('proof.noneText')} />
          ) : (
            <div class="stack">
              <Whole proof={proof} />
              <ol class="stack proof">
                {proof.entries.toReversed().map((entry) => (
                  <Entry key={entry.number} entry={entry} clock={clock} />
                ))}
              </ol>
              <button type="button" class="button" onClick={() => save(proof, who, clock)}>
                <Icon name="download" />
                {t('proof.save')}
              </button>
            </div>
          )
        }
      </Asked>
    </Modal>
  );
}

function Whole({ proof: { brokenAt, entries } }: { proof: ConsentProof }) {
  if (brokenAt !== null)
    return (
      <Note
        tone="bad"
        icon="forbidden"
        title={t('proof.broken', { number: String(brokenAt) })}
        text={t('proof.brokenText')}
      />
    );
  return (
    <Note
      tone="good"
      icon="done"
      title={t('proof.whole', { count: entries.length })}
      text={t('proof.wholeText')}
    />
  );
}

function Entry({ entry, clock }: { entry: ConsentProofEntry; clock: Clock }) {
  const { number, at, about, now, comment, byName, shown, hash } = entry;
  const how = [basisOf(entry), sourceOf(entry), byName ?? t('proof.nobody')].filter(Boolean).join(' · ');
  return (
    <li value={number} class="stack tight">
      <p>
        {aboutWord(about, now)}: <strong>{standingWord(now)}</strong>
        <span class="soft"> · {fullTime(at, clock.timeZone)}</span>
      </p>
      <p class="soft">{how}</p>
      {comment && (
        <p>
          <bdi>{comment}</bdi>
        </p>
      )}
      {shown && (
        <details>
          <summary>{t('proof.shown', { language: languageOf(shown), version: shown.version })}</summary>
          <p class="proof-text" lang={shown.language}>
            {shown.text}
          </p>
        </details>
      )}
      <p class="soft proof-hash" title={t('proof.hash')}>
        {hash}
      </p>
    </li>
  );
}

function languageOf({ language }: { language: string }): string {
  const known = PageLanguage.safeParse(language);
  return known.success ? languageNames[known.data] : language;
}

function basisOf({ legalBasis }: ConsentProofEntry): string | null {
  const known = LegalBasis.safeParse(legalBasis);
  return known.success ? t(`legalBasis.${known.data}`) : legalBasis;
}

function sourceOf({ source }: ConsentProofEntry): string | null {
  const known = ConsentSource.safeParse(source);
  return known.success ? t(`consentSource.${known.data}`) : source;
}

function save(proof: ConsentProof, who: string, clock: Clock): void {
  const day = clock.now.toISOString().slice(0, 10);
  const file = { about: t('proof.about'), savedAt: clock.now.toISOString(), person: who, ...proof };
  saveFile(
    `${t('proof.file', { name: who })} ${day}.json`,
    'application/json',
    JSON.stringify(file, null, 2),
  );
}
