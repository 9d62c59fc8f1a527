import { useState } from 'preact/hooks';
import type { Mailing } from '../../lib/contract/mailing.ts';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';
import { BouncedList } from './BouncedList.tsx';

interface BouncesTabProps {
  mailing: Mailing;
  clock: Clock;
  onMailing(mailing: Mailing): void;
}

/** Recipients of a mailing from whom it came back, asked again whenever there are more. */
export function BouncesTab({ mailing, clock, onMailing }: BouncesTabProps) {
  const ask = useLibrary();
  const [search, setSearch] = useState('');
  const { id, mayChange, status } = mailing;
  const mayResend = mayChange && ['finished', 'finished_with_errors', 'stopped', 'sending'].includes(status);
  return (
    <BouncedList
      about={`${id} ${JSON.stringify(mailing.figures)}`}
      fileName={`${mailing.name} ${t('export.bounces')}`}
      clock={clock}
      empty={{ title: t('bounces.none'), text: t('bounces.noneText') }}
      search={search}
      onSearch={setSearch}
      ask={(body) => ask('mailings.bounces', { params: { id }, body })}
      resend={
        mayResend
          ? async (recipientId) => {
              const answer = await ask('mailings.resend', {
                params: { id },
                body: { recipientIds: [recipientId] },
              });
              if (answer.ok) onMailing(answer.value);
              return answer;
            }
          : null
      }
    />
  );
}
