import type { MessageResponse } from '../../lib/contract/messages.ts';
import { sayRefusal } from '../gate/say-refusal.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

export type Enrolled = Extract<MessageResponse<'tools.enrol'>, { ok: true }>['value'];

interface EnrolResultProps {
  campaign: string;
  enrolled: Enrolled;
  /** How each person is called. */
  names: ReadonlyMap<string, string>;
}

/** Who is on the campaign now, and who is not and why. */
export function EnrolResult({ campaign, enrolled, names }: EnrolResultProps) {
  return (
    <div role="status">
      <ul class="stack enrol-result">
        {enrolled.added.map((id) => (
          <li key={id} class="note good">
            <Icon name="done" />
            <p>
              <strong>{t('tools.added', { name: names.get(id) ?? '', campaign })}</strong>
            </p>
          </li>
        ))}
        {enrolled.skipped.map((id) => (
          <li key={id} class="note info">
            <Icon name="skip" />
            <p>{t('gate.skipped', { name: names.get(id) ?? '' })}</p>
          </li>
        ))}
        {enrolled.refused.map((refusal) => (
          <li key={refusal.personId} class="note warn">
            <Icon name="problem" />
            <div class="grow">
              <p>
                <strong>{t('tools.notAdded', { name: names.get(refusal.personId) ?? '' })}</strong>
              </p>
              <p title={refusal.message}>{sayRefusal(refusal)}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
