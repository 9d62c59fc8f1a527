import type { Me } from '../../lib/contract/account.ts';
import { t } from '../i18n.ts';
import { AbsenceSection } from './AbsenceSection.tsx';
import { BlockedDomainsForm } from './BlockedDomainsForm.tsx';
import { BounceRulesForm } from './BounceRulesForm.tsx';
import { CompaniesForm } from './CompaniesForm.tsx';
import { DaysOffForm } from './DaysOffForm.tsx';
import { ImportRulesForm } from './ImportRulesForm.tsx';
import { InterestsForm } from './InterestsForm.tsx';
import { LimitsForm } from './LimitsForm.tsx';
import { LockdownForm } from './LockdownForm.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { ProvidersForm } from './ProvidersForm.tsx';
import { SendingSection } from './SendingSection.tsx';
import { SubscriptionTypesForm } from './SubscriptionTypesForm.tsx';
import { TeamsForm } from './TeamsForm.tsx';
import { TrackingForm } from './TrackingForm.tsx';

/** What a user says about themselves, and what the whole company goes by. */
export function Settings({ me }: { me: Me }) {
  return (
    <main class="settings stack">
      <h1>{t('settings.title')}</h1>
      <ProfileForm me={me} />
      <SendingSection me={me} />
      <AbsenceSection me={me} />
      {me.role === 'admin' && <TeamsForm />}
      {me.role === 'admin' && <LockdownForm me={me} />}
      {me.role === 'admin' && <DaysOffForm />}
      {me.role === 'admin' && <SubscriptionTypesForm />}
      {me.role === 'admin' && <InterestsForm />}
      {me.role === 'admin' && <ImportRulesForm />}
      {me.role === 'admin' && <BounceRulesForm />}
      {me.role === 'admin' && <ProvidersForm />}
      {me.role === 'admin' && <BlockedDomainsForm />}
      {me.role === 'admin' && <CompaniesForm />}
      {me.role === 'admin' && <TrackingForm />}
      {me.role === 'admin' && <LimitsForm />}
    </main>
  );
}
