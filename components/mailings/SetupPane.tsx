import type { Me } from '../../lib/contract/account.ts';
import type { MailingFrom } from '../../lib/contract/mailing.ts';
import { NumberField } from '../campaigns/fields.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { CheckField, SelectField, TextField } from '../person/Form.tsx';
import { ArchiveFields } from './ArchiveFields.tsx';
import type { Writing } from './use-writing.ts';

interface SetupPaneProps {
  writing: Writing;
  me: Me;
  /** Somebody has tried to go on: what is still to be said is said at its field. */
  tried: boolean;
}

const modes = ['always', 'sales_contact', 'support_contact'] as const;

/** What a mailing is called, from whom it comes, where it is listed, and what is followed. */
export function SetupPane({ writing, me, tried }: SetupPaneProps) {
  const { form, setSetup, wrong } = writing;
  const { setup } = form;
  const { from, replyTo, utm } = setup;
  const needed = (value: string): string | null =>
    tried && !value.trim() ? t('mailings.fieldNeeded') : null;
  return (
    <div class="mailing-form">
      <fieldset class="bare stack">
        <legend class="legend">{t('mailings.group.mail')}</legend>
        <TextField
          label={t('mailings.name')}
          value={setup.name}
          maxLength={200}
          wrong={needed(setup.name) ?? wrong('setup.name')}
          onInput={(name) => setSetup({ name })}
        />
        <TextField
          label={t('mailings.subject')}
          value={setup.subject}
          maxLength={998}
          wrong={needed(setup.subject) ?? wrong('setup.subject')}
          onInput={(subject) => setSetup({ subject })}
        />
        <TypeField writing={writing} />
      </fieldset>
      <fieldset class="bare stack">
        <legend class="legend">{t('mailings.from')}</legend>
        <SenderFields
          label={t('mailings.fromMode')}
          value={from}
          path="setup.from"
          emails={me.mailboxes}
          writing={writing}
          needed={needed(from.email)}
          onChange={(next) => setSetup({ from: next })}
        />
        <SelectField
          label={t('mailings.replyTo')}
          options={[
            { value: 'from', label: t('mailings.replyToFrom') },
            ...modes.map((value) => ({ value, label: t(`mailings.fromModeOf.${value}`) })),
          ]}
          value={replyTo.mode}
          onChange={(mode) =>
            setSetup({
              replyTo: mode === 'from' ? { mode } : { email: from.email, name: from.name, ...replyTo, mode },
            })
          }
        />
        {replyTo.mode !== 'from' && (
          <AddressFields
            value={replyTo}
            path="setup.replyTo"
            emails={me.mailboxes}
            writing={writing}
            needed={needed(replyTo.email)}
            onChange={(next) => setSetup({ replyTo: next })}
          />
        )}
      </fieldset>
      <fieldset class="bare stack">
        <legend class="legend">{t('mailings.group.archive')}</legend>
        <ArchiveFields writing={writing} />
      </fieldset>
      <fieldset class="bare stack">
        <legend class="legend">{t('mailings.group.tracking')}</legend>
        <CheckField
          label={t('mailings.trackAll')}
          on={setup.trackAll}
          onChange={(trackAll) => setSetup({ trackAll })}
        />
        <CheckField
          label={t('mailings.trackOpens')}
          on={setup.trackOpens}
          onChange={(trackOpens) => setSetup({ trackOpens })}
        />
        <CheckField
          label={t('mailings.utm')}
          on={utm !== null}
          onChange={(on) => setSetup({ utm: on ? { source: '', campaign: '' } : null })}
        />
        {utm && (
          <>
            <TextField
              label={t('mailings.utmSource')}
              value={utm.source}
              maxLength={100}
              optional
              wrong={wrong('setup.utm.source')}
              onInput={(source) => setSetup({ utm: { ...utm, source } })}
            />
            <TextField
              label={t('mailings.utmCampaign')}
              value={utm.campaign}
              maxLength={100}
              optional
              wrong={wrong('setup.utm.campaign')}
              onInput={(campaign) => setSetup({ utm: { ...utm, campaign } })}
            />
          </>
        )}
        <NumberField
          label={t('mailings.lateHours')}
          value={setup.lateHours ?? undefined}
          max={720}
          wrong={wrong('setup.lateHours')}
          onInput={(hours) => setSetup({ lateHours: hours ?? null })}
        />
      </fieldset>
    </div>
  );
}

/** By which type people can decline it. */
function TypeField({ writing }: { writing: Writing }) {
  const ask = useLibrary();
  const known = useAsked('subscription types', () => ask('subscriptionTypes.list', {}));
  const { typeId } = writing.form.setup;
  const types = known.value?.types.filter(({ id, active }) => active || id === typeId) ?? [];
  return (
    <>
      {known.problem && <ProblemNote problem={known.problem} />}
      <SelectField
        label={t('mailings.subscriptionType')}
        options={[
          { value: '', label: t('mailings.noType') },
          ...types.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={typeId ?? ''}
        onChange={(id) => writing.setSetup({ typeId: id || null })}
      />
    </>
  );
}

interface SenderFieldsProps {
  label: string;
  value: MailingFrom;
  path: string;
  emails: readonly string[];
  writing: Writing;
  needed: string | null;
  onChange(value: MailingFrom): void;
}

function SenderFields(props: SenderFieldsProps) {
  const { label, value, onChange } = props;
  return (
    <>
      <SelectField
        label={label}
        options={modes.map((mode) => ({ value: mode, label: t(`mailings.fromModeOf.${mode}`) }))}
        value={value.mode}
        onChange={(mode) => onChange({ ...value, mode })}
      />
      {value.mode !== 'always' && <p class="soft small">{t('mailings.otherwiseUse')}</p>}
      <AddressFields {...props} />
    </>
  );
}

type AddressFieldsProps = Omit<SenderFieldsProps, 'label'>;

function AddressFields({ value, path, emails, writing, needed, onChange }: AddressFieldsProps) {
  const list = `${path.replace('.', '-')}-emails`;
  return (
    <div class="mailing-pair">
      <TextField
        label={t('mailings.senderName')}
        value={value.name}
        optional
        maxLength={200}
        wrong={value.name.includes('@') ? t('mailings.nameIsAddress') : writing.wrong(`${path}.name`)}
        onInput={(name) => onChange({ ...value, name })}
      />
      <TextField
        label={t('mailings.senderEmail')}
        type="email"
        value={value.email}
        maxLength={254}
        wrong={needed ?? writing.wrong(`${path}.email`)}
        onInput={(email) => onChange({ ...value, email })}
        list={list}
      />
      <datalist id={list}>
        {emails.map((email) => (
          <option key={email} value={email} />
        ))}
      </datalist>
    </div>
  );
}
