import type { MailingPane } from '../../lib/contract/mailing.ts';
import type { StepState } from '../../lib/core/mailing/steps.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

interface WizardStepsProps {
  steps: readonly { pane: MailingPane; state: StepState }[];
  current: MailingPane;
  onStep(pane: MailingPane): void;
}

/** The steps by number, with where each stands; those that are open can be gone to. */
export function WizardSteps({ steps, current, onStep }: WizardStepsProps) {
  return (
    <nav aria-label={t('mailings.steps')}>
      <ol class="mailing-steps">
        {steps.map(({ pane, state }, index) => (
          <li key={pane} class={state}>
            <button
              type="button"
              disabled={state === 'closed'}
              aria-current={pane === current ? 'step' : undefined}
              onClick={() => onStep(pane)}
            >
              <span class="mailing-step-mark" aria-hidden="true">
                {state === 'complete' && pane !== current ? <Icon name="check" /> : index + 1}
              </span>
              <span>{t(`mailings.pane.${pane}`)}</span>
              <span class="heard">{t(`mailings.stepState.${state}`)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
