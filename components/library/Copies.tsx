import { useState } from 'preact/hooks';
import type { Template } from '../../lib/contract/template.ts';
import type { CampaignCopies, CopyUpdateReport } from '../../lib/contract/template-library.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from './ask.ts';

interface CopiesProps {
  template: Template;
  /** Managers may. */
  mayUpdate: boolean;
  onClose(): void;
}

/** Campaigns whose steps hold a copy of the template, and the offer to give chosen ones its present text. */
export function Copies({ template, mayUpdate, onClose }: CopiesProps) {
  const ask = useLibrary();
  const params = { id: template.id };
  const [report, setReport] = useState<CopyUpdateReport | null>(null);
  const found = useAsked(`copies ${template.id} ${template.version} ${report !== null}`, () =>
    ask('templates.copies', { params }),
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [edited, setEdited] = useState(false);
  const version = found.value?.version ?? template.version;
  const body = { campaignIds: [...chosen], version, edited };
  const update = useSubmit(() => ask('templates.updateCopies', { params, body }), setReport);
  const campaigns = found.value?.campaigns ?? [];
  const hasEdited = campaigns.some(({ steps }) => steps.some(({ state }) => state === 'edited'));
  const choose = (id: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const failed = update.problem ?? found.problem;
  return (
    <Modal name="copies" title={t('library.copiesOf', { name: template.name })} onClose={onClose}>
      <div class="stack form wide">
        {failed && <ProblemNote problem={failed} />}
        {report && <Report report={report} />}
        {!found.value && !failed && <Bones label={t('queue.loading')} />}
        {found.value && campaigns.length === 0 && (
          <Empty icon="template" title={t('library.noCopies')} text={t('library.noCopiesText')} />
        )}
        {campaigns.map((campaign) => (
          <CampaignLine
            key={campaign.campaignId}
            campaign={campaign}
            isChosen={chosen.has(campaign.campaignId)}
            mayUpdate={mayUpdate}
            onChoose={choose}
          />
        ))}
        {mayUpdate && hasEdited && (
          <label class="row-of">
            <input
              type="checkbox"
              checked={edited}
              onChange={(event) => setEdited(event.currentTarget.checked)}
            />
            <span>{t('library.alsoEdited')}</span>
          </label>
        )}
        {mayUpdate && campaigns.length > 0 && (
          <>
            <button
              type="button"
              class="button main"
              disabled={chosen.size === 0 || update.busy}
              onClick={() => void update.submit()}
            >
              {t('library.updateCopies', { count: chosen.size })}
            </button>
            <p class="soft small">{t('library.openTasksStay')}</p>
          </>
        )}
      </div>
    </Modal>
  );
}

interface CampaignLineProps {
  campaign: CampaignCopies;
  isChosen: boolean;
  mayUpdate: boolean;
  onChoose(id: string, isChosen: boolean): void;
}

function CampaignLine({ campaign, isChosen, mayUpdate, onChoose }: CampaignLineProps) {
  const { campaignId, name, steps } = campaign;
  // What holds the present text already needs nothing.
  const isOffered = mayUpdate && steps.some(({ state }) => state !== 'same');
  return (
    <section class="stack tight">
      <label class="row-of">
        <input
          type="checkbox"
          checked={isChosen}
          disabled={!isOffered}
          onChange={(event) => onChoose(campaignId, event.currentTarget.checked)}
        />
        <strong>
          <bdi>{name}</bdi>
        </strong>
      </label>
      <ul class="library-steps">
        {steps.map(({ stepId, title, dayNumber, version, state, openTasks }) => (
          <li key={stepId}>
            <bdi>{t('library.copyLine', { day: dayNumber, title, version })}</bdi>
            {' · '}
            <span class={state === 'edited' ? 'mark-line warn' : 'mark-line soft'}>
              {t(`library.copyState.${state}`)}
            </span>
            {openTasks > 0 && <span class="soft"> · {t('library.openTasks', { count: openTasks })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Report({ report }: { report: CopyUpdateReport }) {
  return (
    <div class="note good" role="status">
      <ul>
        {report.campaigns.map(({ campaignId, name, updated, kept }) => (
          <li key={campaignId}>{t('library.copiesUpdated', { name, updated, kept })}</li>
        ))}
        {report.refused.map(({ campaignId, message }) => (
          <li key={campaignId}>{message}</li>
        ))}
      </ul>
    </div>
  );
}
