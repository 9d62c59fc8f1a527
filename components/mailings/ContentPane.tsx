import { useMemo, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Mailing } from '../../lib/contract/mailing.ts';
import { knownFields, linkChoices } from '../editor/fields.ts';
import type { WrittenText } from '../editor/form.ts';
import { Mistakes } from '../editor/Mistakes.tsx';
import { Preview } from '../editor/Preview.tsx';
import { useFieldNames } from '../editor/use-field-names.ts';
import { useJumps } from '../editor/use-jumps.ts';
import { usePreviewPerson } from '../editor/use-preview-person.ts';
import { Writing } from '../editor/Writing.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { SendTest } from './SendTest.tsx';
import type { Writing as MailingWriting } from './use-writing.ts';

interface ContentPaneProps {
  mailing: Mailing;
  writing: MailingWriting;
  me: Me;
}

/** What recipients read is written; beside it how it comes to somebody. */
export function ContentPane({ mailing, writing, me }: ContentPaneProps) {
  const { form, setSetup, setContent } = writing;
  const [isTesting, setTesting] = useState(false);
  const choice = usePreviewPerson();
  const custom = useFieldNames();
  const known = useMemo(() => withLinks(knownFields(me, custom)), [me, custom?.join('\n')]);
  const { mode, setMode, jump, goTo } = useJumps(0, () => undefined);
  const { html, text, preheader, language } = form.content;
  const written: WrittenText = { subject: form.setup.subject, html, text, preheader, language };
  const mail = {
    text: written,
    setText: ({ subject, ...content }: Partial<WrittenText>): void => {
      if (subject !== undefined) setSetup({ subject });
      if (Object.keys(content).length > 0) setContent(content);
    },
    place: 0,
    turn: writing.turn,
    wrong: (part: string) => writing.wrong(part === 'subject' ? 'setup.subject' : `content.${part}`),
  };
  const test = async (): Promise<void> => {
    if (await writing.save()) setTesting(true);
  };
  return (
    <div class="editor mailing-content">
      <div class="row-of wrap">
        <p class="soft grow">{t('mailings.contentHint')}</p>
        <button type="button" class="button" disabled={writing.busy} onClick={() => void test()}>
          <Icon name="send" />
          {t('mailings.sendTest')}
        </button>
      </div>
      <div class="editor-columns">
        <Writing
          mail={mail}
          links={linkChoices()}
          me={me}
          person={choice.person}
          custom={custom ?? []}
          mode={mode}
          jump={jump}
          onMode={setMode}
        />
        <div class="editor-side stack">
          <Mistakes texts={[written]} known={known} onGo={goTo} />
          <Preview text={shownText(written)} me={me} choice={choice} />
        </div>
      </div>
      {isTesting && (
        <SendTest
          mailingId={mailing.id}
          recipientId={null}
          me={me}
          onClose={() => setTesting(false)}
          onSent={(said) => {
            setTesting(false);
            writing.speak(said);
          }}
        />
      )}
    </div>
  );
}

const links = ['view_link', 'unsubscribe_link', 'subscriptions_link'];

function withLinks(known: ReturnType<typeof knownFields>): ReturnType<typeof knownFields> {
  return { ...known, names: [...known.names, ...links] };
}

/** The links are each recipient's own: here they lead nowhere, and are not missed. */
function shownText(text: WrittenText): WrittenText {
  const fill = (source: string): string =>
    source.replaceAll(/\{\{\s*(?:view_link|unsubscribe_link|subscriptions_link)\s*\}\}/g, '#');
  return { ...text, html: fill(text.html), text: text.text === null ? null : fill(text.text) };
}
