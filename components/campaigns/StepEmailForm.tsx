import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { StepEmail } from '../../lib/contract/campaign.ts';
import { copyInto } from '../../lib/core/library/copies.ts';
import { useSubmit } from '../data/use-submit.ts';
import { FieldPicker } from '../editor/FieldPicker.tsx';
import { fieldChoices } from '../editor/fields.ts';
import { LazyRichText } from '../editor/LazyRichText.tsx';
import { ModeTabs } from '../editor/ModeTabs.tsx';
import { PlainText } from '../editor/PlainText.tsx';
import { SourceText } from '../editor/SourceText.tsx';
import { TextLine } from '../editor/TextLine.tsx';
import { useFieldNames } from '../editor/use-field-names.ts';
import type { Mode } from '../editor/use-jumps.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { formatList, t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { TemplateChoice } from './TemplateChoice.tsx';

interface StepEmailFormProps {
  title: string;
  email: StepEmail;
  me: Me;
  /** What was refused of a part. */
  wrong(part: string): string | null;
  onChange(email: StepEmail): void;
}

/** The text of an email step: the step's own, or a copy of a template. */
export function StepEmailForm({ title, email, me, wrong, onChange }: StepEmailFormProps) {
  const ask = useLibrary();
  const custom = useFieldNames();
  const choices = fieldChoices(null, me, custom ?? []);
  const [mode, setMode] = useState<Mode>('rich');
  // Raised when the text comes from elsewhere than from its own field, so that the field begins anew.
  const [turn, setTurn] = useState(0);
  const [isChoosing, setChoosing] = useState(false);
  const [saved, setSaved] = useState('');
  const insert = useRef<(source: string) => void>(() => undefined);
  const { subject, html, text = null, preheader = '', language = null, variants = [] } = email;
  const written = { subject, html, text, preheader, language };
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
        },
      }),
    (template) => {
      setSaved(template.name);
      onChange({ ...email, fromTemplate: { id: template.id, version: template.version } });
    },
  );
  const label = t('library.part.html');
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
      <TextLine
        name="subject"
        label={t('library.part.subject')}
        value={subject}
        maxLength={998}
        wrong={wrong('subject')}
        choices={choices}
        onInput={(next) => onChange({ ...email, subject: next })}
      />
      <div class="row-of wrap">
        <ModeTabs mode={mode} onMode={setMode} />
        <span class="grow" />
        {mode === 'source' && (
          <FieldPicker choices={choices} into={label} onInsert={(source) => insert.current(source)} />
        )}
      </div>
      <div id="editor-text" role="tabpanel" aria-labelledby={`mode-${mode}`}>
        <div hidden={mode !== 'rich'}>
          <LazyRichText
            key={turn}
            html={html}
            isShown={mode === 'rich'}
            label={label}
            choices={choices}
            jump={null}
            onChange={(next) => onChange({ ...email, html: next })}
          />
        </div>
        {mode === 'source' && (
          <SourceText
            label={t('library.source')}
            value={html}
            maxLength={500_000}
            wrong={wrong('html')}
            jump={null}
            onReady={(ready) => {
              insert.current = ready;
            }}
            onInput={(next) => onChange({ ...email, html: next })}
          />
        )}
        {mode === 'text' && (
          <PlainText
            text={written}
            jump={null}
            wrong={wrong('text')}
            onChange={(change) => onChange({ ...email, ...change })}
          />
        )}
      </div>
      {mode !== 'source' && wrong('html') !== null && (
        <p class="danger" role="alert">
          {t('editor.wrong', { reason: wrong('html') ?? '' })}
        </p>
      )}
      {variants.length > 0 && (
        <p class="soft small">
          {t('campaigns.variants', { languages: formatList(variants.map((one) => one.language)) })}
        </p>
      )}
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
