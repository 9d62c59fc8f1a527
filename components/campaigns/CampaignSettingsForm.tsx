import type { CampaignSettings, CompanyRule } from '../../lib/contract/campaign.ts';
import { HolidaysOf, type SendWindow } from '../../lib/contract/schedule.ts';
import { locale, t } from '../i18n.ts';
import { CheckField, SelectField } from '../person/Form.tsx';
import { NumberField, TimeField } from './fields.tsx';
import { withChange } from './form.ts';
import type { CampaignEditing } from './use-campaign-editing.ts';

const officeHours: SendWindow = { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '17:00', zone: 'recipient' };
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** What holds for all steps. */
export function CampaignSettingsForm({ editing }: { editing: CampaignEditing }) {
  const { form, setForm, wrong } = editing;
  const { settings } = form;
  const change = (part: { [K in keyof CampaignSettings]?: CampaignSettings[K] | undefined }): void =>
    setForm((now) => ({ ...now, settings: withChange(now.settings, part) }));
  const say = (field: string): string | null => wrong.get(`settings.${field}`) ?? null;
  const { window, holidays = [], pace } = settings;
  return (
    <details class="campaign-settings" open={[...wrong.keys()].some((path) => path.startsWith('settings'))}>
      <summary>{t('campaigns.settings')}</summary>
      <div class="stack">
        <CheckField
          label={t('campaigns.skipWeekends')}
          on={settings.skipWeekends}
          onChange={(skipWeekends) => change({ skipWeekends })}
        />
        <CheckField
          label={t('campaigns.strictOrder')}
          on={settings.strictOrder ?? false}
          onChange={(on) => change({ strictOrder: on || undefined })}
        />
        <SelectField
          label={t('campaigns.onReply.label')}
          value={settings.onReply}
          options={(['end', 'success', 'continue'] as const).map((value) => ({
            value,
            label: t(`campaigns.onReply.${value}`),
          }))}
          onChange={(onReply) => change({ onReply })}
        />
        <SelectField
          label={t('campaigns.onBounce.label')}
          value={settings.onBounce ?? 'end'}
          options={(['end', 'wait'] as const).map((value) => ({
            value,
            label: t(`campaigns.onBounce.${value}`),
          }))}
          onChange={(onBounce) => change({ onBounce: onBounce === 'end' ? undefined : onBounce })}
        />
        <CompanyFields
          rule={settings.onCompanyReply}
          wrong={say('onCompanyReply.days')}
          onChange={(onCompanyReply) => change({ onCompanyReply })}
        />
        <fieldset class="bare stack tight">
          <legend class="legend">{t('campaigns.holidays.label')}</legend>
          {HolidaysOf.options.map((whose) => (
            <CheckField
              key={whose}
              label={t(`campaigns.holidays.${whose}`)}
              on={holidays.includes(whose)}
              onChange={(on) => {
                const next = HolidaysOf.options.filter((one) =>
                  one === whose ? on : holidays.includes(one),
                );
                change({ holidays: next.length > 0 ? next : undefined });
              }}
            />
          ))}
        </fieldset>
        <CheckField
          label={t('campaigns.window.on')}
          on={window !== undefined}
          onChange={(on) => change({ window: on ? officeHours : undefined })}
        />
        {window && <WindowFields window={window} say={say} onChange={(next) => change({ window: next })} />}
        <NumberField
          label={t('campaigns.lateHours')}
          value={settings.lateHours}
          max={720}
          wrong={say('lateHours')}
          onInput={(lateHours) => change({ lateHours })}
        />
        <PaceFields pace={pace} onChange={(next) => change({ pace: next })} />
      </div>
    </details>
  );
}

interface CompanyFieldsProps {
  rule: CompanyRule | undefined;
  wrong: string | null;
  onChange(rule: CompanyRule | undefined): void;
}

const acts = ['none', 'stop', 'pause', 'task'] as const;
const pauseDays = 14;

