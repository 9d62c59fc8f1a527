import { useMemo, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { Mailing } from '../../lib/contract/mailing.ts';
import { mostRegisteredLinks } from '../../lib/contract/registered-link.ts';
import { fillRegistered, registeredField, registeredIn } from '../../lib/core/mailing/registered-links.ts';
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
import { useAsked, useLibrary } from '../library/ask.ts';
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
  const { content } = form;
  const [isTesting, setTesting] = useState(false);
  const choice = usePreviewPerson();
  const custom = useFieldNames();
  const ask = useLibrary();
  const shared = useAsked('registered links', () =>
    ask('registeredLinks.list', { body: { limit: mostRegisteredLinks } }),
  ).value?.links;
  // Named in the text though they are not there any more: the check before sending says so.
  const named = [content.html, content.text ?? ''].flatMap((part) => registeredIn(part)).join(' ');
  const known = useMemo(
    () => withLinks(knownFields(me, custom), named.split(' ')),
    [me, custom?.join('\n'), named],
  );
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
          links={linkChoices(shared ?? [])}
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

function withLinks(
  known: ReturnType<typeof knownFields>,
  registered: readonly string[],
): ReturnType<typeof knownFields> {
  return { ...known, names: [...known.names, ...links, ...registered.map(registeredField)] };
}

/** The links are each recipient's own: here they lead nowhere, and are not missed. */
function shownText(text: WrittenText): WrittenText {
  const fill = (source: string): string =>
    fillRegistered(source, () => '#').replaceAll(
      /\{\{\s*(?:view_link|unsubscribe_link|subscriptions_link)\s*\}\}/g,
      '#',
    );
  return { ...text, html: fill(text.html), text: text.text === null ? null : fill(text.text) };
}
