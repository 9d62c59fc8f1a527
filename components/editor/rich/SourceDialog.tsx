import { useState } from 'preact/hooks';
import { Modal } from '../../feedback/Modal.tsx';
import { t } from '../../i18n.ts';
import { Form } from '../../person/Form.tsx';
import { SourceText } from '../SourceText.tsx';

interface SourceDialogProps {
  title: string;
  source: string;
  onSet(source: string): void;
  onClose(): void;
}

/** The source of one part of the mail. */
export function SourceDialog({ title, source, onSet, onClose }: SourceDialogProps) {
  const [text, setText] = useState(source);
  return (
    <Modal name="part-source" title={title} onClose={onClose}>
      <Form action={t('editor.apply')} onSubmit={() => onSet(text)}>
        <SourceText
          label={title}
          value={text}
          maxLength={500_000}
          wrong={null}
          jump={null}
          onInput={setText}
        />
      </Form>
    </Modal>
  );
}
