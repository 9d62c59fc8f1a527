import type { LaunchCandidates } from '../../lib/contract/launch-api.ts';
import { LongList } from '../feedback/LongList.tsx';
import { Note } from '../feedback/Note.tsx';
import { sayRefusal } from '../gate/say-refusal.ts';
import { Icon } from '../Icon.tsx';
import { formatList, t } from '../i18n.ts';

interface AnswerStepProps {
  answer: LaunchCandidates;
  /** How each person is called. */
  names: ReadonlyMap<string, string>;
}

/** Who can be added and who cannot, each with the reason, before anything starts. */
export function AnswerStep({ answer: { people, refused }, names }: AnswerStepProps) {
  return (
    <div class="stack">
      {people.length === 0 && (
        <Note tone="bad" icon="problem" title={t('launch.nobodyCan')} text={t('launch.nobodyCanText')} />
      )}
      {people.length > 0 && (
        <section class="stack tight" aria-labelledby="launch-can">
          <h3 id="launch-can">{t('launch.can', { count: people.length })}</h3>
          <LongList items={people} keyOf={({ personId }) => personId} linePx={40}>
            {({ personId, otherCampaigns, addressDead }) => (
              <>
                <Icon name="done" />
                <span class="launch-name grow">
                  <bdi>{names.get(personId)}</bdi>
                  {otherCampaigns.length > 0 && (
                    <span class="soft small">
                      {t('launch.alsoIn', { campaigns: formatList(otherCampaigns) })}
                    </span>
                  )}
                  {addressDead !== null && (
                    <span class="warned small" title={addressDead}>
                      {t('launch.deadAddress')}
                    </span>
                  )}
                </span>
              </>
            )}
          </LongList>
        </section>
      )}
      {refused.length > 0 && (
        <section class="stack tight" aria-labelledby="launch-cannot">
          <h3 id="launch-cannot">{t('launch.cannot', { count: refused.length })}</h3>
          <Refused refused={refused} names={names} />
        </section>
      )}
    </div>
  );
}

/** Who is not added, and why. */
export function Refused({
  refused,
  names,
}: {
  refused: LaunchCandidates['refused'];
  names: ReadonlyMap<string, string>;
}) {
  return (
    <LongList items={refused} keyOf={({ personId }) => personId} linePx={52}>
      {(refusal) => (
        <>
          <Icon name="problem" />
          <span class="launch-name grow">
            <bdi>{names.get(refusal.personId) ?? t('common.noName')}</bdi>
            <span class="soft small" title={refusal.message}>
              {sayRefusal(refusal)}
            </span>
          </span>
        </>
      )}
    </LongList>
  );
}
