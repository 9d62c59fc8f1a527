import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { StepEmail } from '../../lib/contract/campaign.ts';
import { copyInto } from '../../lib/core/library/copies.ts';
import { useSubmit } from '../data/use-submit.ts';
import { languagesOf, pathOf, type Texts, textAt, type WritingMail, withText } from '../editor/form.ts';
import { useFieldNames } from '../editor/use-field-names.ts';
import type { Mode } from '../editor/use-jumps.ts';
import { Writing } from '../editor/Writing.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { CheckField } from '../person/Form.tsx';
import { CopiesFields } from './CopiesFields.tsx';
import { withChange } from './form.ts';
import { TemplateChoice } from './TemplateChoice.tsx';

interface StepEmailFormProps {
  title: string;
  email: StepEmail;
  me: Me;
  /** What was refused of a part. */
  wrong(part: string): string | null;
  onChange(email: StepEmail): void;
}

/** The mail of an email step: who gets copies, and its text in its languages, the step's own or a copy of a template. */
export function StepEmailForm({ title, email, me, wrong, onChange }: StepEmailFormProps) {
  const ask = useLibrary();
  const custom = useFieldNames();
  const [mode, setMode] = useState<Mode>('rich');
  // Raised when the text comes from elsewhere than from its own field, so that the field begins anew.
  const [turn, setTurn] = useState(0);
  const [isChoosing, setChoosing] = useState(false);
  const [saved, setSaved] = useState('');
  const [wished, setPlace] = useState(0);
  const { subject, html, text = null, preheader = '', language = null, variants = [] } = email;
  const { nonCommercial = false } = email;
  // A template that is copied in may have fewer languages.
  const place = wished <= variants.length ? wished : 0;
  const written = { subject, html, text, preheader, language };
  const texts: Texts = { ...written, variants };
  const mail: WritingMail = {
    text: textAt(texts, place),
    // What is absent stays so, as long as it is not written.
    setText: (change) =>
      onChange(
        place === 0
          ? { ...email, ...change }
          : { ...email, variants: withText(texts, place, change).variants },
      ),
    place,
    setPlace,
    turn,
    ...languagesOf(texts, place, {
      setPlace,
      change: (change) => {
        const { language: own, variants: others } = change(texts);
        onChange({ ...email, language: own, variants: others });
      },
    }),
    wrong: (part) => wrong(pathOf(part, place)),
  };
  const store = useSubmit(
    () =>
      ask('templates.create', {
        body: {
          id: crypto.randomUUID(),
          name: title || subject,
          category: '',
          shared: false,
          ...written,
          variants,
          nonCommercial,
        },
      }),
    (template) => {
      setSaved(template.name);
      onChange({ ...email, fromTemplate: { id: template.id, version: template.version } });
    },
  );
  return (
    <div class="stack">
      <div class="row-of wrap">
        <button type="button" class="button small" onClick={() => setChoosing(true)}>
          <Icon name="template" />
          {t('campaigns.useTemplate')}
        </button>
        <button
          type="button"
          class="button small"
          disabled={store.busy || html === ''}
          onClick={() => void store.submit()}
        >
          {t('campaigns.saveAsTemplate')}
        </button>
        <span class="soft small" role="status">
          {saved && t('campaigns.savedAsTemplate', { name: saved })}
        </span>
      </div>
      {store.problem && <ProblemNote problem={store.problem} />}
      <CopiesFields email={email} onChange={(change) => onChange({ ...email, ...change })} />
      <CheckField
        label={t('editor.nonCommercial')}
        on={nonCommercial}
        onChange={(on) => onChange(withChange(email, { nonCommercial: on || undefined }))}
      />
      <Writing
        mail={mail}
        languages={mail}
        me={me}
        person={null}
        custom={custom ?? []}
        mode={mode}
        jump={null}
        onMode={setMode}
      />
      {isChoosing && (
        <TemplateChoice
          onClose={() => setChoosing(false)}
          onChoose={(template) => {
            setChoosing(false);
            setTurn(turn + 1);
            onChange(copyInto(email, template));
          }}
        />
      )}
    </div>
  );
}
