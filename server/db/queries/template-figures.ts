import { sql } from 'kysely';
import type { TemplateFigures } from '../../../lib/contract/template-library.ts';
import { bounceCauses } from '../../../lib/core/mail/folder.ts';
import type { Db } from '../open.ts';

/**
 * What became of each template's mails. A mail counts for the template that its task's text was copied from, and for
 * each that was taken while it was written. A mail counts once, however often it was clicked or answered; it is a success
 * when its answer ended the run as one, or when a person has said so. Bounced are those that the recipient's server has
 * refused or sent back; of mails that left a person's own mailbox nobody tells us. Opened is null and not 0 where no mail
 * has an opening image.
 */
export async function findFigures(
  db: Db,
  workspaceId: string,
  templateIds: string[],
): Promise<Map<string, TemplateFigures>> {
  const { rows } = await sql<TemplateFigures & { id: string }>`
    with copied as (
      select (email -> 'fromTemplate' ->> 'id')::uuid as template_id, id as task_id from tasks
      where workspace_id = ${workspaceId} and email -> 'fromTemplate' is not null
      and email -> 'fromTemplate' ->> 'id' = any(${templateIds}::text[])
    ), mails as (
      select template_id, task_id from copied
      union
      select template_id, task_id from template_inserts
      where workspace_id = ${workspaceId} and task_id is not null and template_id = any(${templateIds}::uuid[])
    ), sent as (
      select m.template_id, m.task_id,
        (select i.opens > 0 from opening_images i
          where i.workspace_id = ${workspaceId} and i.task_id = m.task_id) as opened,
        exists (
          select from tracked_links l where l.workspace_id = ${workspaceId} and l.task_id = m.task_id and l.clicks > 0
        ) as clicked,
        exists (
          select from run_events e where e.workspace_id = ${workspaceId} and e.task_id = m.task_id
          and e.kind = 'replied' and e.undone_at is null
        ) as replied,
        exists (
          select from run_events e where e.workspace_id = ${workspaceId} and e.task_id = m.task_id
          and e.kind = 'replied' and e.undone_at is null and e.change -> 'after' ->> 'status' = 'success'
        ) or exists (
          select from mail_marks k where k.workspace_id = ${workspaceId} and k.task_id = m.task_id
          and k.success_at is not null
        ) as success
      from mails m
      where exists (
        select from activities a
        where a.workspace_id = ${workspaceId} and a.task_id = m.task_id and a.kind = 'mail.sent'
      )
    )
    select w.id,
      ((select coalesce(sum(count), 0) from template_uses u
        where u.workspace_id = ${workspaceId} and u.template_id = w.id)
       + (select count(*) from copied c where c.template_id = w.id))::int as used,
      (select count(*) from sent s where s.template_id = w.id)::int as sent,
      (select sum(s.opened::int) from sent s where s.template_id = w.id)::int as opened,
      (select count(*) from sent s where s.template_id = w.id and s.clicked)::int as clicked,
      (select count(*) from sent s where s.template_id = w.id and s.replied)::int as replied,
      (select count(*) from sent s where s.template_id = w.id and s.success)::int as success,
      (select count(*) from mails m where m.template_id = w.id and exists (
        select from sends x
        where x.workspace_id = ${workspaceId} and x.task_id = m.task_id
        and (x.state = 'bounced' or x.state = 'rejected' and x.cause = any(${[...bounceCauses]}::text[]))
      ))::int as bounced
    from unnest(${templateIds}::uuid[]) as w (id)
  `.execute(db);
  return new Map(rows.map(({ id, ...counted }) => [id, counted]));
}
