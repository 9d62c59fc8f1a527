import { useState } from 'preact/hooks';
import { mistakeInLink } from '../../../lib/core/library/links.ts';
import { Modal } from '../../feedback/Modal.tsx';
import { t } from '../../i18n.ts';
import { Form, TextField } from '../../person/Form.tsx';

interface LinkDialogProps {
  /** Null: there is none yet. */
  href: string | null;
  /** Nothing is selected that could be the link. */
  needsText: boolean;
  /** Null takes the link away. */
  onSet(href: string | null, text: string): void;
  onClose(): void;
}

/** Where a link leads. Without a scheme it is taken for a web address. */
export function LinkDialog({ href, needsText, onSet, onClose }: LinkDialogProps) {
  const [address, setAddress] = useState(href ?? '');
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const whole = completed(address);
  const mistake = mistakeInLink(whole);
  const submit = (): void => {
    if (mistake === null) onSet(whole, text.trim());
    else setTried(true);
  };
  return (
    <Modal name="link" title={t('editor.link')} onClose={onClose}>
      <Form action={t('editor.apply')} onSubmit={submit}>
        <TextField
          label={t('editor.address')}
          value={address}
          first
          maxLength={2000}
          wrong={
            tried && mistake ? t(`editor.rule.${mistake === 'empty' ? 'linkEmpty' : 'linkBroken'}`) : null
          }
          onInput={setAddress}
        />
        {needsText && (
          <TextField label={t('editor.linkText')} value={text} maxLength={500} onInput={setText} />
        )}
        {href !== null && (
          <button type="button" class="button" onClick={() => onSet(null, '')}>
            {t('editor.noLink')}
          </button>
        )}
      </Form>
    </Modal>
  );
}

function completed(address: string): string {
  const plain = address.trim();
  if (plain === '' || /^(?:[a-z][a-z+.-]*:|#|\{\{|\[\[)/i.test(plain)) return plain;
  return /^[^\s@/]+@[^\s@/]+$/.test(plain) ? `mailto:${plain}` : `https://${plain}`;
}
