import { useState } from 'preact/hooks';
import type { Team } from '../../lib/contract/team-api.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Form, TextField } from '../person/Form.tsx';

interface TeamDialogProps {
  /** Null: a new one. */
  team: Team | null;
  /** All there are. */
  teams: readonly Team[];
  onClose(): void;
  onSaved(team: Team): void;
}

/** What a team is called, and who is in it. */
export function TeamDialog({ team, teams, onClose, onSaved }: TeamDialogProps) {
  const ask = useLibrary();
  const members = useAsked('members', () => ask('members.list', {}));
  // Made here, so that a repeat adds nothing.
  const [id] = useState(() => team?.id ?? crypto.randomUUID());
  const [name, setName] = useState(team?.name ?? '');
  const [memberIds, setMemberIds] = useState<readonly string[]>(team?.memberIds ?? []);
  const [tried, setTried] = useState(false);
  const text = { name: name.trim(), memberIds: [...memberIds] };
  const submit = useSubmit(
    () =>
      team
        ? ask('teams.update', { params: { id }, body: text })
        : ask('teams.create', { body: { id, ...text } }),
    onSaved,
  );
  const isTaken = teams.some(
    (other) => other.id !== id && other.name.toLowerCase() === text.name.toLowerCase(),
  );
  const wrong = !text.name ? t('teams.nameNeeded') : isTaken ? t('teams.nameTaken') : null;
  const save = (): void => {
    setTried(true);
    if (!wrong && members.value) void submit.submit();
  };
  const title = team ? t('teams.editTitle', { name: team.name }) : t('teams.new');
  return (
    <Modal name="team" title={title} onClose={onClose}>
      <Form action={t('settings.save')} submit={submit} onSubmit={save}>
        <TextField
          label={t('teams.name')}
          value={name}
          maxLength={100}
          first
          wrong={tried ? wrong : null}
          onInput={setName}
        />
        {members.problem && <ProblemNote problem={members.problem} />}
        {!members.value && !members.problem && <Bones label={t('queue.loading')} />}
        {members.value && (
          <fieldset class="choices">
            <legend class="legend">{t('teams.members')}</legend>
            {members.value.members.map((member) => (
              <label key={member.id} class="choice">
                <input
                  type="checkbox"
                  checked={memberIds.includes(member.id)}
                  onChange={(event) =>
                    setMemberIds(
                      event.currentTarget.checked
                        ? [...memberIds, member.id]
                        : memberIds.filter((other) => other !== member.id),
                    )
                  }
                />
                <span>
                  <bdi>{member.name}</bdi>
                </span>
              </label>
            ))}
          </fieldset>
        )}
        {team && <p class="soft">{t('teams.leaving')}</p>}
      </Form>
    </Modal>
  );
}
