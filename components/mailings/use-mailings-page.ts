import { useRef, useState } from 'preact/hooks';
import type { ResponseOf } from '../../lib/contract/api.ts';
import type { MailingRow } from '../../lib/contract/mailing.ts';
import { useActions } from '../data/use-actions.ts';
import { useSettled } from '../editor/use-settled.ts';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';
import type { MailingsAddress } from './address.ts';

const pageSize = 50;
/** As many as the server tells at once. */
const most = 200;

/** Mailings that are found, and what can be done with them. */
export function useMailingsPage({ search, status, mine }: MailingsAddress, clock: Clock) {
  const ask = useLibrary();
  const actions = useActions(clock);
  const [limit, setLimit] = useState(pageSize);
  const words = useSettled(search.trim());
  const body = { search: words, mine, statuses: status ? [status] : [], limit };
  const list = useAsked(`mailings ${JSON.stringify(body)}`, () => ask('mailings.list', { body }));
  // What was found before stays in sight until the next answer is there.
  const last = useRef<ResponseOf<'mailings.list'> | null>(null);
  last.current = list.value ?? last.current;
  const restore = (id: string) => async () => {
    const answer = await ask('mailings.restore', { params: { id } });
    await list.reload();
    return answer;
  };
  return {
    actions,
    found: last.current,
    problem: actions.problem ?? list.problem,
    refresh: list.reload,
    mayShowMore: limit < most,
    showMore: () => setLimit(Math.min(most, limit + pageSize)),
    remove: async ({ id, name }: MailingRow): Promise<void> => {
      const answer = await ask('mailings.delete', { params: { id } });
      actions.setProblem(answer.ok ? null : answer);
      if (!answer.ok) return;
      actions.tell(t('mailings.saidDeleted', { name }), name, restore(id));
      await list.reload();
    },
  };
}
