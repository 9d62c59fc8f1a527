import { useMemo, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Person } from '../../lib/contract/person.ts';
import { bytesOf, clippedBytes } from '../../lib/core/library/findings.ts';
import { type FilledField, nameOf, renderInsertable } from '../../lib/core/template/email.ts';
import { Note } from '../feedback/Note.tsx';
import { Icon, type IconName } from '../Icon.tsx';
import { formatList, formatNumber, t } from '../i18n.ts';
import { FilledFields } from './FilledFields.tsx';
import type { WrittenText } from './form.ts';
import { PersonChoice } from './PersonChoice.tsx';
import { PreviewFrame } from './PreviewFrame.tsx';
import { sayWrongPart } from './say-fault.ts';
import type { PreviewPerson } from './use-preview-person.ts';
import { useSettled } from './use-settled.ts';

interface PreviewProps {
  text: WrittenText;
  me: Me;
  choice: PreviewPerson;
}

/** The mail as a person will get it, by the same renderer that makes it. */
export function Preview({ text, me, choice }: PreviewProps) {
  const { person } = choice;
  const settled = useSettled(text);
  const { subject, preheader, html, text: written, language } = settled;
  const made = useMemo(
    () => render({ subject, preheader, html, text: written, language }, person, me),
    [subject, preheader, html, written, language, person, me],
  );
  const [isNarrow, setNarrow] = useState(false);
  const [isDark, setDark] = useState(false);
  const [images, setImages] = useState(true);
  return (
    <section class="preview stack" aria-labelledby="preview-title">
      <div class="row-of wrap">
        <h2 id="preview-title" class="grow">
          {t('tools.preview')}
        </h2>
        <Look icon="desktop" text={t('editor.desktop')} on={!isNarrow} onClick={() => setNarrow(false)} />
        <Look icon="phone" text={t('editor.phone')} on={isNarrow} onClick={() => setNarrow(true)} />
        <Look icon="dark" text={t('editor.dark')} on={isDark} onClick={() => setDark(!isDark)} />
        <Look icon="image" text={t('editor.images')} on={images} onClick={() => setImages(!images)} />
      </div>
      <PersonChoice label={t('editor.previewFor')} choice={choice} />
      {made.ok ? (
        <>
          <div class="preview-head">
            <strong>
              <bdi>{made.subject || t('task.noSubject')}</bdi>
            </strong>
            {made.preheader && (
              <span class="soft">
                <bdi>{made.preheader}</bdi>
              </span>
            )}
          </div>
          <PreviewFrame
            html={made.html}
            title={t('tools.preview')}
            width={isNarrow ? 'phone' : 'desk'}
            look={{ images, dark: isDark }}
          />
          {made.missing.length > 0 && (
            <p class="note warn">
              {t('editor.missingFor', {
                name: person ? nameOf(person) || t('common.noName') : t('editor.nobody'),
                fields: formatList(made.missing),
              })}
            </p>
          )}
          {person && <FilledFields name={nameOf(person) || t('common.noName')} fields={made.fields} />}
          <Size html={made.html} />
        </>
      ) : (
        <Note tone="warn" icon="problem" title={t('editor.noPreview')} text={made.message} />
      )}
    </section>
  );
}

type Made =
  | { ok: true; subject: string; preheader: string; html: string; missing: string[]; fields: FilledField[] }
  | { ok: false; message: string };

function render(text: WrittenText, person: Person | null, me: Me): Made {
  const made = renderInsertable(text, person, me);
  if (!made.ok) {
    const [wrong] = made.fields ?? [];
    return { ok: false, message: wrong ? sayWrongPart(wrong, []) : made.message };
  }
  const { missing, missingInLine } = made.value;
  return { ...made.value, ok: true, missing: [...new Set([...missing, ...missingInLine])] };
}

function Size({ html }: { html: string }) {
  const bytes = bytesOf(html);
  const kilobytes = formatNumber(Math.ceil(bytes / 1024));
  const isLarge = bytes > clippedBytes;
  return (
    <p class={isLarge ? 'note warn' : 'soft small'}>
      {isLarge
        ? t('editor.clipped', { size: kilobytes })
        : t('editor.size', { size: kilobytes, most: clippedBytes / 1024 })}
    </p>
  );
}

interface LookProps {
  icon: IconName;
  text: string;
  on: boolean;
  onClick(): void;
}

function Look({ icon, text, on, onClick }: LookProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={text}
      title={text}
      aria-pressed={on}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
