import { Asked } from '../feedback/Asked.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { FiguresForm } from './FiguresForm.tsx';

/** After how many mails in a row that come back an address is blocked. */
export function BounceRulesForm() {
  const ask = useLibrary();
  const rules = useAsked('bounce rules', () => ask('bounceRules.get', {}));
  return (
    <section class="stack" aria-labelledby="settings-bounces">
      <h2 id="settings-bounces">{t('bounceRules.title')}</h2>
      <p class="soft">{t('bounceRules.text')}</p>
      <Asked live={rules} label={t('queue.loading')}>
        {(known) => (
          <FiguresForm
            known={known}
            figures={[{ name: 'mostBounces', label: t('bounceRules.label'), most: 100 }]}
            save={(body) => ask('bounceRules.set', { body })}
          />
        )}
      </Asked>
    </section>
  );
}
