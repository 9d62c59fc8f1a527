import { randomUUID } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Dkim, DkimCheck, NewDkim, Signing } from '../../../lib/contract/dkim.ts';
import { type Failure, fail, invalid, invalidField, ok, type Result } from '../../../lib/contract/result.ts';
import { isAligned, isDomain, isSelector, longestName, recordNameOf } from '../../../lib/core/dkim/names.ts';
import { judgeRecords, recordValueOf } from '../../../lib/core/dkim/record.ts';
import type { Db } from '../../db/open.ts';
import { writeAudit } from '../../db/queries/accounts.ts';
import {
  type ChannelOwner,
  findChannelOf,
  resumeSending,
  type StoredChannel,
} from '../../db/queries/channels.ts';
import { deleteDkim, findRemovedDkim, type StoredDkim, saveDkim, setSigns } from '../../db/queries/dkim.ts';
import { withTransaction } from '../../db/transaction.ts';
import { type DkimKey, dkimKeyOf } from './dkim.ts';
import { bitsOf, KeyError, makePrivateKey, pemOf, publicKeyOf, readPastedKey } from './dkim-key.ts';
import { contextOf } from './grant-keeper.ts';
import type { SendingOptions } from './manage.ts';
import type { Vault } from './vault.ts';

/** How an account's mails are signed; null: its provider signs them. */
export function signingOf({ kind, address, dkim }: StoredChannel): Signing | null {
  if (kind !== 'smtp') return null;
  return { domain: domainOf(address), dkim: dkim && shownOf(dkim) };
}

/** What an account signs with now. @returns undefined: nothing; null: its key cannot be read */
export function openDkim({ workspaceId, id, dkim }: StoredChannel, vault: Vault): DkimKey | null | undefined {
  if (!dkim?.signs) return undefined;
  const pem = vault.open(dkim.secret, contextOfKey({ workspaceId, id }));
  return pem === null ? null : dkimKeyOf(dkim.domain, dkim.selector, pem);
}

/** Gives an account a key. Mails are signed with it only after that was begun: its record is in no DNS yet. */
export async function setDkim(
  options: SendingOptions,
  owner: ChannelOwner,
  channelId: string,
  given: NewDkim,
  now: Date,
): Promise<Result<Signing>> {
  const found = await signable(options, owner, channelId);
  if (!found.ok) return found;
  const stored = found.value;
  const { dkim } = stored;
  const isSaved = dkim?.id === given.id;
  const isAsBefore =
    given.key.from === 'kept' && dkim?.domain === given.domain && dkim.selector === given.selector;
  if (isSaved || isAsBefore) return described(options, owner);
  const wrong = faultOf(given, stored);
  if (wrong) return wrong;
  const key = await keyOf(options, stored, given);
  if (!key.ok) return key;
  await withTransaction(options.db, async (tx) => {
    const { id, domain, selector } = given;
    await saveDkim(tx, stored, { ...key.value, id, domain, selector, signs: false }, now);
    await resumeSending(tx, owner, now);
    await writeAudit(tx, { ...owner, action: 'dkim.set', subjectId: channelId, now });
  });
  return described(options, owner);
}

export function signMails(
  options: SendingOptions,
  owner: ChannelOwner,
  channelId: string,
  signs: boolean,
  now: Date,
): Promise<Result<Signing>> {
  return change(
    options,
    owner,
    channelId,
    { action: signs ? 'dkim.begin' : 'dkim.stop', now },
    (tx, stored) => setSigns(tx, stored, signs, now),
  );
}

export function removeDkim(
  options: SendingOptions,
  owner: ChannelOwner,
  channelId: string,
  now: Date,
): Promise<Result<Signing>> {
  return change(options, owner, channelId, { action: 'dkim.remove', now }, (tx, stored) =>
    deleteDkim(tx, stored, now),
  );
}

/** Asks the DNS whether receivers will find the key of an account. */
export async function checkDkim(
  options: SendingOptions,
  owner: ChannelOwner,
  channelId: string,
): Promise<Result<DkimCheck>> {
  const found = await signable(options, owner, channelId);
  if (!found.ok) return found;
  const { dkim } = found.value;
  if (!dkim) return noKey();
  const name = recordNameOf(dkim);
  const answer = await options.lookUpText(name);
  if (!answer.answered) return ok({ outcome: 'silent', name, texts: [] });
  return ok({ outcome: judgeRecords(answer.texts, dkim), name, texts: answer.texts });
}

