import { useState } from 'preact/hooks';
import type { Template } from '../../lib/contract/template.ts';
import { attempt, type Problem } from '../data/link.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

interface TemplateChoiceProps {
  onClose(): void;
  onChoose(template: Template): void;
}

const shownAtMost = 50;

/** Chooses the template whose text a step gets as a copy. */
export function TemplateChoice({ onClose, onChoose }: TemplateChoiceProps) {
  const ask = useLibrary();
  const [search, setSearch] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const query = { sort: 'used' as const, limit: shownAtMost, ...(search && { search }) };
  const list = useAsked(`choice ${search}`, () => ask('templates.list', { query }));
  const choose = async (id: string): Promise<void> => {
    const answer = await attempt(() => ask('templates.get', { params: { id } }));
    if (answer.ok) onChoose(answer.value);
    else setProblem(answer.problem);
  };
  const failed = problem ?? list.problem;
  return (
    <Modal name="choose-template" title={t('campaigns.useTemplate')} onClose={onClose}>
      <div class="stack form wide">
        <input
          class="input"
          type="search"
          data-first
          aria-label={t('library.search')}
          placeholder={t('library.search')}
          maxLength={200}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <p class="soft small">{t('campaigns.useTemplateHint')}</p>
        {failed && <ProblemNote problem={failed} />}
        {!list.value && !failed && <Bones label={t('queue.loading')} />}
        {list.value?.total === 0 && <p>{t('tools.noMatchTitle')}</p>}
        <ul class="template-choices">
          {list.value?.templates.map(({ id, name, subject }) => (
            <li key={id}>
              <button type="button" class="library-name" onClick={() => void choose(id)}>
                <bdi class="cut">{name}</bdi>
                <bdi class="soft small cut">{subject || t('task.noSubject')}</bdi>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Modal>
  );
}
