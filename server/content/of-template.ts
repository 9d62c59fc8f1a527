import { randomUUID } from 'node:crypto';
import type { ContentItem } from '../../lib/contract/content.ts';
import { type Failure, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import type { Template, TemplateVariant } from '../../lib/contract/template.ts';
import {
  contentWord,
  contentWordsIn,
  withContentLink,
  withoutContentLink,
} from '../../lib/core/links/content-links.ts';
import type { Database, Tx } from '../db/open.ts';
import { readContent } from '../db/queries/content.ts';
import { saveSharing } from '../db/queries/teams.ts';
import { deleteAttachment, findAttachment, insertAttachment } from '../db/queries/template-attachments.ts';
import { refuseFull } from '../templates/attachments.ts';
import { changeOwn } from '../templates/change-own.ts';
import { refuseArchived, refuseStale } from '../templates/refusals.ts';
import { writeText } from '../templates/templates.ts';
import { type ContentUser, findContent, putContent } from './content.ts';
import { mediaTypes } from './media-types.ts';

/** What a link adds is far less; a text that is longer takes none. */
const LONGEST_HTML = 499_000;

/**
 * Makes an attachment of a template a file that its text links to, in each language as the last paragraph. It is shared
 * as the template is.
 *
 * @returns `NOT_FOUND`, `NOT_ALLOWED`, `TEMPLATE_CHANGED`, or what adding the file has refused
 */
export async function trackAttachment(
  db: Database,
  user: ContentUser,
  templateId: string,
  { attachmentId, baseVersion }: { attachmentId: string; baseVersion: number },
  now: Date,
): Promise<Result<Template>> {
  return await changeOwn(db, user, templateId, now, async (tx, template) => {
    const refused = refuseArchived(template) ?? refuseStale(template, baseVersion) ?? refuseLong(template);
    if (refused) return refused;
    const file = await findAttachment(tx, user.workspaceId, templateId, attachmentId);
    if (!file) return invalidField('attachmentId', 'expected an attachment of this template');
    const added = await putContent(tx, user, { ...file, id: randomUUID() }, now);
    if (!added.ok) return added;
    const { shared, teamIds = [] } = template;
    await saveSharing(tx, user.workspaceId, 'content_items', added.value.id, { shared, teamIds });
    await deleteAttachment(tx, user.workspaceId, templateId, attachmentId);
    await write(tx, user, template, (text) => withContentLink(text, added.value), now);
    return ok(undefined);
  });
}

/**
 * Makes a file that a template's text links to an attachment of it. Its links are words without one then; the file
 * itself stays, for others may link to it.
 *
 * @returns `NOT_FOUND`, `NOT_ALLOWED`, `TEMPLATE_CHANGED`, or `LIMIT_REACHED` when the template can take no more
 */
export async function attachContent(
  db: Database,
  user: ContentUser,
  templateId: string,
  { contentId, baseVersion }: { contentId: string; baseVersion: number },
  now: Date,
): Promise<Result<Template>> {
  return await changeOwn(db, user, templateId, now, async (tx, template) => {
    const refused = refuseArchived(template) ?? refuseStale(template, baseVersion);
    if (refused) return refused;
    const item = await findContent(tx, user, contentId);
    const content = item && (await readContent(tx, user.workspaceId, contentId));
    if (!item || !content || !isLinked(template, item))
      return invalidField('contentId', 'expected a file that this template links to');
    const full = refuseFull(template, item.bytes);
    if (full) return full;
    const { name, type, bytes } = item;
    const file = { id: randomUUID(), name, type: mediaTypes[type], bytes, content };
    await insertAttachment(tx, user.workspaceId, { ...file, templateId, createdBy: user.userId }, now);
    await write(tx, user, template, (text) => withoutContentLink(text, item), now);
    return ok(undefined);
  });
}

function isLinked({ html, text, variants }: Template, { url }: ContentItem): boolean {
  const all = [html, text, ...variants.flatMap((variant) => [variant.html, variant.text])].join('\n');
  const word = contentWord(url);
  return word !== null && contentWordsIn(all).includes(word);
}

async function write(
  tx: Tx,
  user: ContentUser,
  template: Template,
  change: <T extends Pick<TemplateVariant, 'html' | 'text'>>(text: T) => T,
  now: Date,
): Promise<void> {
  const text = { ...change(template), variants: template.variants.map((variant) => change(variant)) };
  await writeText(tx, user, template, { ...text, restoredFrom: null }, now);
}

function refuseLong({ html, variants }: Template): Failure | null {
  const longest = Math.max(html.length, ...variants.map((variant) => variant.html.length));
  if (longest <= LONGEST_HTML) return null;
  return invalidField(
    'html',
    `expected a text of at most ${LONGEST_HTML} characters; this one has ${longest}`,
  );
}