/**
 * Who adds their account anew, with another password, keeps its key: the record is in the DNS already. One of another
 * domain does not get it.
 *
 * @param since - accounts removed before that are forgotten
 */
export async function keepDkim(
  tx: Db,
  { vault }: Pick<SendingOptions, 'vault'>,
  added: { workspaceId: string; userId: string; id: string; address: string },
  { since, now }: { since: Date; now: Date },
): Promise<void> {
  const { workspaceId } = added;
  const before = await findRemovedDkim(tx, added, since);
  if (!before?.dkim || !isAligned(before.dkim.domain, domainOf(added.address))) return;
  const pem = vault.open(before.dkim.secret, contextOfKey({ workspaceId, id: before.channelId }));
  if (pem === null) return;
  const secret = vault.seal(pem, contextOfKey(added));
  await saveDkim(tx, added, { ...before.dkim, id: randomUUID(), secret }, now);
}

async function change(
  options: SendingOptions,
  owner: ChannelOwner,
  channelId: string,
  { action, now }: { action: string; now: Date },
  write: (tx: Db, stored: StoredChannel) => Promise<boolean>,
): Promise<Result<Signing>> {
  const found = await signable(options, owner, channelId);
  if (!found.ok) return found;
  const isDone = await withTransaction(options.db, async (tx) => {
    if (!(await write(tx, found.value))) return false;
    await resumeSending(tx, owner, now);
    await writeAudit(tx, { ...owner, action, subjectId: channelId, now });
    return true;
  });
  return isDone ? described(options, owner) : noKey();
}

/** An account in use whose mails are handed to a mail server. */
async function signable(
  { db }: SendingOptions,
  owner: ChannelOwner,
  channelId: string,
): Promise<Result<StoredChannel>> {
  const stored = await findChannelOf(db.kysely, owner);
  if (stored?.id !== channelId) return fail('NOT_FOUND', 'there is no such account of yours to send through');
  if (stored.kind !== 'smtp')
    return invalidField('id', 'the provider of that account signs its mails itself');
  return ok(stored);
}

async function described({ db }: SendingOptions, owner: ChannelOwner): Promise<Result<Signing>> {
  const stored = await findChannelOf(db.kysely, owner);
  const signing = stored && signingOf(stored);
  return signing ? ok(signing) : fail('NOT_FOUND', 'there is no such account of yours to send through');
}

function faultOf({ domain, selector, key }: NewDkim, { address, dkim }: StoredChannel): Failure | null {
  const own = domainOf(address);
  if (!isDomain(domain)) return invalidField('domain', 'expected a domain such as example.com');
  if (!isAligned(domain, own))
    return invalidField(
      'domain',
      `expected ${own} or a domain above it: a signature of ${domain} says nothing about mails from ${address}`,
    );
  if (!isSelector(selector))
    return invalidField('selector', 'expected letters a to z, digits and hyphens, such as utskick');
  if (recordNameOf({ selector, domain }).length > longestName)
    return invalidField('selector', 'expected a shorter one: the name of the record would be too long');
  if (key.from === 'kept' && !dkim) return invalidField('key.from', 'there is no key to be kept');
  return null;
}

type KeyPart = Pick<StoredDkim, 'algorithm' | 'bits' | 'publicKey' | 'secret'>;

async function keyOf(
  { vault }: SendingOptions,
  stored: StoredChannel,
  { key: given }: NewDkim,
): Promise<Result<KeyPart>> {
  if (given.from === 'kept') return stored.dkim ? ok(stored.dkim) : noKey();
  try {
    const key = given.from === 'new' ? await makePrivateKey(given.algorithm) : readPastedKey(given.pem);
    const secret = vault.seal(pemOf(key), contextOfKey(stored));
    return ok({ ...publicKeyOf(key), bits: bitsOf(key), secret });
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    const { fault: code, values, message } = error;
    return invalid([{ path: 'key.pem', message, fault: { code, values, meant: null } }]);
  }
}

function shownOf({ secret: _, publicKey, ...dkim }: StoredDkim): Dkim {
  const value = recordValueOf({ algorithm: dkim.algorithm, publicKey });
  return { ...dkim, record: { name: recordNameOf(dkim), value } };
}

/** As it stands in the header of its mails, and in the DNS. */
function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return domainToASCII(domain) || domain;
}

const contextOfKey = (channel: { workspaceId: string; id: string }) => `${contextOf(channel)} dkim`;
const noKey = () => fail('NOT_FOUND', 'that account has no key to sign with');
