import type { Me } from '../../lib/contract/account.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import type { Clock } from '../time.ts';
import type { MailingPart } from './address.ts';
import { Results } from './Results.tsx';
import { useOpenedMailing } from './use-opened-mailing.ts';
import { Wizard } from './Wizard.tsx';

export interface OpenedMailingProps {
  id: string;
  me: Me;
  clock: Clock;
  part: MailingPart | '';
  onPart(part: MailingPart | ''): void;
  onLeave(): void;
}

/** One mailing: its wizard while it is a draft that the user may change, else what came of it. */
export function OpenedMailing(props: OpenedMailingProps) {
  const { mailing, draft, take, problem, reload } = useOpenedMailing(props.id);
  if (mailing && draft) {
    if (mailing.status === 'draft' && mailing.mayChange)
      return <Wizard {...props} mailing={mailing} draft={draft.draft} onMailing={take} />;
    return <Results {...props} mailing={mailing} problem={problem} onMailing={take} onReload={reload} />;
  }
  return (
    <main class="library">
      {problem ? (
        <ProblemNote problem={problem}>
          <button type="button" class="button small" onClick={() => void reload()}>
            {t('common.retry')}
          </button>
          <button type="button" class="button small" onClick={props.onLeave}>
            {t('mailings.title')}
          </button>
        </ProblemNote>
      ) : (
        <Bones label={t('queue.loading')} />
      )}
    </main>
  );
}
