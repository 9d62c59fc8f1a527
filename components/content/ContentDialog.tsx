import { useState } from 'preact/hooks';
import { type ContentItem, contentLimits } from '../../lib/contract/content.ts';
import { leadsOnlyHere } from '../../lib/core/image/only-here.ts';
import { attempt, type Problem } from '../data/link.ts';
import { Asked } from '../feedback/Asked.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { UploadField } from '../feedback/UploadField.tsx';
import { fileSize } from '../file-size.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { ChoiceLine } from '../library/ChoiceLine.tsx';
import { SharingDialog, saySharing } from '../library/SharingDialog.tsx';
import { DeleteContent } from './DeleteContent.tsx';
import { useContentUpload } from './use-content-upload.ts';

interface ContentDialogProps {
  /** A link to it is to stand in the mail. */
  onChoose(item: ContentItem): void;
  onClose(): void;
}

type Open = { kind: 'share' | 'delete'; item: ContentItem };

/** A file for a mail to link to: uploaded now or earlier; and one's own are looked after. One dialog is open at a time. */
export function ContentDialog({ onChoose, onClose }: ContentDialogProps) {
  const ask = useLibrary();
  const list = useAsked('content', () => ask('content.list', {}));
  const upload = useContentUpload(onChoose);
  const [open, setOpen] = useState<Open | null>(null);
  const [spoken, setSpoken] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [deleted, setDeleted] = useState<ContentItem | null>(null);
  // Whoever comes back from another dialog goes on where they were.
  const [last, setLast] = useState<Open | null>(null);
  const back = (): void => {
    setLast(open);
    setOpen(null);
  };
  const done = (said: string): void => {
    back();
    setSpoken(said);
    void list.reload();
  };
  const takeBack = async ({ id, name }: ContentItem): Promise<void> => {
    const answer = await attempt(() => ask('content.restore', { params: { id } }));
    setProblem(answer.ok ? null : answer.problem);
    // What is kept no longer is not offered again.
    if (answer.ok || answer.problem.code === 'NOT_FOUND') setDeleted(null);
    if (answer.ok) done(t('content.broughtBack', { name }));
  };
  if (open?.kind === 'share')
    return (
      <SharingDialog
        kind="content"
        name={open.item.name}
        sharing={open.item}
        onClose={back}
        share={(body) => ask('content.share', { params: { id: open.item.id }, body })}
        onShared={(_, said) => done(said)}
      />
    );
  if (open?.kind === 'delete')
    return (
      <DeleteContent
        item={open.item}
        onClose={back}
        onDeleted={() => {
          setDeleted(open.item);
          setProblem(null);
          done(t('content.deleted', { name: open.item.name }));
          setLast(null);
        }}
      />
    );
  const items = list.value?.items;
  return (
    <Modal name="content" title={t('content.title')} onClose={onClose}>
      <div class="stack form choosing">
        <UploadField
          upload={upload}
          label={t('content.file')}
          choose={t('content.upload')}
          hint={t('content.hint', { most: fileSize(contentLimits.bytes) })}
          icon="attachment"
          isFirst={!last && !deleted}
        />
        {items?.some(({ url }) => leadsOnlyHere(url)) && (
          <Note tone="warn" icon="problem" title={t('content.onlyHere')} text={t('content.onlyHereText')} />
        )}
        <h3>{t('content.earlier')}</h3>
        {problem && (
          <ProblemNote
            problem={problem}
            reasons={problem.code === 'NOT_FOUND' ? [t('content.keptNoLonger')] : []}
            onDismiss={() => setProblem(null)}
          />
        )}
        <Asked live={list} label={t('queue.loading')}>
          {({ items }) =>
            items.length === 0 ? (
              <p class="soft">{t('content.none')}</p>
            ) : (
              <ul class="launch-list">
                {items.map((item) => (
                  <Line
                    key={item.id}
                    item={item}
                    last={last?.item.id === item.id ? last.kind : null}
                    onChoose={() => onChoose(item)}
                    onOpen={(kind) => setOpen({ kind, item })}
                  />
                ))}
              </ul>
            )
          }
        </Asked>
        <div class="row-of">
          <p class="soft grow" role="status">
            {spoken}
          </p>
          {deleted && (
            <button type="button" class="button small" data-first onClick={() => void takeBack(deleted)}>
              <Icon name="undo" />
              {t('undo.action')}
            </button>
          )}
        </div>
      </div>
    </Modal>
  );
}

interface LineProps {
  item: ContentItem;
  /** What was done with it before, if it is the one. */
  last: Open['kind'] | null;
  onChoose(): void;
  onOpen(kind: Open['kind']): void;
}

const acts = [
  { kind: 'share', label: 'sharing.of', icon: 'people' },
  { kind: 'delete', label: 'content.delete', icon: 'delete' },
] as const;

function Line({ item, last, onChoose, onOpen }: LineProps) {
  const { name, mayChange } = item;
  const shown = mayChange ? acts : [];
  return (
    <ChoiceLine
      name={name}
      facts={factsOf(item)}
      acts={shown.map(({ kind, label, icon }) => ({
        label: t(label, { name }),
        icon,
        isFirst: kind === last,
        onPress: () => onOpen(kind),
      }))}
      choose={{ text: t('content.take'), label: t('content.choose', { name }), onPress: onChoose }}
    />
  );
}

function factsOf(item: ContentItem): string[] {
  const { bytes, ownerName, looks, people } = item;
  const by = looks === 0 ? t('content.unseen') : t('content.seenBy', { count: people });
  const seen = looks > people ? `${by} (${t('history.times', { count: looks })})` : by;
  return [fileSize(bytes), saySharing(item), ...(ownerName === null ? [] : [ownerName]), seen];
}
