import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import type { RecipientStatus } from '../../contract/mailing.ts';
import { type Addressed, keepOnePerAddress, type RecipientFacts, verdictOf } from './eligibility.ts';

const fine: RecipientFacts = {
  kind: 'person',
  address: 'anna@fjord.example',
  noMailings: false,
  consent: 'given',
  declined: false,
  bounces: false,
  complained: false,
  leftOut: false,
  companyGets: false,
};
const plain = { override: null, preferCompany: false };
const overriding = { override: { reason: 'a recall' }, preferCompany: false };
const strict = { filterByConsent: true };
const lax = { filterByConsent: false };

/** The rules in the order in which they are asked, each with what breaks it. */
const rules: [status: RecipientStatus, broken: Partial<RecipientFacts>][] = [
  ['left_out', { leftOut: true }],
  ['no_address', { address: null }],
  ['no_mailings', { noMailings: true }],
  ['complained_before', { complained: true }],
  ['no_consent', { consent: 'none' }],
  ['no_subscription', { declined: true }],
  ['too_many_bounces', { bounces: true }],
];

test('mailings §6.2 order: whoever meets every rule is ready', () => {
  expect(verdictOf(fine, plain, strict)).toBe('ready');
});

test('mailings §6.2 order: the first rule that is not met gives the status', () => {
  for (const [place, [status]] of rules.entries()) {
    const broken = Object.assign({}, ...rules.slice(place).map(([, facts]) => facts));
    expect([place, verdictOf({ ...fine, ...broken }, plain, strict)]).toEqual([place, status]);
  }
});

test.each(rules)('mailings §6.2 override: %s', (status, broken) => {
  const bypassed = status === 'no_consent' || status === 'no_subscription';
  expect(verdictOf({ ...fine, ...broken }, overriding, strict)).toBe(bypassed ? 'ready' : status);
});

test('mailings §6.2 override: consent that was withdrawn is passed over, too', () => {
  expect(verdictOf({ ...fine, consent: 'withdrawn' }, overriding, strict)).toBe('ready');
});

test.each([
  { consent: 'given', declined: false, on: 'ready', off: 'ready' },
  { consent: 'none', declined: false, on: 'no_consent', off: 'ready' },
  { consent: 'given', declined: true, on: 'no_subscription', off: 'ready' },
  { consent: 'none', declined: true, on: 'no_consent', off: 'ready' },
  { consent: 'withdrawn', declined: false, on: 'no_consent', off: 'no_consent' },
] as const)('mailings §6.3 switch: consent $consent, declined $declined', ({ on, off, ...facts }) => {
  expect(verdictOf({ ...fine, ...facts }, plain, strict)).toBe(on);
  expect(verdictOf({ ...fine, ...facts }, plain, lax)).toBe(off);
});

test('mailings §6.1 companies: one agrees to nothing, and is blocked like anybody', () => {
  const company = { ...fine, kind: 'company', consent: 'none' } as const;
  expect(verdictOf(company, plain, strict)).toBe('ready');
  expect(verdictOf({ ...company, noMailings: true }, plain, strict)).toBe('no_mailings');
  expect(verdictOf({ ...company, bounces: true }, plain, strict)).toBe('too_many_bounces');
});

test('mailings §6.1 prefer company: its people are passed over, those of no company are not', () => {
  const preferring = { override: null, preferCompany: true };
  expect(verdictOf({ ...fine, companyGets: true }, preferring, strict)).toBe('company_instead');
  expect(verdictOf({ ...fine, companyGets: true }, plain, strict)).toBe('ready');
  expect(verdictOf(fine, preferring, strict)).toBe('ready');
  expect(verdictOf({ ...fine, companyGets: true, consent: 'none' }, preferring, strict)).toBe('no_consent');
});

const line = (id: string, address: string, hasLeft = false): Addressed => ({ id, who: id, address, hasLeft });

test('mailings §6.2 duplicates: of one address the lowest id keeps its place', () => {
  const { others, kept } = keepOnePerAddress([line('2', 'a@x'), line('1', 'a@x'), line('3', 'b@x')]);
  expect(others).toEqual(['2']);
  expect(kept?.id).toBe('3');
});

test('mailings §6.2 duplicates: whoever has had it keeps the others from it', () => {
  expect(keepOnePerAddress([line('1', 'a@x'), line('2', 'a@x', true)]).others).toEqual(['1']);
  const twice = [line('1', 'a@x', true), line('2', 'a@x', true), line('3', 'a@x')];
  expect(keepOnePerAddress(twice).others).toEqual(['3']);
});

test('mailings §6.2 duplicates: a list read in parts gives the same as one read at once', () => {
  const list = fc.array(fc.record({ address: fc.constantFrom('a', 'b', 'c'), hasLeft: fc.boolean() }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(list, fc.integer({ min: 1, max: 7 }), (lines, size) => {
      const sorted = lines
        .map(({ address, hasLeft }, index) => line(String(index).padStart(2, '0'), address, hasLeft))
        .toSorted(
          (a, b) =>
            a.address.localeCompare(b.address) ||
            Number(b.hasLeft) - Number(a.hasLeft) ||
            a.who.localeCompare(b.who),
        );
      const whole = keepOnePerAddress(sorted).others;
      const parts: string[] = [];
      let before: Addressed | null = null;
      for (let from = 0; from < sorted.length; from += size) {
        const read = keepOnePerAddress(sorted.slice(from, from + size), before);
        parts.push(...read.others);
        before = read.kept;
      }
      expect(parts).toEqual(whole);
      const going = sorted.filter(({ id, hasLeft }) => !hasLeft && !whole.includes(id));
      expect(new Set(going.map(({ address }) => address)).size).toBe(going.length);
    }),
  );
});
