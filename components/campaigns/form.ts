import type { Campaign, Day, Step, StepEmail } from '../../lib/contract/campaign.ts';
import { wrongRecipient } from '../../lib/core/mail/recipients.ts';
import { canonicalJson } from '../../lib/core/text/canonical-json.ts';
import type { Problem } from '../data/link.ts';
import { sayWrong } from '../editor/say-fault.ts';
import { t } from '../i18n.ts';

/** What is being written, right or wrong: the limits of a campaign hold when it is saved, not before. */
export type CampaignForm = Pick<Campaign, 'name' | 'category' | 'settings' | 'days'>;

export const emptyForm: CampaignForm = {
  name: '',
  category: '',
  settings: { skipWeekends: true, onReply: 'end' },
  days: [],
};

export function formOf(campaign: CampaignForm): CampaignForm {
  const { name, category, settings, days } = campaign;
  return { name, category, settings, days };
}

export function isSameForm(one: CampaignForm, other: CampaignForm): boolean {
  return canonicalJson(formOf(one)) === canonicalJson(formOf(other));
}

/** Whether people inside are touched: the name and the category are the same for every version. */
export function isSamePlan(one: CampaignForm, other: CampaignForm): boolean {
  return canonicalJson([one.settings, one.days]) === canonicalJson([other.settings, other.days]);
}

const emptyEmail: StepEmail = { subject: '', html: '', alsoTo: [], cc: [], bcc: [] };

/** A step as it is added: with a name that says what it is. */
export function newStep(type: Step['type']): Step {
  return {
    id: crypto.randomUUID(),
    type,
    title: t(`type.${type}`),
    details: '',
    email: type === 'email' ? emptyEmail : null,
    dueTime: '09:00',
    ...(type === 'email' && { send: 'manual_task' as const }),
  };
}

/** The step's texts with what is changed; what is undefined goes. */
export function withChange<T extends object>(value: T, change: { [K in keyof T]?: T[K] | undefined }): T {
  const next = { ...value, ...change };
  // What is left out is absent, which the contract tells from undefined.
  return Object.fromEntries(Object.entries(next).filter(([, part]) => part !== undefined)) as T;
}

/** What is wrong by its path (`days.0.steps.1.title`), in the person's language. */
export type Wrong = ReadonlyMap<string, string>;

/** What can be said before the server is asked. */
export function wrongIn({ name, settings, days }: CampaignForm): Wrong {
  const wrong = new Map<string, string>();
  if (name.trim() === '') wrong.set('name', t('editor.nameNeeded'));
  for (const [dayIndex, day] of days.entries())
    for (const [index, { title, dueTime, email }] of day.steps.entries()) {
      const path = `days.${dayIndex}.steps.${index}`;
      if (title.trim() === '') wrong.set(`${path}.title`, t('campaigns.titleNeeded'));
      const typed = email && wrongRecipient([...email.cc, ...email.bcc]);
      if (typed) wrong.set(`${path}.email.cc`, t('campaigns.notAddress', { typed }));
      if (dueTime === '') wrong.set(`${path}.dueTime`, t('campaigns.timeNeeded'));
    }
  const { window, skipWeekends } = settings;
  if (window && !window.weekdays.some((day) => day < 6 || !skipWeekends))
    wrong.set('settings.window.weekdays', t('campaigns.weekdayNeeded'));
  if (window && !(window.from < window.to)) wrong.set('settings.window.to', t('campaigns.windowOrder'));
  return wrong;
}

/** What the server says against the fields. */
export function wrongOf(problem: Problem | null): Wrong {
  return new Map(problem?.fields?.map((field) => [field.path, sayWrong(field)]));
}

/** Path of a step in what is said against a campaign. */
export function pathOf(days: readonly Day[], stepId: string): string {
  for (const [dayIndex, day] of days.entries()) {
    const index = day.steps.findIndex(({ id }) => id === stepId);
    if (index >= 0) return `days.${dayIndex}.steps.${index}`;
  }
  return '';
}
