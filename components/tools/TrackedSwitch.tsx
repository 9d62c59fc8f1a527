import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

interface TrackedSwitchProps {
  tracked: boolean;
  /** Name of this computer, when the server is reached by it: nobody else can open its links. */
  onlyHere: string | null;
  onChange(tracked: boolean): void;
}

/** Whether the links of what is inserted from now on are tracked; said in words, and by a sign. */
export function TrackedSwitch({ tracked, onlyHere, onChange }: TrackedSwitchProps) {
  return (
    <div class="stack tight">
      <fieldset class="choices links-choice" aria-describedby="links-hint">
        <legend class="heard">{t('tools.links')}</legend>
        {[true, false].map((value) => (
          <label key={String(value)} class="choice">
            <input type="radio" name="tracked" checked={tracked === value} onChange={() => onChange(value)} />
            <span>
              <Icon name={value ? 'tracked' : 'untracked'} />
              {t(value ? 'tools.linksTracked' : 'tools.linksUntracked')}
            </span>
          </label>
        ))}
      </fieldset>
      <p id="links-hint" class="soft small hint">
        {t(tracked ? 'tools.trackedHint' : 'tools.untrackedHint')}
      </p>
      {tracked && onlyHere && (
        <p class="warn-line small">
          <Icon name="problem" />
          <span>{t('tools.onlyHere', { host: onlyHere })}</span>
        </p>
      )}
    </div>
  );
}
