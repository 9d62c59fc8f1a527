import { useState } from 'preact/hooks';
import type { StoredImage } from '../../../lib/contract/image.ts';
import { leadsOnlyHere } from '../../../lib/core/image/only-here.ts';
import { Modal } from '../../feedback/Modal.tsx';
import { Note } from '../../feedback/Note.tsx';
import { t } from '../../i18n.ts';
import { Form, TextField } from '../../person/Form.tsx';
import { PictureFile } from './PictureFile.tsx';
import type { ImageFacts } from './tags.ts';

/** What a mail commonly gives to a picture; a larger one is shown smaller. */
const mailWidth = 600;

interface ImageDialogProps {
  image: ImageFacts | null;
  onSet(facts: ImageFacts): void;
  onClose(): void;
}

/** A picture by its address or from this computer: mail programs load it, so nothing has to be carried in the mail. */
export function ImageDialog({ image, onSet, onClose }: ImageDialogProps) {
  const [facts, setFacts] = useState(image ?? { src: '', alt: '', width: '', height: '' });
  const [tried, setTried] = useState(false);
  /** Address that is shown: of what was chosen or has been typed to its end, never of half of it. */
  const [seen, setSeen] = useState(image?.src ?? '');
  const set = (change: Partial<ImageFacts>): void => setFacts({ ...facts, ...change });
  const src = facts.src.trim();
  const isOnlyHere = leadsOnlyHere(src);
  const isAddress = isOnlyHere || /^(?:https:\/\/\S+\.\S+|\{\{|\[\[|cid:|data:image\/)/i.test(src);
  const wrong = isAddress ? null : t('editor.imageAddress');
  // Loading it once tells its size.
  const measure = (): void => {
    if (wrong || src === seen || !/^(?:https?:|data:)[^{[]*$/i.test(src)) return;
    const probe = new Image();
    probe.referrerPolicy = 'no-referrer';
    probe.onload = () => {
      const { naturalWidth: width, naturalHeight: height } = probe;
      setSeen(src);
      setFacts((now) =>
        now.width || now.src.trim() !== src ? now : { ...now, ...fitting({ width, height }) },
      );
    };
    probe.src = src;
  };
  const stored = ({ url, ...size }: StoredImage): void => {
    setSeen(url);
    setFacts((now) => ({ ...now, src: url, ...fitting(size) }));
  };
  return (
    <Modal name="image" title={t('editor.image')} onClose={onClose}>
      <Form action={t('editor.apply')} onSubmit={() => (wrong ? setTried(true) : onSet({ ...facts, src }))}>
        <PictureFile onStored={stored} />
        {isAddress && src === seen && (
          <img
            class="picture-seen"
            src={src}
            alt={facts.alt}
            referrerpolicy="no-referrer"
            onError={() => setSeen('')}
          />
        )}
        {isOnlyHere && (
          <Note
            tone="warn"
            icon="problem"
            title={t('editor.imageOnlyHere')}
            text={t('editor.imageOnlyHereText')}
          />
        )}
        <div onFocusOut={measure}>
          <TextField
            label={t('editor.address')}
            value={facts.src}
            first
            maxLength={2000}
            wrong={tried ? wrong : null}
            onInput={(address) => set({ src: address })}
          />
        </div>
        <TextField
          label={t('editor.alt')}
          value={facts.alt}
          maxLength={500}
          onInput={(alt) => set({ alt })}
        />
        <div class="picture-size">
          <TextField
            label={t('editor.width')}
            value={facts.width}
            optional
            maxLength={6}
            onInput={(width) => set({ width })}
          />
          <TextField
            label={t('editor.height')}
            value={facts.height}
            optional
            maxLength={6}
            onInput={(height) => set({ height })}
          />
        </div>
      </Form>
    </Modal>
  );
}

function fitting({ width, height }: { width: number; height: number }): Pick<ImageFacts, 'width' | 'height'> {
  const share = Math.min(1, mailWidth / width);
  return {
    width: String(Math.round(width * share)),
    height: String(Math.max(1, Math.round(height * share))),
  };
}
