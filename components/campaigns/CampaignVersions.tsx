import { useState } from 'preact/hooks';
import type { CampaignSheet, CampaignVersion } from '../../lib/contract/campaign-authoring.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { formatList, t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { RestoreRow } from '../library/RestoreRow.tsx';
import { type Clock, dayAndTime } from '../time.ts';
import { ImpactDialog } from './ImpactDialog.tsx';
import { useRestore } from './use-restore.ts';

interface CampaignVersionsProps {
  campaign: CampaignSheet;
  mayChange: boolean;
  clock: Clock;
  onClose(): void;
  /** @param version - the earlier one that is back */
  onRestored(sheet: CampaignSheet, version: number): void;
}

/** Versions of a campaign with what each has changed, and the way back. */
export function CampaignVersions({ campaign, mayChange, clock, onClose, onRestored }: CampaignVersionsProps) {
  const ask = useLibrary();
  const { id, version: present } = campaign;
  const list = useAsked(`campaign ${id} ${present}`, () => ask('campaigns.versions', { params: { id } }));
  const versions = list.value?.versions ?? [];
  const [wanted, setWanted] = useState(present);
  const restoring = useRestore(campaign, onRestored);
  if (restoring.impact)
    return (
      <ImpactDialog
        impact={restoring.impact}
        busy={restoring.busy}
        onClose={restoring.close}
        onSave={(people) => void restoring.confirm(people)}
      />
    );
  const failed = list.problem ?? restoring.problem;
  return (
    <Modal
      name="campaign-versions"
      title={t('campaignVersions.of', { name: campaign.name })}
      onClose={onClose}
    >
      <div class="stack form wide">
        {!list.value && !failed && <Bones label={t('queue.loading')} />}
        {failed && <ProblemNote problem={failed} />}
        {versions.length > 0 && (
          <VersionChoice
            versions={versions}
            present={present}
            value={wanted}
            clock={clock}
            onChange={setWanted}
          />
        )}
        {mayChange && wanted !== present && (
          <RestoreRow
            version={wanted}
            busy={restoring.busy}
            onRestore={() => void restoring.restore(wanted)}
          />
        )}
      </div>
    </Modal>
  );
}

interface VersionChoiceProps {
  versions: readonly CampaignVersion[];
  /** Of the version by which whoever comes in goes. */
  present: number;
  value: number;
  clock: Clock;
  onChange(version: number): void;
}

function VersionChoice({ versions, present, value, clock, onChange }: VersionChoiceProps) {
  return (
    <fieldset class="choices">
      <legend class="legend">{t('campaignVersions.choose')}</legend>
      <div class="campaign-versions">
        {versions.map((one) => {
          const { version, at, byName } = one;
          const name = byName ?? t('common.noName');
          return (
            <label key={version} class="row-of top">
              <input
                type="radio"
                name="campaign-version"
                checked={version === value}
                onChange={() => onChange(version)}
              />
              <span class="campaign-version">
                <bdi>{t('library.versionLine', { version, time: dayAndTime(at, clock), name })}</bdi>
                <span class="soft small">{aboutOf(one, version === present).join(' ')}</span>
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

/** What a version has changed in the one before it, and how many go by it. */
function aboutOf(version: CampaignVersion, isPresent: boolean): string[] {
  const { restoredFrom, people } = version;
  return [
    ...changesOf(version),
    ...(restoredFrom === null ? [] : [t('campaignVersions.restoredFrom', { version: restoredFrom })]),
    ...(isPresent ? [t('campaignVersions.present')] : []),
    t('campaignVersions.people', { count: people }),
  ];
}

const kinds = ['added', 'removed', 'moved', 'text'] as const;

function changesOf({ version, changes, settings }: CampaignVersion): string[] {
  if (version === 1) return [t('campaignVersions.first')];
  const steps = kinds.flatMap((kind) => {
    const titles = changes.filter(({ change }) => change === kind).map(({ title }) => title);
    return titles.length > 0 ? [t(`campaignVersions.${kind}`, { titles: formatList(titles) })] : [];
  });
  const said = [...steps, ...(settings.length > 0 ? [t('campaignVersions.settings')] : [])];
  return said.length > 0 ? said : [t('campaignVersions.same')];
}
