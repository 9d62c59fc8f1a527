import { useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/errors.ts';
import type { TemplateCategory } from '../../lib/contract/template-library.ts';
import { attempt, type Problem } from '../data/link.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { Form, TextField } from '../person/Form.tsx';
import { useAsked, useLibrary } from './ask.ts';

interface CategoriesProps {
  onClose(): void;
  /** Something was changed. */
  onDone(): void;
}

/** The library's categories: add one, give it another name, put two together, delete an empty one. */
export function Categories({ onClose, onDone }: CategoriesProps) {
  const ask = useLibrary();
  const list = useAsked('categories', () => ask('templateCategories.list', {}));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const change = async (question: () => Promise<Result<unknown>>): Promise<boolean> => {
    setBusy(true);
    const answer = await attempt(question);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return false;
    await list.reload();
    onDone();
    return true;
  };
  const categories = list.value?.categories ?? [];
  return (
    <Modal name="categories" title={t('library.categories')} onClose={onClose}>
      <div class="stack form wide">
        <NewCategory
          busy={busy}
          problem={problem ?? list.problem}
          onAdd={(name) => change(() => ask('templateCategories.create', { body: { name } }))}
        />
        {!list.value && !list.problem && <Bones label={t('queue.loading')} />}
        {list.value && categories.length === 0 && <p class="soft">{t('library.noCategories')}</p>}
        <ul class="library-categories">
          {categories.map((category) => (
            <CategoryLine
              key={`${category.id} ${category.name}`}
              category={category}
              others={categories.filter(({ id }) => id !== category.id)}
              busy={busy}
              onRename={(name) =>
                void change(() =>
                  ask('templateCategories.rename', { params: { id: category.id }, body: { name } }),
                )
              }
              onMerge={(into) =>
                void change(() =>
                  ask('templateCategories.merge', { params: { id: category.id }, body: { into } }),
                )
              }
              onDelete={() =>
                void change(() => ask('templateCategories.delete', { params: { id: category.id } }))
              }
            />
          ))}
        </ul>
      </div>
    </Modal>
  );
}

interface NewCategoryProps {
  busy: boolean;
  problem: Problem | null;
  /** Answers whether it was added; only then the field is empty again. */
  onAdd(name: string): Promise<boolean>;
}

function NewCategory({ busy, problem, onAdd }: NewCategoryProps) {
  const [name, setName] = useState('');
  const add = async (): Promise<void> => {
    if (name.trim() && (await onAdd(name.trim()))) setName('');
  };
  return (
    <Form action={t('library.addCategory')} submit={{ busy, problem: null }} onSubmit={() => void add()}>
      <TextField
        label={t('library.newCategory')}
        value={name}
        maxLength={100}
        first
        wrong={problem?.fields?.find(({ path }) => path === 'name')?.message ?? null}
        onInput={setName}
      />
      {problem && <ProblemNote problem={problem} />}
    </Form>
  );
}

interface CategoryLineProps {
  category: TemplateCategory;
  others: readonly TemplateCategory[];
  busy: boolean;
  onRename(name: string): void;
  onMerge(into: string): void;
  onDelete(): void;
}

function CategoryLine({ category, others, busy, onRename, onMerge, onDelete }: CategoryLineProps) {
  const [name, setName] = useState(category.name);
  const isRenamed = name.trim() !== '' && name.trim() !== category.name;
  return (
    <li class="row-of wrap">
      <input
        class="input grow"
        dir="auto"
        aria-label={t('library.categoryName', { name: category.name })}
        maxLength={100}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <span class="soft small">{t('library.held', { count: category.held })}</span>
      {isRenamed && (
        <button type="button" class="button small" disabled={busy} onClick={() => onRename(name.trim())}>
          {t('library.rename')}
        </button>
      )}
      {category.held > 0 && <Merge category={category} others={others} busy={busy} onMerge={onMerge} />}
      {category.held === 0 && (
        <button
          type="button"
          class="button small"
          disabled={busy}
          aria-label={t('library.deleteCategory', { name: category.name })}
          onClick={onDelete}
        >
          {t('library.delete')}
        </button>
      )}
    </li>
  );
}

/** Where all templates of a category are to go; a second step, as it cannot be taken back. */
function Merge({ category, others, busy, onMerge }: Omit<CategoryLineProps, 'onRename' | 'onDelete'>) {
  const [into, setInto] = useState('');
  if (others.length === 0) return null;
  return (
    <>
      <select
        class="input"
        aria-label={t('library.mergeInto', { name: category.name })}
        value={into}
        onChange={(event) => setInto(event.currentTarget.value)}
      >
        <option value="">{t('library.moveAll')}</option>
        {others.map((other) => (
          <option key={other.id} value={other.id}>
            {other.name}
          </option>
        ))}
      </select>
      {into && (
        <button type="button" class="button small" disabled={busy} onClick={() => onMerge(into)}>
          {t('library.merge', { count: category.held })}
        </button>
      )}
    </>
  );
}
