import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { RegisteredLink } from '../../lib/contract/registered-link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { LazyRichText } from '../editor/LazyRichText.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { Choices, TextField } from '../person/Form.tsx';
import { LinkActionFields } from './LinkActionFields.tsx';
import { draftOf, type LinkDraft, linkOfDraft, missingOf } from './link-draft.ts';

interface LinkFormProps {
  /** Null: a new one. */
  link: RegisteredLink | null;
  me: Me;
  onClose(): void;
  onSaved(link: RegisteredLink): void;
}

const kinds = ['redirect', 'page'] as const;

/** A tracked link is written: its name, what whoever clicks comes to, and what else a click does. Ctrl+Enter saves. */
export function LinkForm({ link, me, onClose, onSaved }: LinkFormProps) {
  const ask = useLibrary();
  // Made here, so that a repeat adds nothing.
  const [id] = useState(() => link?.id ?? crypto.randomUUID());
  const [draft, setDraft] = useState<LinkDraft>(() => draftOf(link));
  const [tried, setTried] = useState(false);
  const set = (part: Partial<LinkDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = useSubmit(
    () =>
      link
        ? ask('registeredLinks.update', { params: { id }, body: linkOfDraft(draft) })
        : ask('registeredLinks.create', { body: { id, ...linkOfDraft(draft) } }),
    onSaved,
  );
  const missing = tried ? missingOf(draft) : [];
  const needs = (part: (typeof missing)[number]): string | null =>
    missing.includes(part) ? t(`trackedLinks.needed.${part}`) : null;
  const save = (): void => {
    setTried(true);
    if (missingOf(draft).length === 0) void submit.submit();
  };
  const title = link ? t('trackedLinks.editOf', { name: link.name }) : t('trackedLinks.new');
  return (
    // No form: the text below has dialogs with forms of their own.
    <section
      class="stack form link-form"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        save();
      }}
    >
      <div class="row-of wrap">
        <button type="button" class="button small" onClick={onClose}>
          <Icon name="back" />
          {t('trackedLinks.title')}
        </button>
        <h1 class="grow cut">
          <bdi>{title}</bdi>
        </h1>
      </div>
      {link && link.mailings > 0 && <p class="soft">{t('trackedLinks.sentToo')}</p>}
      <TextField
        label={t('trackedLinks.name')}
        value={draft.name}
        first
        maxLength={100}
        wrong={needs('name') ?? submit.wrong('name')}
        onInput={(name) => set({ name })}
      />
      <Choices
        label={t('trackedLinks.response')}
        options={kinds.map((value) => ({ value, label: t(`trackedLinks.kind.${value}`) }))}
        value={draft.kind}
        onChange={(kind) => set({ kind })}
      />
      {draft.kind === 'redirect' ? (
        <TextField
          label={t('editor.address')}
          value={draft.url}
          maxLength={2000}
          wrong={needs('url') ?? submit.wrong('url')}
          onInput={(url) => set({ url })}
        />
      ) : (
        <>
          <TextField
            label={t('trackedLinks.pageTitle')}
            value={draft.title}
            maxLength={200}
            wrong={needs('title') ?? submit.wrong('title')}
            onInput={(words) => set({ title: words })}
          />
          <LazyRichText
            html={link?.response.kind === 'page' ? link.response.html : ''}
            isShown
            label={t('trackedLinks.pageText')}
            choices={[]}
            jump={null}
            onChange={(html) => set({ html })}
          />
          {submit.wrong('html') && (
            <p class="danger" role="alert">
              {submit.wrong('html')}
            </p>
          )}
        </>
      )}
      <LinkActionFields draft={draft} me={me} taskNeeded={needs('task')} onChange={set} />
      {submit.problem && <ProblemNote problem={submit.problem} />}
      <div class="row-of">
        <button type="button" class="button main" disabled={submit.busy} onClick={save}>
          {submit.busy ? t('person.saving') : t('settings.save')}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {t('common.cancel')}
        </button>
      </div>
    </section>
  );
}
