import type { RegisteredLink } from '../../lib/contract/registered-link.ts';
import { acts } from '../../lib/core/mailing/registered-links.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { formatNumber, t } from '../i18n.ts';
import { type Clock, fullTime, shortTime } from '../time.ts';

interface LinkTableProps {
  links: readonly RegisteredLink[];
  clock: Clock;
  onOpen(link: RegisteredLink): void;
  onClickers(link: RegisteredLink): void;
  onReset(link: RegisteredLink): void;
  onDelete(link: RegisteredLink): void;
}

/** Tracked links with their clicks. The arrows, or j and k, go from name to name. */
export function LinkTable({ links, clock, onOpen, onClickers, onReset, onDelete }: LinkTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways in a narrow window, by keyboard too
    <div class="library-scroll" tabIndex={0}>
      <table class="library-table">
        <thead>
          <tr>
            <th scope="col">{t('library.name')}</th>
            <th scope="col" class="number">
              {t('mailings.figure.clicks')}
            </th>
            <th scope="col" class="number roomy" title={t('mailings.meaning.machineClicks')}>
              {t('mailings.figure.machineClicks')}
            </th>
            <th scope="col" class="number roomy">
              {t('mailings.title')}
            </th>
            <th scope="col">{t('trackedLinks.lastClick')}</th>
            <th scope="col">
              <span class="heard">{t('campaigns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {links.map((link) => {
            const { id, name, response, clicks, machineClicks, mailings, lastClickAt, resetAt, mayChange } =
              link;
            const leadsTo = response.kind === 'redirect' ? response.url : response.title;
            return (
              <tr key={id}>
                <th scope="row">
                  <button
                    type="button"
                    class="library-name"
                    data-row={id}
                    onClick={() => (mayChange ? onOpen(link) : onClickers(link))}
                  >
                    <bdi class="cut">{name}</bdi>
                    <bdi class="soft small cut">{leadsTo}</bdi>
                    {acts(link.actions) && <span class="soft small">{t('trackedLinks.acts')}</span>}
                  </button>
                </th>
                <td class="number">
                  {formatNumber(clicks)}
                  {resetAt && (
                    <span class="soft small tracked-since">
                      {t('trackedLinks.since', { time: shortTime(resetAt, clock) })}
                    </span>
                  )}
                </td>
                <td class="number roomy">{formatNumber(machineClicks)}</td>
                <td class="number roomy">{formatNumber(mailings)}</td>
                <td title={lastClickAt ? fullTime(lastClickAt, clock.timeZone) : undefined}>
                  {lastClickAt ? shortTime(lastClickAt, clock) : '–'}
                </td>
                <td class="campaign-acts">
                  <Act
                    icon="people"
                    text={t('trackedLinks.clickersOf', { name })}
                    onClick={() => onClickers(link)}
                  />
                  {mayChange && (
                    <>
                      <Act
                        icon="refresh"
                        text={t('trackedLinks.resetOf', { name })}
                        onClick={() => onReset(link)}
                      />
                      <Act
                        icon="delete"
                        text={t('campaigns.deleteOf', { name })}
                        onClick={() => onDelete(link)}
                      />
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Act({ icon, text, onClick }: { icon: IconName; text: string; onClick(): void }) {
  return (
    <button type="button" class="icon-button" title={text} aria-label={text} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
