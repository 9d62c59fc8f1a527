import { useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/errors.ts';
import type { Sharing } from '../../lib/contract/sharing.ts';
import type { Team } from '../../lib/contract/team-api.ts';
import { type SharedWith, sharedWith } from '../../lib/core/access/sharing.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { formatList, t } from '../i18n.ts';
import { Choices, Form } from '../person/Form.tsx';
import { useAsked, useLibrary } from './ask.ts';

interface SharingDialogProps<T> {
  kind: 'templates' | 'campaigns' | 'selections' | 'projects' | 'content' | 'mailings';
  name: string;
  sharing: { shared: boolean; teamIds?: string[] | undefined };
  onClose(): void;
  /** Says it to the server. */
  share(sharing: Sharing): Promise<Result<T>>;
  /** @param said - what was done, in a sentence */
  onShared(value: T, said: string): void;
}

const ways = ['nobody', 'teams', 'everybody'] as const satisfies readonly SharedWith[];

/** With whom a template, campaign, selection, project or file is shared: nobody, chosen teams, or everybody. */
export function SharingDialog<T>({ kind, name, sharing, onClose, share, onShared }: SharingDialogProps<T>) {
  const ask = useLibrary();
  const known = useAsked('teams', () => ask('teams.list', {}));
  const present = sharing.teamIds ?? [];
  const [way, setWay] = useState<SharedWith>(() => sharedWith(sharing));
  const [chosen, setChosen] = useState<readonly string[]>(present);
  const [tried, setTried] = useState(false);
  const isMissing = way === 'teams' && chosen.length === 0;
  const offered = known.value?.teams.filter(({ id, mayShare }) => mayShare || present.includes(id));
  const teamIds = way === 'teams' ? [...chosen] : [];
  const submit = useSubmit(
    () => share({ shared: way === 'everybody', teamIds }),
    (value) => onShared(value, t('sharing.said', { who: sayWith(way, teamIds, offered), name })),
  );
  const save = (): void => {
    setTried(true);
    if (!isMissing) void submit.submit();
  };
  return (
    <Modal name="sharing" title={t('sharing.title', { name })} onClose={onClose}>
      <Form action={t('settings.save')} submit={submit} onSubmit={save}>
        <Choices
          label={t('sharing.who')}
          options={ways.map((value) => ({ value, label: t(`sharing.with.${value}`) }))}
          value={way}
          onChange={setWay}
        />
        {way === 'teams' && known.problem && <ProblemNote problem={known.problem} />}
        {way === 'teams' && !offered && !known.problem && <Bones label={t('queue.loading')} />}
        {way === 'teams' && offered && (
          <TeamChoice
            teams={offered}
            chosen={chosen}
            wrong={tried && isMissing ? t('sharing.teamNeeded') : null}
            onChange={setChosen}
          />
        )}
        <p class="soft">{t(`sharing.loses.${kind}`)}</p>
      </Form>
    </Modal>
  );
}

function sayWith(way: SharedWith, teamIds: string[], teams: readonly Team[] = []): string {
  if (way !== 'teams') return t(`sharing.with.${way}`);
  return formatList(teamIds.flatMap((id) => teams.find((team) => team.id === id)?.name ?? []));
}

interface TeamChoiceProps {
  teams: readonly Team[];
  chosen: readonly string[];
  wrong: string | null;
  onChange(chosen: string[]): void;
}

function TeamChoice({ teams, chosen, wrong, onChange }: TeamChoiceProps) {
  if (teams.length === 0) return <p>{t('sharing.noTeams')}</p>;
  return (
    <fieldset class="choices">
      <legend class="legend">{t('sharing.teams')}</legend>
      {teams.map(({ id, name }) => (
        <label key={id} class="choice">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />
          <span>
            <bdi>{name}</bdi>
          </span>
        </label>
      ))}
      {wrong && (
        <small class="danger" role="alert">
          {wrong}
        </small>
      )}
    </fieldset>
  );
}

/** With whom something is shared, in a word or two. */
export function saySharing(sharing: SharingDialogProps<unknown>['sharing']): string {
  const way = sharedWith(sharing);
  if (way === 'teams') return t('sharing.count', { count: sharing.teamIds?.length ?? 0 });
  return t(way === 'everybody' ? 'tools.shared' : 'tools.private');
}
