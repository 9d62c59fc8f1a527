import type { Mailing } from '../../lib/contract/mailing.ts';
import { Asked } from '../feedback/Asked.tsx';
import { Empty } from '../feedback/Empty.tsx';
import { formatNumber, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

/** Links of a mailing with who has followed them; it is asked again whenever there are more clicks. */
export function LinksTab({ mailing }: { mailing: Mailing }) {
  const ask = useLibrary();
  const { id, summary } = mailing;
  const live = useAsked(`links ${id} ${summary.clicks}`, () => ask('mailings.links', { params: { id } }));
  return (
    <Asked live={live} label={t('queue.loading')}>
      {({ links }) =>
        links.length === 0 ? (
          <Empty icon="untracked" title={t('mailings.noLinks')} text={t('mailings.noLinksText')} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways in a narrow window, by keyboard too
          <div class="library-scroll" tabIndex={0}>
            <table class="library-table">
              <thead>
                <tr>
                  <th scope="col">{t('mailings.linkName')}</th>
                  <th scope="col" class="number">
                    {t('mailings.figure.clicks')}
                  </th>
                  <th scope="col" class="number" title={t('mailings.clickersHint')}>
                    {t('mailings.clickers')}
                  </th>
                  <th scope="col" class="number" title={t('mailings.meaning.machineClicks')}>
                    {t('mailings.figure.machineClicks')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {links.map(({ number, url, label, clicks, clickers, machineClicks }) => (
                  <tr key={number}>
                    <th scope="row" class="mailing-link">
                      <bdi>{label || url}</bdi>
                      <bdi class="soft small cut" title={url}>
                        {url}
                      </bdi>
                    </th>
                    <td class="number">{formatNumber(clicks)}</td>
                    <td class="number">{formatNumber(clickers)}</td>
                    <td class="number">{formatNumber(machineClicks)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Asked>
  );
}
