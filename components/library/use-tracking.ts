import { useState } from 'preact/hooks';
import type { ContentItem } from '../../lib/contract/content.ts';
import type { Result } from '../../lib/contract/errors.ts';
import type { AttachmentInfo, Template } from '../../lib/contract/template.ts';
import { contentWord, contentWordsIn } from '../../lib/core/links/content-links.ts';
import { attempt, type Problem } from '../data/link.ts';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from './ask.ts';

export interface Tracking {
  /** Files that the template's text links to, as far as the user may see them. */
  linked: readonly ContentItem[];
  busy: boolean;
  problem: Problem | null;
  spoken: string;
  dismiss(): void;
  /** Makes an attachment a tracked link. */
  track(file: AttachmentInfo): Promise<void>;
  /** And back. */
  attach(item: ContentItem): Promise<void>;
}

/** Whether the files of a template are linked to, or go along with its mails. */
export function useTracking(template: Template, onChanged: () => void): Tracking {
  const ask = useLibrary();
  const { html, text, variants, version: baseVersion } = template;
  const texts = [html, text, ...variants.flatMap((variant) => [variant.html, variant.text])];
  const words = contentWordsIn(texts.join('\n'));
  const key = words.length > 0 ? `linked ${template.id} ${words.join(' ')}` : null;
  const list = useAsked(key, () => ask('content.list', {}));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [spoken, setSpoken] = useState('');
  const params = { id: template.id };
  const change = async (asked: () => Promise<Result<Template>>, said: string): Promise<void> => {
    setBusy(true);
    const answer = await attempt(asked);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setSpoken(said);
    onChanged();
  };
  return {
    linked: list.value?.items.filter(({ url }) => words.includes(contentWord(url) ?? '')) ?? [],
    busy,
    problem: problem ?? list.problem,
    spoken,
    dismiss: () => setProblem(null),
    track: ({ id: attachmentId, name }) =>
      change(
        () => ask('content.track', { params, body: { attachmentId, baseVersion } }),
        t('content.saidTracked', { name }),
      ),
    attach: ({ id: contentId, name }) =>
      change(
        () => ask('content.attach', { params, body: { contentId, baseVersion } }),
        t('content.saidAttached', { name }),
      ),
  };
}
