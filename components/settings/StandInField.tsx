import type { MemberChoice } from '../../lib/contract/task-changes.ts';
import { memberName } from '../absence/words.ts';
import type { Problem } from '../data/link.ts';
import { Bones } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { Field } from '../person/Form.tsx';

interface StandInFieldProps {
  /** Those who can be chosen; undefined while they are awaited. */
  members: readonly MemberChoice[] | undefined;
  problem: Problem | null;
  value: string;
  wrong: string | null;
  onChange(id: string): void;
}

/** Who does the tasks of somebody who is away. */
export function StandInField({ members, problem, value, wrong, onChange }: StandInFieldProps) {
  if (problem) return <ProblemNote problem={problem} />;
  if (!members) return <Bones label={t('queue.loading')} />;
  if (members.length === 0) return <p role="status">{t('absence.nobodyElse')}</p>;
  return (
    <>
      <Field label={t('absence.standIn')} wrong={wrong}>
        {(tied) => (
          <select
            {...tied}
            class="input"
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          >
            <option value="">{t('absence.chooseStandIn')}</option>
            {members.map((member) => (
              <option key={member.id} value={member.id}>
                {memberName(member)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p class="soft">{t('absence.standInAbout')}</p>
    </>
  );
}
