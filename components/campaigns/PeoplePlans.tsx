import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { t } from '../i18n.ts';
import { PlanView } from '../plan/PlanView.tsx';
import type { Clock } from '../time.ts';
import type { CampaignPeopleModel } from './use-campaign-people.ts';

/** The plans that are asked for: of one person, or of all who are shown. */
export function PeoplePlans({ model, clock }: { model: CampaignPeopleModel; clock: Clock }) {
  const { plans, campaign, found } = model;
  if (!plans || !campaign) return model.problem ? null : <p class="soft">{t('queue.loading')}…</p>;
  const names = new Map(found?.people.map(({ personId, name }) => [personId, name]));
  return (
    <PlanView
      plans={plans.map((plan) => ({ ...plan, name: names.get(plan.personId) || t('common.noName') }))}
      steps={stepsInOrder(campaign).map(({ step }) => step)}
      clock={clock}
    />
  );
}
