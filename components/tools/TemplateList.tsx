import type { TemplateRow } from '../../lib/contract/tools.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

/** More than anybody looks through; the search finds the others. */
const shownAtMost = 200;

interface TemplateListProps {
  templates: readonly TemplateRow[];
  activeId: string | null;
  onChoose(id: string): void;
}

export function optionId(id: string): string {
  return `template-${id}`;
}

/** Templates to choose from. The search field keeps the keyboard; arrows there move the choice here. */
export function TemplateList({ templates, activeId, onChoose }: TemplateListProps) {
  const shown = templates.slice(0, shownAtMost);
  return (
    <div class="tool-list">
      <div id="templates" role="listbox" aria-label={t('tools.templates')} tabIndex={-1}>
        {shown.map((template) => (
          <Option
            key={template.id}
            template={template}
            isActive={template.id === activeId}
            onChoose={onChoose}
          />
        ))}
      </div>
      {templates.length > shown.length && (
        <p class="soft small more">{t('tools.moreFound', { count: templates.length - shown.length })}</p>
      )}
    </div>
  );
}

interface OptionProps {
  template: TemplateRow;
  isActive: boolean;
  onChoose(id: string): void;
}

function Option({ template, isActive, onChoose }: OptionProps) {
  const { id, name, subject, category, shared, ownerName, favourite, lastUsedAt, recommended } = template;
  const owner = ownerName ? t('tools.sharedBy', { name: ownerName }) : t('tools.shared');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field, which has the focus
    <div
      id={optionId(id)}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      class="tool-option"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(id)}
    >
      <span class="row-of">
        <strong class="cut grow">
          <bdi>{name}</bdi>
        </strong>
        {favourite && (
          <span class="mark-line soft" title={t('library.favourite')}>
            <Icon name="favourite" />
            <span class="heard">{t('library.favourite')}</span>
          </span>
        )}
        {recommended && <span class="mark-line">{t('tools.recommended')}</span>}
        {lastUsedAt && <span class="mark-line soft">{t('tools.recent')}</span>}
        <span class="mark-line soft" title={shared ? owner : t('tools.privateHint')}>
          {shared && <Icon name="shared" />}
          {shared ? t('tools.shared') : t('tools.private')}
        </span>
      </span>
      <span class="soft small cut">
        <bdi>{subject || t('task.noSubject')}</bdi>
        {category && (
          <>
            {' · '}
            <bdi>{category}</bdi>
          </>
        )}
      </span>
    </div>
  );
}
