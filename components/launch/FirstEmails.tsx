import { useMemo, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { FirstEmail, StepEmail } from '../../lib/contract/campaign.ts';
import { printFirstEmail } from '../../lib/core/campaign/first-email.ts';
import { renderInsertable } from '../../lib/core/template/email.ts';
import { LazyRichText } from '../editor/LazyRichText.tsx';
import { LongList } from '../feedback/LongList.tsx';
import { Note } from '../feedback/Note.tsx';
import { Icon } from '../Icon.tsx';
import { formatList, t } from '../i18n.ts';
import { TextField } from '../person/Form.tsx';
import { whoOf } from '../person/NamedPerson.tsx';
import { HtmlFrame } from '../tasks/HtmlFrame.tsx';
import type { Addressed, LaunchModel } from './use-launch.ts';

type Text = Pick<FirstEmail, 'subject' | 'html'>;

/** The first email as each person will get it; what is written anew is for that person alone. */
export function FirstEmails({ launch, email, me }: { launch: LaunchModel; email: StepEmail; me: Me }) {
  const { addressed, written, write } = launch;
  const [chosen, setChosen] = useState(addressed[0]?.person.id ?? '');
  const one = addressed.find(({ person }) => person.id === chosen) ?? addressed[0];
  if (!one) return <p class="soft">{t('launch.nobodyLeft')}</p>;
  return (
    <div class="launch-first">
      <nav aria-label={t('launch.firstOf')}>
        <LongList items={addressed} keyOf={({ person }) => person.id} linePx={52}>
          {({ person }) => (
            <button
              type="button"
              class="rehearsal-run"
              aria-current={person.id === one.person.id ? 'true' : undefined}
              onClick={() => setChosen(person.id)}
            >
              <bdi class="cut">{whoOf(person)}</bdi>
              <span class="soft small">
                {written.has(person.id) ? t('launch.rewritten') : person.companyName}
              </span>
            </button>
          )}
        </LongList>
      </nav>
      <One
        key={one.person.id}
        one={one}
        email={email}
        me={me}
        written={written.get(one.person.id) ?? null}
        onWrite={(text) => write(one.person.id, text)}
      />
    </div>
  );
}

interface OneProps {
  one: Addressed;
  email: StepEmail;
  me: Me;
  written: Text | null;
  onWrite(text: Text | null): void;
}

/** One person's first email, read or written anew. */
function One({ one, email, me, written, onWrite }: OneProps) {
  const { person, defaults } = one;
  const [isEditing, setEditing] = useState(false);
  const printed = useMemo(() => printFirstEmail(email, person, me, defaults), [email, person, me, defaults]);
  const shown = useMemo(() => {
    if (written) return renderInsertable({ ...email, ...written, text: null }, person, me, { defaults });
    return printed.ok
      ? renderInsertable({ ...email, ...printed.value, text: null }, person, me, { defaults })
      : printed;
  }, [printed, written]);
  const who = whoOf(person);
  if (!printed.ok || !shown.ok) {
    const failed = printed.ok ? shown : printed;
    return (
      <section class="stack" aria-label={who}>
        <Note
          tone="warn"
          icon="problem"
          title={t('editor.noPreview')}
          text={failed.ok ? '' : failed.message}
        />
        {written && <Reset onReset={() => onWrite(null)} />}
      </section>
    );
  }
  const text = written ?? printed.value;
  const { subject, html, missing, prompts } = shown.value;
  const change = (next: Partial<Text>): void => onWrite({ subject: text.subject, html: text.html, ...next });
  return (
    <section class="stack" aria-labelledby="launch-first-title">
      <div class="row-of wrap">
        <h3 id="launch-first-title" class="grow">
          {t('launch.firstTo', { name: who })}
        </h3>
        {written && (
          <Reset
            onReset={() => {
              setEditing(false);
              onWrite(null);
            }}
          />
        )}
        <button
          type="button"
          class="button small"
          aria-pressed={isEditing}
          onClick={() => setEditing(!isEditing)}
        >
          <Icon name={isEditing ? 'check' : 'edit'} />
          {t(isEditing ? 'launch.read' : 'launch.rewrite')}
        </button>
      </div>
      {isEditing ? (
        <>
          <TextField
            label={t('library.part.subject')}
            value={text.subject}
            maxLength={998}
            onInput={(next) => change({ subject: next })}
          />
          <LazyRichText
            html={text.html}
            isShown
            label={t('library.part.html')}
            choices={[]}
            jump={null}
            onChange={(next) => change({ html: next })}
          />
        </>
      ) : (
        <>
          <p class="preview-head">
            <strong>
              <bdi>{subject || t('task.noSubject')}</bdi>
            </strong>
          </p>
          <HtmlFrame html={html} title={t('launch.firstTo', { name: who })} />
        </>
      )}
      {(missing.length > 0 || prompts.length > 0) && (
        <Note
          tone="warn"
          icon="problem"
          title={t('launch.firstHeld')}
          text={formatList([...missing, ...prompts])}
        />
      )}
    </section>
  );
}

function Reset({ onReset }: { onReset(): void }) {
  return (
    <button type="button" class="button plain small" onClick={onReset}>
      <Icon name="undo" />
      {t('launch.campaignText')}
    </button>
  );
}
