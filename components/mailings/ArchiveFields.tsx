import { SourceRule } from '../../lib/contract/mailing.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Choices, SelectField } from '../person/Form.tsx';
import type { Writing } from './use-writing.ts';

/** The selection and the project where a mailing is listed, and who of them gets it, with how many these are. */
export function ArchiveFields({ writing }: { writing: Writing }) {
  const ask = useLibrary();
  const selections = useAsked('selections', () => ask('selections.list', {}));
  const projects = useAsked('projects', () => ask('projects.list', {}));
  const { selectionId, projectId, rule } = writing.form.setup;
  const isListed = selectionId !== null || projectId !== null;
  const reach = useAsked(isListed ? `reach ${selectionId} ${projectId}` : null, () =>
    ask('mailings.reach', { body: { selectionId, projectId } }),
  );
  const problem = selections.problem ?? projects.problem ?? reach.problem;
  const counts = reach.value;
  const isBoth = selectionId !== null && projectId !== null;
  const sayRule = (one: SourceRule): string => {
    const said = t(`mailings.rule.${one}`);
    return counts ? t('mailings.ruleCount', { rule: said, count: counts[one] }) : said;
  };
  return (
    <>
      {problem && <ProblemNote problem={problem} />}
      <SelectField
        label={t('mailings.selection')}
        options={[
          { value: '', label: t('mailings.noSelection') },
          ...(selections.value?.selections ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={selectionId ?? ''}
        onChange={(id) => writing.setSetup({ selectionId: id || null })}
      />
      <SelectField
        label={t('mailings.projectField')}
        options={[
          { value: '', label: t('mailings.noProject') },
          ...(projects.value?.projects ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={projectId ?? ''}
        onChange={(id) => writing.setSetup({ projectId: id || null })}
      />
      {isBoth && (
        <Choices
          label={t('mailings.rule.label')}
          options={SourceRule.options.map((value) => ({ value, label: sayRule(value) }))}
          value={rule}
          onChange={(next) => writing.setSetup({ rule: next })}
        />
      )}
      {!isBoth && (
        <p class="soft small">
          {isListed && counts
            ? t('mailings.archivePeople', { count: counts.union })
            : t('mailings.archiveHint')}
        </p>
      )}
    </>
  );
}
