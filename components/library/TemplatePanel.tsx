import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Template } from '../../lib/contract/template.ts';
import type { TemplateFigures } from '../../lib/contract/template-library.ts';
import { languagesOf } from '../../lib/core/library/languages.ts';
import { Icon, type IconName } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { HtmlFrame } from '../tasks/HtmlFrame.tsx';
import { Attachments } from './Attachments.tsx';
import { Figures } from './Figures.tsx';
import { RecommendedFor } from './Recommended.tsx';
import { saySharing } from './SharingDialog.tsx';

/** What can be done with the open template. */
interface PanelActs {
  onClose(): void;
  onEdit(): void;
  onDuplicate(): void;
  onArchive(archived: boolean): void;
  onDelete(): void;
  onVersions(): void;
  onCopies(): void;
  onShare(): void;
  onRecommend(): void;
  /** Something of it was changed here. */
  onChanged(): void;
}

interface TemplatePanelProps {
  template: Template;
  figures: TemplateFigures | null;
  /** Own ones, and shared ones for managers, where they are not locked. */
  mayChange: boolean;
  /** Only admins may change anything, and the user is none. */
  isLocked: boolean;
  act: PanelActs;
}

/** The open template: its texts with fields as they are written, its figures, and what can be done with it. */
export function TemplatePanel({ template, figures, mayChange, isLocked, act }: TemplatePanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [template.id]);
  return (
    <aside class="library-panel stack" aria-labelledby="template-name">
      <div class="row-of">
        <h2 id="template-name" ref={heading} tabIndex={-1} class="grow">
          <bdi>{template.name}</bdi>
        </h2>
        <button type="button" class="icon-button" aria-label={t('common.close')} onClick={act.onClose}>
          <Icon name="close" />
        </button>
      </div>
      <p class="soft">
        <bdi>{template.category || t('library.noCategory')}</bdi>
        {[
          saySharing(template),
          ...languagesOf(template),
          t('library.version', { version: template.version }),
        ].map((fact) => ` · ${fact}`)}
      </p>
      {template.archivedAt && <p class="note warn">{t('library.isArchived')}</p>}
      {isLocked && <p class="note">{t('lockdown.reason.templates')}</p>}
      {!mayChange && !isLocked && (
        <p class="note">{t('library.belongsTo', { name: template.ownerName ?? t('common.noName') })}</p>
      )}
      <Acts template={template} mayChange={mayChange} isLocked={isLocked} act={act} />
      {figures && <Figures figures={figures} />}
      <Texts key={template.id} template={template} />
      <Recommending template={template} mayChange={mayChange} onRecommend={act.onRecommend} />
      <Attachments
        key={`files ${template.id}`}
        template={template}
        mayChange={mayChange}
        onChanged={act.onChanged}
      />
    </aside>
  );
}

function Acts({ template, mayChange, isLocked, act }: Omit<TemplatePanelProps, 'figures'>) {
  const isArchived = template.archivedAt !== null;
  return (
    <div class="row-of wrap">
      {mayChange && !isArchived && (
        <Act icon="edit" onClick={act.onEdit}>
          {t('library.edit')}
        </Act>
      )}
      {!isLocked && (
        <Act icon="copy" onClick={act.onDuplicate}>
          {t('library.duplicate')}
        </Act>
      )}
      <Act icon="history" onClick={act.onVersions}>
        {t('library.versions')}
      </Act>
      <Act icon="flag" onClick={act.onCopies}>
        {t('library.copies')}
      </Act>
      {mayChange && !isArchived && (
        <Act icon="shared" title={t('sharing.who')} onClick={act.onShare}>
          {t('sharing.open')}
        </Act>
      )}
      {mayChange && (
        <Act icon="archive" onClick={() => act.onArchive(!isArchived)}>
          {t(isArchived ? 'library.bringBack' : 'library.archive')}
        </Act>
      )}
      {mayChange && (
        <Act icon="delete" onClick={act.onDelete}>
          {t('library.delete')}
        </Act>
      )}
    </div>
  );
}

interface ActProps {
  icon: IconName;
  /** What it means, where its name alone does not say it. */
  title?: string;
  onClick(): void;
  children: ComponentChildren;
}

function Act({ icon, title, onClick, children }: ActProps) {
  return (
    <button type="button" class="button small" title={title} onClick={onClick}>
      <Icon name={icon} />
      {children}
    </button>
  );
}

interface RecommendingProps {
  template: Template;
  mayChange: boolean;
  onRecommend(): void;
}

function Recommending({ template, mayChange, onRecommend }: RecommendingProps) {
  const { recommendation, archivedAt } = template;
  const isChangeable = mayChange && archivedAt === null;
  if (!recommendation && !isChangeable) return null;
  return (
    <section class="stack tight" aria-label={t('library.part.recommendation')}>
      <div class="row-of">
        <h3 class="grow">{t('library.part.recommendation')}</h3>
        {isChangeable && (
          <Act icon="edit" onClick={onRecommend}>
            {t('library.recommend')}
          </Act>
        )}
      </div>
      {recommendation ? (
        <RecommendedFor recommendation={recommendation} />
      ) : (
        <p class="soft small">{t('library.recommendNobody')}</p>
      )}
    </section>
  );
}

/** The template's own text and those in further languages, one at a time. */
function Texts({ template }: { template: Template }) {
  const [chosen, setChosen] = useState(0);
  const texts = [template, ...template.variants];
  const text = texts[chosen] ?? template;
  return (
    <section class="stack" aria-label={t('library.texts')}>
      {texts.length > 1 && (
        <select
          class="input"
          aria-label={t('library.language')}
          value={String(chosen)}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        >
          {texts.map(({ language }, index) => (
            <option key={language} value={String(index)}>
              {language ?? t('library.noLanguage')}
            </option>
          ))}
        </select>
      )}
      <p>
        <strong>
          <bdi>{text.subject || t('task.noSubject')}</bdi>
        </strong>
      </p>
      {text.preheader && (
        <p class="soft">
          <bdi>{text.preheader}</bdi>
        </p>
      )}
      <HtmlFrame html={text.html} title={t('tools.preview')} heightPx={240} />
      <p class="soft small">{t('library.asWritten')}</p>
    </section>
  );
}
