import type { BouncedAddress } from '../../lib/contract/bounce.ts';
import { Address } from '../Address.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type Clock, fullTime, shortTime } from '../time.ts';

interface BounceTableProps {
  bounces: readonly BouncedAddress[];
  clock: Clock;
  chosen: ReadonlyMap<string, BouncedAddress>;
  onChoose(bounces: readonly BouncedAddress[], isChosen: boolean): void;
  onOpen(bounced: BouncedAddress): void;
}

/** Tells lines apart: an address may stand in a mailing for several. */
export const keyOf = ({ recipientId, address }: BouncedAddress): string => recipientId ?? address;
export const nameOf = ({ name, address }: BouncedAddress): string => name || address;

/** Addresses from which mail came back, with why. */
export function BounceTable({ bounces, clock, chosen, onChoose, onOpen }: BounceTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways in a narrow window, by keyboard too
    <div class="library-scroll" tabIndex={0}>
      <table class="library-table bounces">
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label={t('contacts.chooseAll')}
                checked={bounces.every((one) => chosen.has(keyOf(one)))}
                onChange={(event) => onChoose(bounces, event.currentTarget.checked)}
              />
            </th>
            <th scope="col">{t('contacts.name')}</th>
            <th scope="col">{t('bounces.kind')}</th>
            <th scope="col" class="number">
              {t('bounces.code')}
            </th>
            <th scope="col" class="roomy">
              {t('bounces.reason')}
            </th>
            <th scope="col" class="roomy">
              {t('bounces.at')}
            </th>
          </tr>
        </thead>
        <tbody>
          {bounces.map((one) => (
            <tr key={keyOf(one)}>
              <td>
                <input
                  type="checkbox"
                  aria-label={t('contacts.choose', { name: nameOf(one) })}
                  checked={chosen.has(keyOf(one))}
                  onChange={(event) => onChoose([one], event.currentTarget.checked)}
                />
              </td>
              <th scope="row" class="bounced-who">
                <button
                  type="button"
                  class="library-name"
                  data-row={keyOf(one)}
                  aria-haspopup="dialog"
                  onClick={() => onOpen(one)}
                >
                  <bdi class="cut">{nameOf(one)}</bdi>
                  {one.companyName && <bdi class="soft small cut">{one.companyName}</bdi>}
                </button>
                {one.name && <Address text={one.address} />}
              </th>
              <td>
                <span class={`mailing-status ${one.kind === 'soft' ? 'stopped' : 'failed'}`}>
                  <Icon name="problem" />
                  {t(`bounces.kindOf.${one.kind}`)}
                </span>
              </td>
              <td class="number">{one.status ?? one.code ?? '–'}</td>
              <td class="roomy bounced-text">
                <bdi class="cut" title={one.text}>
                  {one.text || '–'}
                </bdi>
              </td>
              <td class="roomy" title={one.at ? fullTime(one.at, clock.timeZone) : undefined}>
                {one.at ? shortTime(one.at, clock) : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
