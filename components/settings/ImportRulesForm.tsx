import { useChanges } from '../data/use-changes.ts';
import { Asked } from '../feedback/Asked.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

/** Whether imported lists take people who are not contacts. It holds at once. */
export function ImportRulesForm() {
  const ask = useLibrary();
  const rules = useAsked('import rules', () => ask('imports.rules', {}));
  const changes = useChanges(rules.reload);
  return (
    <section class="stack" aria-labelledby="settings-import-rules">
      <h2 id="settings-import-rules">{t('importRules.title')}</h2>
      <p class="soft">{t('importRules.text')}</p>
      {changes.problem && <ProblemNote problem={changes.problem} onDismiss={changes.dismiss} />}
      <Asked live={rules} label={t('queue.loading')}>
        {({ registeredOnly }) => (
          <div class="switch">
            <label class="row-of">
              <input
                type="checkbox"
                checked={registeredOnly}
                aria-describedby="import-rules-text"
                onChange={(event) => {
                  const body = { registeredOnly: event.currentTarget.checked };
                  void changes.change(() => ask('imports.setRules', { body }), t('settings.saved'));
                }}
              />
              {t('importRules.registeredOnly')}
            </label>
            <p id="import-rules-text" class="soft">
              {t('importRules.registeredOnlyText')}
            </p>
          </div>
        )}
      </Asked>
      <p class="soft" role="status">
        {changes.spoken}
      </p>
    </section>
  );
}
