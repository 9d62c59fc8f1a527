import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { MailingRecipient } from '../../lib/contract/mailing.ts';
import { groupOf } from '../../lib/core/mailing/recipient-status.ts';
import { Address } from '../Address.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useVirtual } from '../tasks/use-virtual.ts';
import { type Clock, fullTime, shortTime } from '../time.ts';
import { nameOf } from './words.ts';

interface RecipientTableProps {
  recipients: readonly MailingRecipient[];
  /** Given: it says when each was sent. */
  clock?: Clock;
  chosen?: ReadonlySet<string>;
  onChoose?(recipients: readonly MailingRecipient[], isChosen: boolean): void;
  /** What can be done with one of them. */
  acts?(recipient: MailingRecipient): ComponentChildren;
}

/** Up to so many lines all are in the page; of more, only those in sight. */
const drawnWhole = 200;
const linePx = 45;

/** Recipients with what each is to the mailing, and why. */
export function RecipientTable(props: RecipientTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { recipients } = props;
  if (recipients.length <= drawnWhole)
    return (
      <div class="library-scroll">
        <Table {...props} from={0} above={0} below={0} />
      </div>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must do so by keyboard, too
    <div ref={scroller} class="library-scroll mailing-long" tabIndex={0}>
      <Seen {...props} scroller={scroller} />
    </div>
  );
}

type Scroller = Parameters<typeof useVirtual>[0]['scroller'];

function Seen({ scroller, ...props }: RecipientTableProps & { scroller: Scroller }) {
  const { recipients } = props;
  const { items, totalPx } = useVirtual({
    scroller,
    count: recipients.length,
    sizeAt: () => linePx,
    keyAt: (index) => recipients[index]?.id ?? '',
    keep: -1,
  });
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  const above = first * linePx;
  const below = Math.max(0, totalPx - above - (last - first + 1) * linePx);
  return (
    <Table
      {...props}
      recipients={recipients.slice(first, last + 1)}
      from={first}
      above={above}
      below={below}
      all={recipients}
    />
  );
}

interface TableProps extends RecipientTableProps {
  /** Place of the first line among all. */
  from: number;
  /** Room of lines that are not drawn, in pixels. */
  above: number;
  below: number;
  all?: readonly MailingRecipient[];
}

function Table(props: TableProps) {
  const { recipients, all = recipients, clock, chosen, onChoose, acts, from, above, below } = props;
  const contact = t('mailings.isContact');
  return (
    <table class="library-table" aria-rowcount={all.length + 1}>
      <thead>
        <tr>
          {chosen && onChoose && (
            <th scope="col">
              <input
                type="checkbox"
                aria-label={t('contacts.chooseAll')}
                checked={all.every(({ id }) => chosen.has(id))}
                onChange={(event) => onChoose(all, event.currentTarget.checked)}
              />
            </th>
          )}
          <th scope="col">{t('contacts.name')}</th>
          <th scope="col">{t('addPerson.email')}</th>
          <th scope="col" class="roomy">
            {t('addPerson.company')}
          </th>
          <th scope="col">{t('mailings.statusLabel')}</th>
          {clock && <th scope="col">{t('mailings.sentAt')}</th>}
          {acts && (
            <th scope="col">
              <span class="heard">{t('campaigns.actions')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {above > 0 && <Room px={above} />}
        {recipients.map((recipient, index) => {
          const { id, name, email, personId, companyName, status, reason, sentAt } = recipient;
          return (
            <tr key={id} aria-rowindex={from + index + 2} class={chosen?.has(id) ? 'chosen' : undefined}>
              {chosen && onChoose && (
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('contacts.choose', { name: nameOf(recipient) })}
                    checked={chosen.has(id)}
                    onChange={(event) => onChoose([recipient], event.currentTarget.checked)}
                  />
                </td>
              )}
              <th scope="row">
                <span class="mailing-who">
                  {personId !== null && (
                    <span class="mailing-contact" role="img" title={contact} aria-label={contact}>
                      <Icon name="person" />
                    </span>
                  )}
                  <bdi class="cut mailing-cut">{name || t('common.noName')}</bdi>
                </span>
              </th>
              <td>{email && <Address text={email} />}</td>
              <td class="roomy">
                <bdi class="cut mailing-cut">{companyName ?? ''}</bdi>
              </td>
              <td title={reason ?? t(`mailings.why.${status}`)}>
                <span class={`mailing-recipient ${groupOf[status]}`}>
                  {t(`mailings.recipient.${status}`)}
                </span>
                {reason && <bdi class="soft small mailing-reason">{reason}</bdi>}
              </td>
              {clock && (
                <td title={sentAt ? fullTime(sentAt, clock.timeZone) : undefined}>
                  {sentAt ? shortTime(sentAt, clock) : '–'}
                </td>
              )}
              {acts && <td class="campaign-acts">{acts(recipient)}</td>}
            </tr>
          );
        })}
        {below > 0 && <Room px={below} />}
      </tbody>
    </table>
  );
}

/** In place of lines that are not drawn. */
function Room({ px }: { px: number }) {
  return (
    <tr>
      <td colSpan={7} style={{ blockSize: `${px}px`, padding: 0, border: 0 }} />
    </tr>
  );
}
