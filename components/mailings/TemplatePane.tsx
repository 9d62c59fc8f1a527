import { useState } from 'preact/hooks';
import type { Mailing, MailingContent } from '../../lib/contract/mailing.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { attempt, type Problem } from '../data/link.ts';
import { useSettled } from '../editor/use-settled.ts';
import { Bones } from '../feedback/Empty.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { Choices } from '../person/Form.tsx';
import type { MailingForm } from './drafts.ts';
import type { Writing } from './use-writing.ts';

interface TemplatePaneProps {
  mailing: Mailing;
  writing: Writing;
  /** The text has been taken. */
  onChosen(): void;
}

const shownAtMost = 50;

/** What can be begun with, in the list. */
type Line = { id: string; name: string; subject: string };
/** The same, when it is taken. */
type Text = Omit<MailingContent, 'templateId'> & { subject: string };

/** What the text begins with: a template, an earlier mailing, or nothing. */
export function TemplatePane({ mailing, writing, onChosen }: TemplatePaneProps) {
  const ask = useLibrary();
  const [from, setFrom] = useState<'template' | 'mailing'>('template');
  const [search, setSearch] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asked, setAsked] = useState<((form: MailingForm) => MailingForm) | null>(null);
  const words = useSettled(search.trim());
  const list = useAsked(`begin with ${from} ${words}`, async (): Promise<Result<Line[]>> => {
    if (from === 'template') {
      const query = { sort: 'used' as const, limit: shownAtMost, ...(words && { search: words }) };
      const answer = await ask('templates.list', { query });
      return answer.ok ? ok(answer.value.templates) : answer;
    }
    const answer = await ask('mailings.list', { body: { search: words, limit: shownAtMost } });
    if (!answer.ok) return answer;
    return ok(answer.value.mailings.filter(({ id }) => id !== mailing.id));
  });
  const take = (change: (form: MailingForm) => MailingForm): void => {
    writing.replace(change);
    // Once it is there that is to be saved.
    setTimeout(onChosen);
  };
  const begin = (change: (form: MailingForm) => MailingForm): void => {
    if (writing.form.content.html.trim() === '') take(change);
    else setAsked(() => change);
  };
  const choose = async (id: string): Promise<void> => {
    const answer = await attempt(async (): Promise<Result<Text>> => {
      const params = { id };
      if (from === 'template') return await ask('templates.get', { params });
      const found = await ask('mailings.get', { params });
      return found.ok ? ok({ ...found.value.content, subject: found.value.setup.subject }) : found;
    });
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    const { subject, html, text, preheader, language } = answer.value;
    const templateId = from === 'template' ? id : null;
    begin(({ setup }) => ({
      setup: { ...setup, subject: setup.subject.trim() ? setup.subject : subject },
      content: { html, text, preheader, language, templateId },
    }));
  };
  const failed = problem ?? list.problem;
  return (
    <div class="stack">
      <p class="soft">{t('mailings.templateHint')}</p>
      <div class="row-of wrap">
        <Choices
          label={t('mailings.beginWith')}
          options={[
            { value: 'template', label: t('mailings.aTemplate') },
            { value: 'mailing', label: t('mailings.aMailing') },
          ]}
          value={from}
          onChange={setFrom}
        />
        <button
          type="button"
          class="button"
          onClick={() =>
            begin((form) => ({
              ...form,
              content: { ...form.content, html: '', text: null, preheader: '', templateId: null },
            }))
          }
        >
          <Icon name="add" />
          {t('mailings.empty')}
        </button>
      </div>
      <input
        class="input"
        type="search"
        aria-label={t(from === 'template' ? 'library.search' : 'mailings.search')}
        placeholder={t(from === 'template' ? 'library.search' : 'mailings.search')}
        maxLength={200}
        value={search}
        onInput={(event) => setSearch(event.currentTarget.value)}
      />
      {failed && <ProblemNote problem={failed} onDismiss={() => setProblem(null)} />}
      {!list.value && !failed && <Bones label={t('queue.loading')} />}
      {list.value?.length === 0 && <p class="soft">{t('tools.noMatchTitle')}</p>}
      <ul class="template-choices">
        {list.value?.map(({ id, name, subject }) => (
          <li key={id}>
            <button type="button" class="library-name" onClick={() => void choose(id)}>
              <bdi class="cut">{name}</bdi>
              <bdi class="soft small cut">{subject || t('task.noSubject')}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {asked && (
        <Modal name="replace-text" title={t('mailings.replaceTitle')} onClose={() => setAsked(null)}>
          <div class="stack form">
            <p>{t('mailings.replaceText')}</p>
            <button
              type="button"
              class="button main"
              onClick={() => {
                setAsked(null);
                take(asked);
              }}
            >
              {t('mailings.replace')}
            </button>
            <button type="button" class="button" data-first onClick={() => setAsked(null)}>
              {t('common.cancel')}
            </button>
          </div>
        </Modal>
      )}
    </div>
  );
}
