import { NewTemplate, type Template, TemplateChange } from '../../lib/contract/template.ts';
import { placeOf } from '../../lib/core/library/place.ts';
import type { Database } from '../../server/db/open.ts';
import type { Member, TemplateUser } from '../../server/templates/refusals.ts';
import { createTemplate } from '../../server/templates/templates.ts';
import { unwrap } from './domain.ts';
import { addWorkspace } from './workspace.ts';

/** A Swedish text beside a template's own. */
export const swedish = {
  language: 'sv',
  subject: 'Pris',
  html: '<p>Tolv</p>',
  text: 'Tolv',
  preheader: 'Å',
} as const;

/** Three people of one workspace. */
interface Readers {
  /** Maja. */
  manager: TemplateUser;
  /** Alva, who writes. */
  member: TemplateUser;
  /** Bo. */
  colleague: TemplateUser;
}

export async function addReaders(db: Database): Promise<Readers> {
  const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja', 'Alva', 'Bo']);
  const [boss = '', own = '', other = ''] = userIds;
  await db.kysely.updateTable('memberships').set({ role: 'manager' }).where('user_id', '=', boss).execute();
  return {
    manager: { workspaceId, userId: boss, role: 'manager' },
    member: { workspaceId, userId: own, role: 'user' },
    colleague: { workspaceId, userId: other, role: 'user' },
  };
}

/** A private template named “Hello”, in no category, unless it is said otherwise. */
export async function addTemplate(
  db: Database,
  owner: Member,
  now: Date,
  over: Partial<NewTemplate> = {},
): Promise<Template> {
  const text = { name: 'Hello', subject: 'A question', html: '<p>Hi {{first_name}}</p>', ...over };
  return unwrap(await createTemplate(db, owner, NewTemplate.parse(text), now));
}

/** A change of what is named, based on the version that is given. */
export function changeOf(template: Template, over: Partial<TemplateChange> = {}): TemplateChange {
  const base = { baseVersion: template.version, basePlace: placeOf(template) };
  return TemplateChange.parse({ ...template, ...base, ...over });
}
