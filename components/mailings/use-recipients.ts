import { useEffect, useState } from 'preact/hooks';
import type { RequestOf } from '../../lib/contract/api.ts';
import type { MailingRecipient } from '../../lib/contract/mailing.ts';
import { attempt, type Problem } from '../data/link.ts';
import { useLibrary } from '../library/ask.ts';

/** As many as the server tells at once. */
const mostAtOnce = 1000;

type Filter = Pick<RequestOf<'mailings.recipients'>['body'], 'groups' | 'statuses' | 'search'>;

/**
 * Recipients of a mailing as far as they are shown.
 *
 * @param about - changes when the list may be another one, and it is asked for again
 * @param pageSize - how many are shown at first
 */
export function useRecipients(mailingId: string, filter: Filter, about: string, pageSize: number) {
  const ask = useLibrary();
  const key = JSON.stringify(filter);
  const [wanted, setWanted] = useState({ key, offset: 0, all: false });
  const [found, setFound] = useState<{ recipients: MailingRecipient[]; total: number } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  const { offset, all } = wanted.key === key ? wanted : { offset: 0, all: false };
  useEffect(() => {
    let isLeft = false;
    const part = (from: number, limit: number) =>
      attempt(() =>
        ask('mailings.recipients', { params: { id: mailingId }, body: { ...filter, limit, offset: from } }),
      );
    const read = async (): Promise<void> => {
      const recipients: MailingRecipient[] = [];
      for (;;) {
        const answer = await part(offset + recipients.length, all ? mostAtOnce : pageSize);
        if (isLeft) return;
        setProblem(answer.ok ? null : answer.problem);
        if (!answer.ok) return;
        recipients.push(...answer.value.recipients);
        const { total } = answer.value;
        setFound({ recipients: [...recipients], total });
        if (!all || recipients.length >= total || answer.value.recipients.length === 0) return;
      }
    };
    void read();
    return () => {
      isLeft = true;
    };
  }, [key, about, offset, all, turn]);
  return {
    found,
    problem,
    offset,
    reload: () => setTurn(turn + 1),
    loadAll: () => setWanted({ key, offset: 0, all: true }),
    goTo: (next: number) => setWanted({ key, offset: Math.max(0, next), all: false }),
  };
}