/** What an answer does to the runs of others at the same company. */
function CompanyFields({ rule, wrong, onChange }: CompanyFieldsProps) {
  const choose = (act: (typeof acts)[number]): CompanyRule | undefined => {
    if (act === 'none') return undefined;
    return act === 'pause' ? { act, days: pauseDays } : { act };
  };
  return (
    <div class="row-of wrap top">
      <SelectField
        label={t('campaigns.onCompanyReply.label')}
        value={rule?.act ?? 'none'}
        options={acts.map((value) => ({ value, label: t(`campaigns.onCompanyReply.${value}`) }))}
        onChange={(act) => onChange(choose(act))}
      />
      {rule?.act === 'pause' && (
        <NumberField
          label={t('campaigns.onCompanyReply.days')}
          value={rule.days}
          max={365}
          wrong={wrong}
          onInput={(days = pauseDays) => onChange({ act: 'pause', days })}
        />
      )}
    </div>
  );
}

interface WindowFieldsProps {
  window: SendWindow;
  say(field: string): string | null;
  onChange(window: SendWindow): void;
}

function WindowFields({ window, say, onChange }: WindowFieldsProps) {
  const wrongDays = say('window.weekdays');
  return (
    <div class="stack tight indented">
      <fieldset class="bare row-of wrap">
        <legend class="heard">{t('campaigns.window.weekdays')}</legend>
        {weekdays.map((day) => (
          <CheckField
            key={day}
            label={weekdayName(day)}
            on={window.weekdays.includes(day)}
            onChange={(on) =>
              onChange({
                ...window,
                weekdays: weekdays.filter((one) => (one === day ? on : window.weekdays.includes(one))),
              })
            }
          />
        ))}
      </fieldset>
      {wrongDays !== null && (
        <small class="danger" role="alert">
          {wrongDays}
        </small>
      )}
      <div class="row-of wrap top">
        <TimeField
          label={t('campaigns.window.from')}
          value={window.from}
          wrong={say('window.from')}
          onInput={(from) => onChange({ ...window, from })}
        />
        <TimeField
          label={t('campaigns.window.to')}
          value={window.to}
          wrong={say('window.to')}
          onInput={(to) => onChange({ ...window, to })}
        />
      </div>
      <SelectField
        label={t('campaigns.window.zone')}
        value={window.zone}
        options={(['recipient', 'sender'] as const).map((value) => ({
          value,
          label: t(`campaigns.window.${value}`),
        }))}
        onChange={(zone) => onChange({ ...window, zone })}
      />
    </div>
  );
}

type Pace = CampaignSettings['pace'];

function PaceFields({ pace, onChange }: { pace: Pace; onChange(pace: Pace): void }) {
  const change = (part: { [K in keyof NonNullable<Pace>]?: NonNullable<Pace>[K] | undefined }): void => {
    const next = withChange(pace ?? {}, part);
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  const { perDay, batch } = pace ?? {};
  return (
    <div class="row-of wrap top">
      <NumberField
        label={t('campaigns.pace.perDay')}
        value={perDay}
        max={1_000_000}
        onInput={(next) => change({ perDay: next })}
      />
      <NumberField
        label={t('campaigns.pace.batch')}
        value={batch?.size}
        max={10_000}
        onInput={(size) =>
          change({
            batch: size === undefined ? undefined : { size, pauseSeconds: batch?.pauseSeconds ?? 60 },
          })
        }
      />
      {batch && (
        <NumberField
          label={t('campaigns.pace.pause')}
          value={batch.pauseSeconds}
          max={86_400}
          onInput={(pauseSeconds = 60) => change({ batch: { ...batch, pauseSeconds } })}
        />
      )}
    </div>
  );
}

/** 5 January 1970 was a Monday. */
function weekdayName(day: number): string {
  const format = new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' });
  return format.format(new Date((day + 3) * 86_400_000));
}
