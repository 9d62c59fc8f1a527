import { useState } from 'preact/hooks';
import type { Dkim, DkimCheck } from '../../lib/contract/dkim.ts';
import { zoneLineOf } from '../../lib/core/dkim/record.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { Shown } from './Shown.tsx';

interface DkimRecordProps {
  channelId: string;
  dkim: Dkim;
  /** Whether receivers will find this key, as far as the DNS has just said. */
  onChecked(isFound: boolean): void;
}

/** What must stand in the DNS, and whether it does. */
export function DkimRecord({ channelId, dkim, onChecked }: DkimRecordProps) {
  const ask = useLibrary();
  const [checked, setChecked] = useState<DkimCheck | null>(null);
  const { name, value } = dkim.record;
  const check = useSubmit(
    () => ask('dkim.check', { params: { id: channelId } }),
    (answer) => {
      setChecked(answer);
      onChecked(answer.outcome === 'same');
    },
  );
  return (
    <>
      <p>{t('dkim.record')}</p>
      <Shown label={t('dkim.name')} text={name} />
      <Shown label={t('dkim.value')} text={value} />
      <details>
        <summary>{t('dkim.zoneHint')}</summary>
        <Shown label={t('dkim.zone')} text={zoneLineOf(name, value)} />
      </details>
      <div class="row-of wrap">
        <button
          type="button"
          class="button"
          disabled={check.busy}
          onClick={() => {
            setChecked(null);
            void check.submit();
          }}
        >
          {check.busy ? t('dkim.checking') : t('dkim.check')}
        </button>
      </div>
      {check.problem && <ProblemNote problem={check.problem} />}
      <div role="status">{checked && <Outcome checked={checked} />}</div>
    </>
  );
}

function Outcome({ checked: { outcome, texts } }: { checked: DkimCheck }) {
  const isFound = outcome === 'same';
  return (
    <Note
      tone={isFound ? 'good' : 'warn'}
      icon={isFound ? 'check' : 'problem'}
      title={t(`dkim.outcomeOf.${outcome}`)}
    >
      {!isFound && texts.length > 0 && (
        <div class="stack tight">
          <small>{t('dkim.found')}</small>
          {texts.map((text) => (
            <code key={text} class="break">
              {text}
            </code>
          ))}
        </div>
      )}
    </Note>
  );
}
