import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Lockdown } from '../../lib/contract/lockdown.ts';
import { useChanges } from '../data/use-changes.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';

const kinds = ['templates', 'campaigns'] as const satisfies readonly (keyof Lockdown)[];

/** Whether only admins may change templates, or campaigns. Each switch holds at once. */
export function LockdownForm({ me }: { me: Me }) {
  const ask = useLibrary();
  const [locked, setLocked] = useState<Lockdown>(me.lockdown ?? { templates: false, campaigns: false });
  const [busy, setBusy] = useState(false);
  const changes = useChanges(async () => {});
  const lock = async (kind: keyof Lockdown, on: boolean): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const said = t(on ? 'lockdown.saidLocked' : 'lockdown.saidOpen');
    const wanted = { ...locked, [kind]: on };
    setLocked(wanted);
    const saved = await changes.change(() => ask('lockdown.set', { body: wanted }), said);
    setBusy(false);
    // What was refused goes back to how it stands.
    setLocked(saved ?? locked);
  };
  return (
    <section class="stack" aria-labelledby="settings-lockdown">
      <h2 id="settings-lockdown">{t('lockdown.title')}</h2>
      <p class="soft">{t('lockdown.text')}</p>
      {changes.problem && <ProblemNote problem={changes.problem} onDismiss={changes.dismiss} />}
      <div class="stack tight">
        {kinds.map((kind) => (
          <label key={kind} class="row-of">
            <input
              type="checkbox"
              checked={locked[kind]}
              onChange={(event) => void lock(kind, event.currentTarget.checked)}
            />
            <span>{t(`lockdown.${kind}`)}</span>
          </label>
        ))}
      </div>
      <p class="soft" role="status">
        {changes.spoken}
      </p>
    </section>
  );
}
