import { type TextKey, t } from '../i18n.ts';

/** Purposes and states of a consent, by their names in the contract. */
const words: Partial<Record<string, TextKey>> = {
  sales: 'consent.sales',
  marketing: 'consent.marketing',
  no_mailings: 'consent.noMailings',
  given: 'consent.given',
  withdrawn: 'consent.withdrawn',
  none: 'consent.none',
  forbidden: 'consent.forbidden',
  allowed: 'consent.allowed',
  declined: 'consent.declined',
  accepted: 'consent.accepted',
};

/** How it stands now, in a word. */
export function standingWord(now: string): string {
  const key = words[now];
  return key ? t(key) : now;
}

/** What a change of consent was about: types of mailings are named by the workspace. */
export function aboutWord(about: string, now: string | null): string {
  const isType = now === 'declined' || now === 'accepted';
  const key = isType ? undefined : words[about];
  return key ? t(key) : about;
}
