import { useEffect, useRef, useState } from 'preact/hooks';
import { useLive } from '../../components/data/use-live.ts';
import { Bones, Empty } from '../../components/feedback/Empty.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { Icon } from '../../components/Icon.tsx';
import { t } from '../../components/i18n.ts';
import { RecipientNotes } from '../../components/tools/RecipientNotes.tsx';
import { optionId, TemplateList } from '../../components/tools/TemplateList.tsx';
import { TemplatePreview } from '../../components/tools/TemplatePreview.tsx';
import type { MessageResponse } from '../../lib/contract/messages.ts';
import type { ToolView } from '../../lib/contract/tools.ts';
import type { PickerModel } from './use-picker.ts';

type Found = MessageResponse<'tools.templates'>;

interface TemplatePaneProps {
  picker: PickerModel;
  view: ToolView;
}

/** Templates: found by typing, chosen with the arrows, inserted with Enter. */
export function TemplatePane({ picker, view }: TemplatePaneProps) {
  const { link, compose } = picker;
  const [search, setSearch] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const recipient = view.window.to[0] ?? null;
  const found = useLive(`templates ${category} ${search} ${recipient}`, () =>
    link.ask('tools.templates', { search, category, recipient }),
  );
  const last = useRef<Found | null>(null);
  last.current = found.value ?? last.current;
  const list = last.current;
  const templates = list?.templates ?? [];
  const active = templates.find(({ id }) => id === chosen) ?? templates[0] ?? null;
  const preview = useLive(`preview ${active?.id} ${recipient}`, async () =>
    active ? link.ask('tools.preview', { compose, source: { type: 'template', id: active.id } }) : null,
  );
  const shown = preview.value?.ok ? preview.value.value : null;
  const insert = (how: How): void => {
    if (!active || !shown) return;
    void picker.insert({ type: 'template', id: active.id }, how, { recipient, ...shown });
  };
  const insertSoon = useInsertSoon(found.value !== null && shown !== null, insert);
  const move = (by: number): void => {
    insertSoon.forget();
    const at = active ? templates.indexOf(active) : -1;
    const next = templates[Math.min(templates.length - 1, Math.max(0, at + by))];
    if (!next) return;
    setChosen(next.id);
    document.getElementById(optionId(next.id))?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent): void => {
    const act = keys(event, move, insertSoon.ask, view.window.hasText);
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <div
      id="panel-templates"
      role="tabpanel"
      aria-labelledby="tab-templates"
      class="tool-panel"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onKey(event);
      }}
    >
      <div class="tool-search">
        <SearchField
          search={search}
          activeId={active?.id ?? null}
          onSearch={(text) => {
            insertSoon.forget();
            setSearch(text);
            setChosen(null);
          }}
          onKey={(event) => {
            if (!(event.ctrlKey || event.metaKey)) onKey(event);
          }}
        />
        <Categories names={list?.categories ?? []} category={category} onCategory={setCategory} />
      </div>
      <RecipientNotes recipients={view.recipients} nonCommercial={shown?.nonCommercial ?? false} />
      {found.problem && <ProblemNote problem={found.problem} />}
      {!list && !found.problem && <Bones label={t('queue.loading')} />}
      {list && <NoneFound list={list} onWorkspace={() => link.openTab(link.pageUrl('workspace.html'))} />}
      {templates.length > 0 && (
        <div class="tool-split">
          <TemplateList templates={templates} activeId={active?.id ?? null} onChoose={setChosen} />
          {preview.value && !preview.value.ok && <ProblemNote problem={preview.value} />}
          {shown && (
            <TemplatePreview preview={shown} subjectStays={view.window.reply || view.window.hasSubject} />
          )}
        </div>
      )}
      <InsertBar ready={shown !== null && !picker.busy} hasText={view.window.hasText} onInsert={insert} />
    </div>
  );
}

type How = 'cursor' | 'replace';

/** Whoever types fast presses Enter before the list and the preview are those of what was typed: both are waited for. */
function useInsertSoon(ready: boolean, insert: (how: How) => void) {
  const [asked, setAsked] = useState<How | null>(null);
  useEffect(() => {
    if (!asked || !ready) return;
    setAsked(null);
    insert(asked);
  }, [asked, ready]);
  return { ask: setAsked, forget: () => setAsked(null) };
}

function keys(
  { key, ctrlKey, metaKey, repeat, isComposing }: KeyboardEvent,
  move: (by: number) => void,
  insert: (how: How) => void,
  hasText: boolean,
): (() => void) | null {
  // Enter may still be held from pressing our button, or choose a word of an input method.
  if (key === 'Enter' && (repeat || isComposing)) return null;
  const isReplace = (ctrlKey || metaKey) && hasText;
  const acts: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    PageDown: () => move(8),
    PageUp: () => move(-8),
    Enter: () => insert(isReplace ? 'replace' : 'cursor'),
  };
  return acts[key] ?? null;
}

interface SearchFieldProps {
  search: string;
  activeId: string | null;
  onSearch(text: string): void;
  onKey(event: KeyboardEvent): void;
}

function SearchField({ search, activeId, onSearch, onKey }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  // `autofocus` does nothing in a frame of another site.
  useEffect(() => field.current?.focus(), []);
  return (
    <label class="search-field grow">
      <span class="heard">{t('tools.search')}</span>
      <Icon name="search" />
      <input
        ref={field}
        class="input"
        type="text"
        role="combobox"
        aria-expanded={activeId !== null}
        aria-autocomplete="list"
        {...(activeId && { 'aria-controls': 'templates', 'aria-activedescendant': optionId(activeId) })}
        placeholder={t('tools.search')}
        maxLength={200}
        value={search}
        onInput={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={onKey}
      />
    </label>
  );
}

interface CategoriesProps {
  names: readonly string[];
  category: string | null;
  onCategory(category: string | null): void;
}

function Categories({ names, category, onCategory }: CategoriesProps) {
  if (names.length === 0) return null;
  return (
    <select
      class="input category"
      aria-label={t('tools.category')}
      value={category ?? ''}
      onChange={(event) => onCategory(event.currentTarget.value || null)}
    >
      <option value="">{t('tools.allCategories')}</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

function NoneFound({ list, onWorkspace }: { list: Found; onWorkspace(): void }) {
  if (list.templates.length > 0) return null;
  if (list.total > 0)
    return <Empty icon="search" title={t('tools.noMatchTitle')} text={t('tools.noMatchText')} />;
  return (
    <Empty icon="template" title={t('tools.emptyTitle')} text={t('tools.emptyText')}>
      <button type="button" class="button" onClick={onWorkspace}>
        {t('shell.openWorkspace')}
      </button>
    </Empty>
  );
}

interface InsertBarProps {
  ready: boolean;
  hasText: boolean;
  onInsert(how: How): void;
}

function InsertBar({ ready, hasText, onInsert }: InsertBarProps) {
  return (
    <footer class="tool-foot">
      <div class="row-of wrap">
        <button type="button" class="button main" disabled={!ready} onClick={() => onInsert('cursor')}>
          {t('tools.insert')}
          <span class="key" aria-hidden="true">
            ↵
          </span>
        </button>
        {hasText && (
          <button
            type="button"
            class="button"
            disabled={!ready}
            aria-describedby="replace-hint"
            onClick={() => onInsert('replace')}
          >
            {t('tools.replace')}
            <span class="key" aria-hidden="true">
              Ctrl ↵
            </span>
          </button>
        )}
      </div>
      <p id="replace-hint" class="soft small hint">
        {t(hasText ? 'tools.replaceHint' : 'tools.insertHint')}
      </p>
    </footer>
  );
}
