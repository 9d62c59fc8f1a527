import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

/** The whole product in three steps. */
export function HowItWorks() {
  return (
    <section class="stack" aria-labelledby="how">
      <h2 id="how">{t('welcome.how')}</h2>
      <ol class="how">
        <li>
          <Icon name="inbox" size={20} />
          <strong>{t('welcome.step1')}</strong>
          <p class="soft">{t('welcome.step1Text')}</p>
        </li>
        <li>
          <Icon name="email" size={20} />
          <strong>{t('welcome.step2')}</strong>
          <p class="soft">{t('welcome.step2Text')}</p>
        </li>
        <li>
          <Icon name="send" size={20} />
          <strong>{t('welcome.step3')}</strong>
          <p class="soft">{t('welcome.step3Text')}</p>
        </li>
      </ol>
    </section>
  );
}
