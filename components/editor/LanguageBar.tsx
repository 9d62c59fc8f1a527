import { useState } from 'preact/hooks';
import { libraryLimits } from '../../lib/contract/template.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { Form, TextField } from '../person/Form.tsx';
import type { WritingMail } from './form.ts';

/** Which of the texts is written: the mail's own, or one in a further language. */
export function LanguageBar({ mail }: { mail: WritingMail }) {
  const { languages, place, setPlace } = mail;
  const [adds, setAdds] = useState(false);
  const [changes, setChanges] = useState(false);
  const [removes, setRemoves] = useState(false);
  const isEmpty = mail.text.subject.trim() === '' && mail.text.html.trim() === '';
  return (
    <div class="row-of wrap">
      <label class="row-of">
        <span class="legend">{t('library.language')}</span>
        <select
          class="input"
          value={String(place)}
          onChange={(event) => setPlace(Number(event.currentTarget.value))}
        >
          {languages.map((language, index) => (
            <option key={language ?? ''} value={String(index)}>
              {language ?? t('library.noLanguage')}
            </option>
          ))}
        </select>
      </label>
      {languages.length <= libraryLimits.variants && (
        <button type="button" class="button small" onClick={() => setAdds(true)}>
          {t('editor.addLanguage')}
        </button>
      )}
      <button type="button" class="button small" onClick={() => setChanges(true)}>
        {t(languages[place] === null ? 'editor.sayLanguage' : 'editor.changeLanguage')}
      </button>
      {place > 0 && (
        <button
          type="button"
          class="button small"
          onClick={isEmpty ? mail.removeLanguage : () => setRemoves(true)}
        >
          {t('editor.removeLanguage')}
        </button>
      )}
      {removes && (
        <Modal name="language" title={t('editor.removeLanguage')} onClose={() => setRemoves(false)}>
          <Form
            action={t('editor.removeLanguage')}
            onSubmit={() => {
              mail.removeLanguage();
              setRemoves(false);
            }}
          >
            <p>{t('editor.removeLanguageHint', { language: languages[place] ?? '' })}</p>
          </Form>
        </Modal>
      )}
      {changes && (
        <ChangeLanguage
          language={languages[place] ?? null}
          others={languages.filter((_, index) => index !== place)}
          isOwn={place === 0}
          onChange={(language) => {
            mail.setLanguage(language);
            setChanges(false);
          }}
          onClose={() => setChanges(false)}
        />
      )}
      {adds && (
        <AddLanguage
          taken={languages}
          isFirst={languages[0] === null}
          onAdd={(language, own) => {
            mail.addLanguage(language, own);
            setAdds(false);
          }}
          onClose={() => setAdds(false)}
        />
      )}
    </div>
  );
}

interface ChangeLanguageProps {
  language: string | null;
  others: readonly (string | null)[];
  /** The mail's own text can be without one. */
  isOwn: boolean;
  onChange(language: string | null): void;
  onClose(): void;
}

/** Which language the text is in that is open. */
function ChangeLanguage({ language, others, isOwn, onChange, onClose }: ChangeLanguageProps) {
  const [tag, setTag] = useState(language ?? '');
  const [tried, setTried] = useState(false);
  const written = tag.trim();
  const wrong = isOwn && written === '' ? null : mistakeIn(written, others);
  return (
    <Modal
      name="language"
      title={t(language === null ? 'editor.sayLanguage' : 'editor.changeLanguage')}
      onClose={onClose}
    >
      <Form
        action={t('editor.apply')}
        onSubmit={() => (wrong ? setTried(true) : onChange(written === '' ? null : written))}
      >
        <TextField
          label={t('editor.languageTag')}
          value={tag}
          first
          optional={isOwn}
          maxLength={35}
          wrong={tried ? wrong : null}
          onInput={setTag}
        />
        {isOwn && <p class="soft small">{t('editor.languageNone')}</p>}
      </Form>
    </Modal>
  );
}

interface AddLanguageProps {
  taken: readonly (string | null)[];
  /** The text that is there has no language yet. */
  isFirst: boolean;
  /** `own`: that of the text that is there; null where it has one, or none was said. */
  onAdd(language: string, own: string | null): void;
  onClose(): void;
}

/** Two questions where the text that is there has no language: that of the new one, and its own. */
function AddLanguage({ taken, isFirst, onAdd, onClose }: AddLanguageProps) {
  const [tag, setTag] = useState('');
  const [own, setOwn] = useState('');
  const [tried, setTried] = useState(false);
  const [language, present] = [tag.trim(), own.trim()];
  const wrong = mistakeIn(language, taken);
  const wrongOwn = present === '' ? null : mistakeIn(present, [...taken, language]);
  const add = (): void => {
    if (wrong || wrongOwn) setTried(true);
    else onAdd(language, present || null);
  };
  return (
    <Modal name="language" title={t('editor.addLanguage')} onClose={onClose}>
      <Form action={t('editor.apply')} onSubmit={add}>
        <TextField
          label={t('editor.newLanguage')}
          value={tag}
          first
          maxLength={35}
          wrong={tried ? wrong : null}
          onInput={setTag}
        />
        {isFirst && (
          <TextField
            label={t('editor.presentLanguage')}
            value={own}
            optional
            maxLength={35}
            wrong={tried ? wrongOwn : null}
            onInput={setOwn}
          />
        )}
        <p class="soft small">{t('editor.addLanguageHint')}</p>
      </Form>
    </Modal>
  );
}

function mistakeIn(tag: string, taken: readonly (string | null)[]): string | null {
  const plain = tag.trim().toLowerCase();
  if (!/^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/.test(plain)) return t('editor.languageTagWrong');
  return taken.some((one) => one?.toLowerCase() === plain) ? t('editor.languageTaken') : null;
}
