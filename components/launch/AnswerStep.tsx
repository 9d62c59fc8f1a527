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
  emails: Emails;
}

/** Addresses by person; null: none is known. */
type Emails = ReadonlyMap<string, string | null>;

/** Who can be added and who cannot, each with the reason, before anything starts. */
export function AnswerStep({ answer: { people, refused }, names, emails }: AnswerStepProps) {
  return (
    <div class="stack">
      {people.length === 0 && (
        <Note tone="bad" icon="problem" title={t('launch.nobodyCan')} text={t('launch.nobodyCanText')} />
      )}
      {people.length > 0 && (
        <section class="stack tight" aria-labelledby="launch-can">
          <h3 id="launch-can">{t('launch.can', { count: people.length })}</h3>
          <LongList items={people} keyOf={({ personId }) => personId} linePx={52}>
            {({ personId, otherCampaigns, addressDead }) => (
              <>
                <Icon name="done" />
                <span class="launch-name grow">
                  <bdi>{names.get(personId)}</bdi>
                  <Address personId={personId} names={names} emails={emails} />
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
          <Refused refused={refused} names={names} emails={emails} />
        </section>
      )}
    </div>
  );
}

/** Who is not added, and why. */
export function Refused({
  refused,
  names,
  emails,
}: Omit<AnswerStepProps, 'answer'> & { refused: LaunchCandidates['refused'] }) {
  return (
    <LongList items={refused} keyOf={({ personId }) => personId} linePx={68}>
      {(refusal) => (
        <>
          <Icon name="problem" />
          <span class="launch-name grow">
            <bdi>{names.get(refusal.personId) ?? t('common.noName')}</bdi>
            <Address personId={refusal.personId} names={names} emails={emails} />
            <span class="soft small" title={refusal.message}>
              {sayRefusal(refusal)}
            </span>
          </span>
        </>
      )}
    </LongList>
  );
}

/** What tells people of one name apart; nothing where it is the name already. */
function Address({ personId, names, emails }: Omit<AnswerStepProps, 'answer'> & { personId: string }) {
  const email = emails.get(personId);
  if (!email || email === names.get(personId)) return null;
  return <bdi class="soft small cut">{email}</bdi>;
}
