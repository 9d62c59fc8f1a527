import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { LaunchPlanned } from '../../lib/contract/plan.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { GateForm } from '../gate/GateForm.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { PlanView } from '../plan/PlanView.tsx';
import type { Clock } from '../time.ts';
import { AnswerStep } from './AnswerStep.tsx';
import { FirstEmails } from './FirstEmails.tsx';
import { LaunchDone } from './LaunchDone.tsx';
import { Launching } from './Launching.tsx';
import { PeopleStep } from './PeopleStep.tsx';
import { limitsReached } from './say-limit.ts';
import { type LaunchModel, useLaunch } from './use-launch.ts';
import { peopleOfPart } from './use-parts.ts';
import { WhenStep } from './WhenStep.tsx';

interface LaunchPageProps {
  campaignId: string;
  me: Me;
  clock: Clock;
  /** Who was chosen before the campaign. */
  start?: readonly Person[];
  /** What the way back is called; null: back. */
  back?: string | null;
  onLeave(): void;
  /** To the people on the campaign. */
  onPeople(): void;
  onEdit(): void;
}

/** People are put on a campaign, one question after the other. */
export function LaunchPage(props: LaunchPageProps) {
  const { campaignId, onLeave, onEdit, back: where = t('person.campaigns') } = props;
  const ask = useLibrary();
  const { value, problem, reload } = useAsked(campaignId, () =>
    ask('campaigns.get', { params: { id: campaignId } }),
  );
  // The campaign as it was when the launch began; the server says if somebody has changed it.
  const opened = useRef<CampaignSheet | null>(null);
  opened.current ??= value;
  const campaign = opened.current;
  const back = (
    <button type="button" class="button small" onClick={onLeave}>
      <Icon name="back" />
      {where ?? t('gate.back')}
    </button>
  );
  if (!campaign)
    return (
      <main class="editor launch">
        {problem ? (
          <ProblemNote problem={problem}>
            <button type="button" class="button small" onClick={() => void reload()}>
              {t('common.retry')}
            </button>
            {back}
          </ProblemNote>
        ) : (
          <Bones label={t('queue.loading')} />
        )}
      </main>
    );
  return (
    <main class="editor launch stack">
      <header class="editor-head row-of wrap">
        {back}
        <h1 class="grow cut">{t('launch.title', { name: campaign.name })}</h1>
      </header>
      {campaign.archivedAt !== null || stepsInOrder(campaign).length === 0 ? (
        <Empty
          icon="flag"
          title={t(campaign.archivedAt === null ? 'campaigns.noSteps' : 'campaigns.isArchived')}
        >
          <button type="button" class="button main" onClick={onEdit}>
            {t('campaigns.plan')}
          </button>
        </Empty>
      ) : (
        <Steps {...props} campaign={campaign} />
      )}
    </main>
  );
}

function Steps({ campaign, me, clock, start = [], onPeople }: LaunchPageProps & { campaign: CampaignSheet }) {
  const launch = useLaunch(campaign, me, clock, start);
  const { step, order, busy, problem, progress } = launch;
  const isOver = progress?.state === 'done' || progress?.state === 'stopped';
  const heading = useRef<HTMLHeadingElement>(null);
  const begun = useRef(false);
  useEffect(() => {
    // Where the eye goes; the first step and the gate have a place of their own for it.
    if (begun.current && step !== 'people' && step !== 'gate') heading.current?.focus();
    begun.current = true;
  }, [step]);
  const next = useRef(launch.next);
  next.current = launch.next;
  useEffect(() => {
    // Who is to be added has been said.
    if (start.length > 0) void next.current();
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      void next.current();
    };
    // Whatever has the focus: a button that is of no more use has lost it.
    if (!progress) document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [progress === null]);
  if (progress && isOver)
    return <LaunchDone launch={launch} progress={progress} campaign={campaign} onPeople={onPeople} />;
  if (progress && progress.body.personIds.length > peopleOfPart)
    return <Launching launch={launch} progress={progress} name={campaign.name} />;
  return (
    // No form: the editor of a mail has forms of its own.
    <section class="stack" aria-label={t('launch.title', { name: campaign.name })}>
      <ol class="launch-steps" aria-label={t('launch.steps')}>
        {order.map((one) => (
          <li key={one} aria-current={one === step ? 'step' : undefined}>
            {t(`launch.step.${one}`)}
          </li>
        ))}
      </ol>
      {step !== 'gate' && (
        <h2 ref={heading} tabIndex={-1}>
          {t(`launch.head.${step}`)}
        </h2>
      )}
      <Body launch={launch} campaign={campaign} me={me} clock={clock} />
      {problem && (
        <ProblemNote problem={problem} reasons={limitsReached(problem)} onDismiss={launch.dismiss} />
      )}
      <footer class="launch-foot row-of wrap">
        {step !== 'people' && (
          <button type="button" class="button" disabled={busy} onClick={launch.back}>
            {t('gate.back')}
          </button>
        )}
        <button
          type="button"
          class="button main"
          disabled={busy || !launch.isReady}
          onClick={() => void launch.next()}
        >
          {busy
            ? t('person.saving')
            : step === 'plan'
              ? t('launch.start', { count: launch.addressed.length })
              : t('launch.next')}
        </button>
      </footer>
    </section>
  );
}

interface BodyProps {
  launch: LaunchModel;
  campaign: CampaignSheet;
  me: Me;
  clock: Clock;
}

function Body({ launch, campaign, me, clock }: BodyProps) {
  const { step, answer, names, emails, first, plan } = launch;
  switch (step) {
    case 'people':
      return <PeopleStep choice={launch.choice} userId={me.user.id} />;
    case 'answer':
      return answer && <AnswerStep answer={answer} names={names} emails={emails} />;
    case 'gate':
      return (
        <div class="launch-gate">
          <GateForm model={launch.gate} campaign={campaign.name} names={names} level={2} onBack={null} />
        </div>
      );
    case 'first':
      return first.email && <FirstEmails launch={launch} email={first.email} me={me} />;
    case 'when':
      return <WhenStep model={launch.start} />;
    case 'plan':
      return plan && <PlanStep plan={plan} names={names} campaign={campaign} clock={clock} />;
  }
}

interface PlanStepProps {
  plan: LaunchPlanned;
  names: ReadonlyMap<string, string>;
  campaign: CampaignSheet;
  clock: Clock;
}

/** What the launch will come to, for each of them. */
function PlanStep({ plan, names, campaign, clock }: PlanStepProps) {
  const plans = useMemo(
    () => plan.plans.map((one) => ({ ...one, name: names.get(one.personId) ?? '' })),
    [plan, names],
  );
  const steps = useMemo(() => stepsInOrder(campaign).map(({ step }) => step), [campaign]);
  return <PlanView plans={plans} steps={steps} clock={clock} />;
}
