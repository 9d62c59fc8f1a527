import { useState } from 'preact/hooks';
import type { Mailing } from '../../lib/contract/mailing.ts';
import type { MailingLink } from '../../lib/contract/mailing-api.ts';
import { Asked } from '../feedback/Asked.tsx';
import { Empty } from '../feedback/Empty.tsx';
import { formatNumber, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';
import { ClickersDialog } from '../tracked-links/ClickersDialog.tsx';

/** Links of a mailing with who has followed them; it is asked again whenever there are more clicks. */
export function LinksTab({ mailing, clock }: { mailing: Mailing; clock: Clock }) {
  const [opened, setOpened] = useState<MailingLink | null>(null);
  const ask = useLibrary();
  const { id, summary } = mailing;
  const live = useAsked(`links ${id} ${summary.clicks}`, () => ask('mailings.links', { params: { id } }));
  return (
    <>
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
                  {links.map((link) => {
                    const { number, url, label, registeredId, clicks, clickers, machineClicks } = link;
                    return (
                      <tr key={number}>
                        <th scope="row" class="mailing-link">
                          <bdi>{label || url}</bdi>
                          <bdi class="soft small cut" title={url}>
                            {url}
                          </bdi>
                          {registeredId && <span class="soft small">{t('trackedLinks.registered')}</span>}
                        </th>
                        <td class="number">{formatNumber(clicks)}</td>
                        <td class="number">
                          {clickers === 0 ? (
                            formatNumber(0)
                          ) : (
                            <button
                              type="button"
                              class="button plain small"
                              aria-label={`${formatNumber(clickers)}: ${t('trackedLinks.clickersOf', { name: label || url })}`}
                              onClick={() => setOpened(link)}
                            >
                              {formatNumber(clickers)}
                            </button>
                          )}
                        </td>
                        <td class="number">{formatNumber(machineClicks)}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
          )
        }
      </Asked>
      {opened && (
        <ClickersDialog
          id={`${id} ${opened.number}`}
          name={opened.label || opened.url}
          clock={clock}
          inMailings={false}
          ask={(page) =>
            ask('mailings.clickers', { params: { id }, body: { number: opened.number, ...page } })
          }
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
