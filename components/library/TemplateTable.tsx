import type { TemplateSummary } from '../../lib/contract/template-library.ts';
import { isShared } from '../../lib/core/access/sharing.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type Clock, shortDay } from '../time.ts';
import { Figure, figureNames } from './Figures.tsx';
import { saySharing } from './SharingDialog.tsx';

interface TemplateTableProps {
  templates: readonly TemplateSummary[];
  openId: string;
  clock: Clock;
  onOpen(id: string): void;
  onFavourite(template: TemplateSummary): void;
}

/** Templates with what became of their mails. The arrows, or j and k, go from name to name. */
export function TemplateTable({ templates, openId, clock, onOpen, onFavourite }: TemplateTableProps) {
  return (
    <div class="library-scroll">
      <table class="library-table">
        <thead>
          <tr>
            <th scope="col">
              <span class="heard">{t('library.favourite')}</span>
            </th>
            <th scope="col">{t('library.name')}</th>
            <th scope="col" class="roomy">
              {t('tools.category')}
            </th>
            <th scope="col" class="roomy">
              {t('library.sharing')}
            </th>
            {figureNames.map((name) => (
              <th key={name} scope="col" class={classOf(name)} title={t(`library.meaning.${name}`)}>
                {t(`library.figure.${name}`)}
              </th>
            ))}
            <th scope="col">{t('library.lastUsed')}</th>
          </tr>
        </thead>
        <tbody>
          {templates.map((template) => (
            <Row
              key={template.id}
              template={template}
              isOpen={template.id === openId}
              clock={clock}
              onOpen={onOpen}
              onFavourite={onFavourite}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Counts that stand in a narrow list too; the others are in the open template. */
const foremost: readonly string[] = ['used', 'sent', 'replied'];

function classOf(figure: (typeof figureNames)[number]): string {
  return foremost.includes(figure) ? 'number' : 'number roomy';
}

interface RowProps extends Pick<TemplateTableProps, 'clock' | 'onOpen' | 'onFavourite'> {
  template: TemplateSummary;
  isOpen: boolean;
}

function Row({ template, isOpen, clock, onOpen, onFavourite }: RowProps) {
  const { id, name, subject, category, ownerName, figures, lastUsedByAnybodyAt } = template;
  return (
    <tr class={isOpen ? 'chosen' : ''}>
      <td>
        <button
          type="button"
          class={template.favourite ? 'icon-button chosen' : 'icon-button'}
          aria-pressed={template.favourite}
          aria-label={t('library.markFavourite', { name })}
          onClick={() => onFavourite(template)}
        >
          <Icon name="favourite" />
        </button>
      </td>
      <th scope="row">
        <button
          type="button"
          class="library-name"
          data-row={id}
          aria-current={isOpen}
          onClick={() => onOpen(id)}
        >
          <bdi class="cut">{name}</bdi>
          <bdi class="soft small cut">{subject || t('task.noSubject')}</bdi>
        </button>
      </th>
      <td class="roomy">
        <bdi class="cut">{category}</bdi>
      </td>
      <td
        class="roomy"
        title={isShared(template) && ownerName ? t('tools.sharedBy', { name: ownerName }) : undefined}
      >
        {saySharing(template)}
      </td>
      {figureNames.map((figure) => (
        <td key={figure} class={classOf(figure)}>
          <Figure value={figures[figure]} />
        </td>
      ))}
      <td>{lastUsedByAnybodyAt ? shortDay(lastUsedByAnybodyAt, clock) : t('library.never')}</td>
    </tr>
  );
}
