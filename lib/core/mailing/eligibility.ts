import type { ConsentStatus } from '../../contract/consent.ts';
import type { MailingOptions, RecipientStatus } from '../../contract/mailing.ts';

/** What is known of somebody who stands in the list of a mailing, at the moment of asking. */
export interface RecipientFacts {
  /** Somebody of the workspace, a company, or an address that nobody is known for. */
  kind: 'person' | 'company' | 'address';
  /** What they would be reached by, in its one way of writing; null: nothing that can be used. */
  address: string | null;
  /** Of the person, or of their company. */
  noMailings: boolean;
  /** To marketing; of an address what the import, or a withdrawal, says. */
  consent: ConsentStatus;
  /** They have declined the type that this mailing is of; false where it is of none. */
  declined: boolean;
  /** Reports say that nothing arrives there any more. */
  bounces: boolean;
  /** They have marked our mail as spam. */
  complained: boolean;
  /** Somebody has taken them out of this list, or a source that excludes has. */
  leftOut: boolean;
  /** Their company is in the list and can be reached. */
  companyGets: boolean;
}

/** How the workspace wants lists to be read. */
export interface ListRules {
  /** People without consent or subscription are left out. Off, a withdrawn consent counts all the same. */
  filterByConsent: boolean;
}

/**
 * What one recipient is to a mailing, before anything is sent: the first rule that is not met, in the order in which
 * they are asked. Two of one address are told apart by {@link keepOnePerAddress}.
 *
 * Overriding passes over consent and subscription alone: never over *No mailings*, a dead address or a complaint.
 */
export function verdictOf(
  facts: RecipientFacts,
  { override, preferCompany }: Pick<MailingOptions, 'override' | 'preferCompany'>,
  rules: ListRules,
): RecipientStatus {
  if (facts.leftOut) return 'left_out';
  if (facts.address === null) return 'no_address';
  if (facts.noMailings) return 'no_mailings';
  if (facts.complained) return 'complained_before';
  if (override === null && lacksConsent(facts, rules)) return 'no_consent';
  if (override === null && rules.filterByConsent && facts.declined) return 'no_subscription';
  if (facts.bounces) return 'too_many_bounces';
  if (preferCompany && facts.kind === 'person' && facts.companyGets) return 'company_instead';
  return 'ready';
}

/** A company agrees to nothing: what goes to its own address needs no person's consent. */
function lacksConsent({ kind, consent }: RecipientFacts, { filterByConsent }: ListRules): boolean {
  if (kind === 'company') return false;
  return filterByConsent ? consent !== 'given' : consent === 'withdrawn';
}

/** One line of a list, as duplicates are found. */
export interface Addressed {
  id: string;
  /** Of the person, the company or the address: the lowest one keeps its place. */
  who: string;
  address: string;
  /** It has had this mailing already, so that nobody else of that address gets it. */
  hasLeft: boolean;
}

/**
 * Of several with one address, who gets the mailing: whoever has had it, else the one with the lowest id.
 *
 * @param some - those that would get it, by address
 * @param before - who of the address that `some` begins with has been kept already, where the list comes in parts
 * @returns ids of all others, and who of the last address was kept
 */
export function keepOnePerAddress(
  some: readonly Addressed[],
  before: Addressed | null = null,
): { others: string[]; kept: Addressed | null } {
  const others: string[] = [];
  let kept = before;
  for (const one of some) {
    if (kept?.address !== one.address) kept = one;
    else if (comesBefore(one, kept)) {
      if (!kept.hasLeft) others.push(kept.id);
      kept = one;
    } else if (!one.hasLeft) others.push(one.id);
  }
  return { others, kept };
}

function comesBefore(one: Addressed, other: Addressed): boolean {
  return one.hasLeft === other.hasLeft ? one.who < other.who : one.hasLeft;
}
