import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Person } from '../../lib/contract/person.ts';
import { contentLink } from '../../lib/core/links/content-links.ts';
import { ContentDialog } from '../content/ContentDialog.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { FieldPicker } from './FieldPicker.tsx';
import { type FieldChoice, fieldChoices } from './fields.ts';
import type { WritingMail } from './form.ts';
import { LanguageBar } from './LanguageBar.tsx';
import { LazyRichText } from './LazyRichText.tsx';
import { ModeTabs } from './ModeTabs.tsx';
import { PlainText } from './PlainText.tsx';
import { type Jump, SourceText } from './SourceText.tsx';
import { TextLine } from './TextLine.tsx';
import type { Mode } from './use-jumps.ts';

type OneText = Pick<WritingMail, 'text' | 'setText' | 'place' | 'turn' | 'wrong'>;

interface WritingProps {
  mail: OneText;
  /** Absent: it has one language. */
  languages?: WritingMail;
  /** Links that only such mails have. */
  links?: readonly FieldChoice[];
  me: Me;
  /** Whose preview is open: the picker shows their values. */
  person: Person | null;
  /** Names of the workspace's custom fields. */
  custom: readonly string[];
  mode: Mode;
  jump: Jump | null;
  onMode(mode: Mode): void;
}

/** Where the mail is written: its lines, and its text in one of three ways. */
export function Writing(props: WritingProps) {
  const { mail, languages, links = [], me, person, custom, mode, jump, onMode } = props;
  const { text, setText, place, turn } = mail;
  const choices = fieldChoices(person, me, custom);
  const insert = useRef<(source: string) => void>(() => undefined);
  const inText = [...links, ...choices];
  const label = t('library.part.html');
  const [isAdding, setAdding] = useState(false);
  const lines = { choices, mail } as const;
  // Nothing is drawn into it while it is hidden; null until it is first looked at.
  const source = useRef<string | null>(null);
  if (mode === 'source') source.current = text.html;
  const sourceText = source.current;
  return (
    <section class="editor-writing stack" aria-label={t('library.texts')}>
      {languages && <LanguageBar mail={languages} />}
      <Line {...lines} name="subject" maxLength={998} />
      <Line {...lines} name="preheader" maxLength={250} optional />
      <div class="row-of wrap">
        <ModeTabs mode={mode} onMode={onMode} />
        <span class="grow" />
        {mode === 'source' && (
          <>
            <button type="button" class="button small" onClick={() => setAdding(true)}>
              <Icon name="attachment" />
              {t('content.add')}
            </button>
            <FieldPicker choices={inText} into={label} onInsert={(source) => insert.current(source)} />
          </>
        )}
      </div>
      <div id="editor-text" role="tabpanel" aria-labelledby={`mode-${mode}`}>
        {/* Each stays as it is left, with what it can undo. */}
        <div hidden={mode !== 'rich'}>
          <LazyRichText
            key={`${place} ${turn}`}
            html={text.html}
            isShown={mode === 'rich'}
            label={label}
            choices={inText}
            jump={mode === 'rich' ? jump : null}
            onChange={(html) => setText({ html })}
          />
        </div>
        {sourceText !== null && (
          <div hidden={mode !== 'source'}>
            <SourceText
              key={`${place} ${turn}`}
              label={t('library.source')}
              value={sourceText}
              maxLength={500_000}
              wrong={mode === 'source' ? mail.wrong('html') : null}
              jump={mode === 'source' ? jump : null}
              onReady={(ready) => {
                insert.current = ready;
              }}
              onInput={(html) => setText({ html })}
            />
          </div>
        )}
        {mode === 'text' && (
          <PlainText text={text} jump={jump} wrong={mail.wrong('text')} onChange={setText} />
        )}
      </div>
      {isAdding && (
        <ContentDialog
          onChoose={(item) => {
            setAdding(false);
            insert.current(contentLink(item));
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {mode !== 'source' && mail.wrong('html') && (
        <p class="danger" role="alert">
          {t('editor.wrong', { reason: mail.wrong('html') ?? '' })}
        </p>
      )}
    </section>
  );
}

interface LineProps {
  mail: OneText;
  choices: ReturnType<typeof fieldChoices>;
  name: 'subject' | 'preheader';
  maxLength: number;
  optional?: boolean;
}

function Line({ mail, choices, name, maxLength, optional = false }: LineProps) {
  const { text, setText } = mail;
  return (
    <TextLine
      name={name}
      label={t(`library.part.${name}`)}
      value={text[name]}
      maxLength={maxLength}
      optional={optional}
      wrong={mail.wrong(name)}
      choices={choices}
      onInput={(value) => setText(name === 'subject' ? { subject: value } : { preheader: value })}
    />
  );
}
