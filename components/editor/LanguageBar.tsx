import { useState } from 'preact/hooks';
import { libraryLimits } from '../../lib/contract/template.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { Form, TextField } from '../person/Form.tsx';
import { withoutVariant, withVariant } from './form.ts';
import type { Editing } from './use-editing.ts';

/** Which of the texts is written: the template's own, or one in a further language. */
export function LanguageBar({ editing }: { editing: Editing }) {
  const { form, place, setPlace, setForm } = editing;
  const [adds, setAdds] = useState(false);
  const languages = [form.language, ...form.variants.map(({ language }) => language)];
  const remove = (): void => {
    setPlace(0);
    setForm((now) => withoutVariant(now, place));
  };
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
      {form.variants.length < libraryLimits.variants && (
        <button type="button" class="button small" onClick={() => setAdds(true)}>
          {t('editor.addLanguage')}
        </button>
      )}
      {place > 0 && (
        <button type="button" class="button small" onClick={remove}>
          {t('editor.removeLanguage')}
        </button>
      )}
      {adds && (
        <AddLanguage
          taken={languages}
          isFirst={form.language === null}
          onAdd={(language, isOwn) => {
            setForm((now) => (isOwn ? { ...now, language } : withVariant(now, language, place)));
            if (!isOwn) setPlace(languages.length);
            setAdds(false);
          }}
          onClose={() => setAdds(false)}
        />
      )}
    </div>
  );
}

interface AddLanguageProps {
  taken: readonly (string | null)[];
  /** The text that is there has no language yet. */
  isFirst: boolean;
  /** `isOwn`: it is the language of the text that is there. */
  onAdd(language: string, isOwn: boolean): void;
  onClose(): void;
}

function AddLanguage({ taken, isFirst, onAdd, onClose }: AddLanguageProps) {
  const [tag, setTag] = useState('');
  const [isOwn, setOwn] = useState(isFirst);
  const [tried, setTried] = useState(false);
  const wrong = mistakeIn(tag, taken);
  return (
    <Modal name="language" title={t('editor.addLanguage')} onClose={onClose}>
      <Form action={t('editor.apply')} onSubmit={() => (wrong ? setTried(true) : onAdd(tag.trim(), isOwn))}>
        <TextField
          label={t('editor.languageTag')}
          value={tag}
          first
          maxLength={35}
          wrong={tried ? wrong : null}
          onInput={setTag}
        />
        {isFirst && (
          <label class="row-of">
            <input
              type="checkbox"
              checked={isOwn}
              onChange={(event) => setOwn(event.currentTarget.checked)}
            />
            <span>{t('editor.ownLanguage')}</span>
          </label>
        )}
      </Form>
    </Modal>
  );
}

function mistakeIn(tag: string, taken: readonly (string | null)[]): string | null {
  const plain = tag.trim().toLowerCase();
  if (!/^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/.test(plain)) return t('editor.languageTagWrong');
  return taken.some((one) => one?.toLowerCase() === plain) ? t('editor.languageTaken') : null;
}
