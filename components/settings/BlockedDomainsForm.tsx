import { useState } from 'preact/hooks';
import { attempt, type Problem } from '../data/link.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { TextField } from '../person/Form.tsx';

/** Domains that no campaign writes to. Each change holds at once. */
export function BlockedDomainsForm() {
  const ask = useLibrary();
  const known = useAsked('blocked-domains', () => ask('blockedDomains.list', {}));
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [spoken, setSpoken] = useState('');
  const [busy, setBusy] = useState(false);
  const domains = known.value?.domains;
  const fail = (found: Problem | null): void => {
    const isTyped = found?.fields?.some(({ path }) => path === 'domain') ?? false;
    setWrong(isTyped ? t('blocked.needed') : null);
    setProblem(isTyped ? null : found);
  };
  const change = async (work: () => Promise<Problem | null>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    fail(await work());
    await known.reload();
    setBusy(false);
  };
  const add = async (): Promise<Problem | null> => {
    const answer = await attempt(() => ask('blockedDomains.add', { body: { domain: typed } }));
    if (!answer.ok) return answer.problem;
    const { added: domain, takenBack: count } = answer.value;
    setSpoken(t('blocked.saidAdded', { domain, count }));
    setTyped('');
    return null;
  };
  const remove = async (domain: string): Promise<Problem | null> => {
    const answer = await attempt(() => ask('blockedDomains.remove', { body: { domain } }));
    if (!answer.ok) return answer.problem;
    setSpoken(t('blocked.saidRemoved', { domain }));
    return null;
  };
  const shown = problem ?? known.problem;
  return (
    <section class="stack" aria-labelledby="settings-blocked">
      <h2 id="settings-blocked">{t('blocked.title')}</h2>
      <p class="soft">{t('blocked.text')}</p>
      {shown && <ProblemNote problem={shown} onDismiss={() => setProblem(null)} />}
      {!domains && !shown && <Bones label={t('queue.loading')} />}
      {domains?.length === 0 && <p class="soft">{t('blocked.none')}</p>}
      {domains && domains.length > 0 && (
        <ul class="days-off">
          {domains.map((domain) => (
            <li key={domain} class="row-of">
              <bdi class="grow cut">{domain}</bdi>
              <button
                type="button"
                class="icon-button"
                aria-label={t('blocked.remove', { domain })}
                title={t('blocked.remove', { domain })}
                onClick={() => void change(() => remove(domain))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {domains && (
        <form
          class="new-day"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim()) void change(add);
            else setWrong(t('blocked.needed'));
          }}
        >
          <TextField
            label={t('blocked.domain')}
            value={typed}
            maxLength={300}
            wrong={wrong}
            onInput={(next) => {
              setWrong(null);
              setTyped(next);
            }}
          />
          <button type="submit" class="button" disabled={busy}>
            {t('blocked.add')}
          </button>
        </form>
      )}
      <p class="soft" role="status">
        {spoken}
      </p>
    </section>
  );
}
