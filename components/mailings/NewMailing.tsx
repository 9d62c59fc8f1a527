import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Mailing, MailingRow } from '../../lib/contract/mailing.ts';
import { useLink } from '../data/link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { locale, t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import type { ListKind } from '../people-lists/list-kind.ts';
import { Form, TextField } from '../person/Form.tsx';

interface NewMailingProps {
  /** What it begins with; null: with nothing. */
  copyOf: MailingRow | null;
  me: Me;
  /** The selection or project that it is for; absent: none. */
  about?: { kind: ListKind; id: string; name: string };
  onClose(): void;
  onBegun(mailing: Mailing): void;
}

/** A mailing is begun, by its name. */
export function NewMailing({ copyOf, me, about, onClose, onBegun }: NewMailingProps) {
  const ask = useLibrary();
  const link = useLink();
  // Made here, so that a repeat begins nothing else.
  const [id] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(() => {
    if (copyOf) return t('library.copyName', { name: copyOf.name }).slice(0, 200);
    if (about) return t('mailings.forList', { name: about.name }).slice(0, 200);
    const timeZone = me.user.timeZone;
    const day = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone }).format(link.now());
    return t('mailings.usualName', { day });
  });
  const [tried, setTried] = useState(false);
  const submit = useSubmit(
    () =>
      ask('mailings.create', {
        body: {
          id,
          type: 'email',
          name,
          copyOf: copyOf?.id ?? null,
          ...(about && { [about.kind === 'selections' ? 'selectionId' : 'projectId']: about.id }),
        },
      }),
    onBegun,
  );
  const begin = (): void => {
    setTried(true);
    if (name.trim()) void submit.submit();
  };
  const title = copyOf ? t('mailings.copyOf', { name: copyOf.name }) : t('mailings.new');
  return (
    <Modal name="new-mailing" title={title} onClose={onClose}>
      <Form action={t('mailings.begin')} submit={submit} onSubmit={begin}>
        <TextField
          label={t('mailings.name')}
          value={name}
          first
          maxLength={200}
          wrong={tried && !name.trim() ? t('mailings.nameNeeded') : submit.wrong('name')}
          onInput={setName}
        />
      </Form>
    </Modal>
  );
}
