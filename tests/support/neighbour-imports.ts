import { randomUUID } from 'node:crypto';
import type { Database } from '../../server/db/open.ts';
import type { HandledRequestOf } from '../../server/http/handlers.ts';
import type { Importer } from '../../server/imports/imports.ts';
import type { DomainName } from './domain-handlers.ts';
import { aPlan, importBoth } from './imports.ts';

type ImportName = Extract<DomainName, `imports.${string}`>;

/** An import of the full workspace: what a stranger asks about it, and of what no answer may say anything. */
export async function addNeighbourImport(
  db: Database,
  who: Importer,
  now: Date,
): Promise<{ requests: { [N in ImportName]: HandledRequestOf<N> }; secrets: string[] }> {
  const { id } = await importBoth(db, who, now);
  const params = { id };
  const columns = [{ to: 'email' as const, field: '' }];
  const requests = {
    'imports.list': { query: { limit: 200 } },
    'imports.get': { params },
    'imports.part': {
      params,
      query: { place: 0 },
      file: { content: new Uint8Array(3), type: 'application/octet-stream' },
    },
    'imports.look': { params, body: { reading: {} } },
    'imports.check': { params, body: aPlan({ columns }) },
    'imports.start': { params, body: {} },
    'imports.cancel': { params, body: {} },
    'imports.undo': { params, body: {} },
    'imports.rows': { params, query: { kind: 'rejected' as const, after: 0 } },
    'imports.rules': {},
    'imports.setRules': { body: { registeredOnly: true } },
    'imports.create': { body: { id: randomUUID(), name: 'Own.csv', bytes: 3, target: 'contacts' as const } },
  };
  return { requests, secrets: [id, 'quiet-import', 'Row Left Out', 'Whispered'] };
}
