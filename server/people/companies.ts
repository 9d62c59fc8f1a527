import { randomUUID } from 'node:crypto';
import type { Company, CompanyRow, NewCompany } from '../../lib/contract/company.ts';
import type { Person } from '../../lib/contract/person.ts';
import { fail, ok, type Result } from '../../lib/contract/result.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import { recordChanges } from '../db/queries/changes.ts';
import * as rows from '../db/queries/companies.ts';
import { findTasksNaming } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';

const unknownCompany = () => fail('NOT_FOUND', 'there is no such company');

/** Adds a company. With an id that is there it is answered as it is. */
export async function addCompany(
  db: Database,
  workspaceId: string,
  { id, ...company }: NewCompany & { id: string },
  now: Date,
): Promise<Result<CompanyRow>> {
  await rows.insertCompanies(db.kysely, workspaceId, [withDefaults(id, company)], now);
  return await answer(db.kysely, workspaceId, id);
}

/** Replaces what is known about a company. Where its name changes, people there bear the new one, on devices, too. */
export async function updateCompany(
  db: Database,
  workspaceId: string,
  id: string,
  company: NewCompany,
  now: Date,
): Promise<Result<CompanyRow>> {
  return await withTransaction(db, async (tx) => {
    await rows.lockCompany(tx, workspaceId, id);
    const before = await rows.findCompany(tx, workspaceId, id);
    if (!before) return unknownCompany();
    const updated = withDefaults(id, company);
    await rows.saveCompany(tx, workspaceId, updated, now);
    if (before.name !== updated.name) await renamePeople(tx, workspaceId, id, updated, now);
    return await answer(tx, workspaceId, id);
  });
}

/** Deletes a company; the people there belong to none from now on. @returns how many they were */
export async function deleteCompany(
  db: Database,
  workspaceId: string,
  id: string,
  now: Date,
): Promise<Result<{ people: number }>> {
  return await withTransaction(db, async (tx) => {
    await rows.lockCompany(tx, workspaceId, id);
    if (!(await rows.findCompany(tx, workspaceId, id))) return unknownCompany();
    const people = await renamePeople(tx, workspaceId, id, null, now);
    await rows.deleteCompanyRow(tx, workspaceId, id);
    return ok({ people });
  });
}

async function renamePeople(
  tx: Tx,
  workspaceId: string,
  id: string,
  company: Company | null,
  now: Date,
): Promise<number> {
  const people = await rows.lockCompanyPeople(tx, workspaceId, id);
  await rows.saveCompanyNameOf(tx, workspaceId, people, company, now);
  await recordChanges(tx, workspaceId, {
    people,
    tasks: await findTasksNaming(tx, workspaceId, people, horizonAt(now).closedSince),
    horizon: horizonAt(now),
  });
  return people.length;
}

/**
 * People as they are kept: at the company that their `companyName` names, which is made where there is none of that name.
 * `companyId` tells companies of one name apart, and stands for the name where there is none.
 */
export async function atCompanies(
  tx: Tx,
  workspaceId: string,
  people: readonly Person[],
  now: Date,
): Promise<Person[]> {
  const names = [...new Set(people.flatMap(({ companyName }) => companyName?.trim() || []))];
  const ids = [...new Set(people.flatMap(({ companyId }) => companyId ?? []))];
  if (names.length + ids.length === 0)
    return people.map((person) => ({ ...person, companyId: null, companyName: null }));
  const found = async () => await rows.findCompanyNames(tx, workspaceId, { names, ids });
  let known = byName(await found());
  if (names.some((name) => !known.has(name.toLowerCase()))) {
    await rows.lockCompanyNames(tx, workspaceId);
    known = byName(await found());
    const missing = new Map<string, string>();
    for (const name of names) {
      const key = name.toLowerCase();
      if (!known.has(key) && !missing.has(key)) missing.set(key, name);
    }
    const made = [...missing.values()].map((name) => withDefaults(randomUUID(), { name }));
    await rows.insertCompanies(tx, workspaceId, made, now);
    known = byName([...[...known.values()].flat(), ...made]);
  }
  const byId = new Map([...known.values()].flat().map((company) => [company.id, company]));
  return people.map((person) => {
    const meant = byId.get(person.companyId ?? '');
    const name = person.companyName?.trim() || meant?.name || '';
    const same = known.get(name.toLowerCase()) ?? [];
    const company = same.find(({ id }) => id === meant?.id) ?? same[0] ?? null;
    return { ...person, companyId: company?.id ?? null, companyName: company?.name ?? null };
  });
}

/** By name in small letters, the oldest of a name first. */
function byName(companies: readonly { id: string; name: string }[]) {
  const known = new Map<string, { id: string; name: string }[]>();
  for (const company of companies) {
    const key = company.name.toLowerCase();
    known.set(key, [...(known.get(key) ?? []), company]);
  }
  return known;
}

async function answer(db: Db, workspaceId: string, id: string): Promise<Result<CompanyRow>> {
  const company = await rows.findCompany(db, workspaceId, id);
  return company ? ok(company) : unknownCompany();
}

function withDefaults(id: string, company: NewCompany): Company {
  return {
    id,
    name: company.name,
    email: company.email ?? null,
    phone: company.phone ?? null,
    website: company.website ?? null,
    street: company.street ?? null,
    postcode: company.postcode ?? null,
    city: company.city ?? null,
    country: company.country ?? null,
    fields: company.fields ?? {},
    noMailings: company.noMailings ?? false,
  };
}
