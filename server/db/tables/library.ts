import type { Generated } from 'kysely';
import type { Recommendation, TemplateContent, TemplateVariant } from '../../../lib/contract/template.ts';
import type { Json, Timestamp } from './columns.ts';

export interface TemplatesTable {
  workspace_id: string;
  id: string;
  name: string;
  category: string;
  subject: string;
  html: string;
  plain_text: string | null;
  preheader: Generated<string>;
  language: string | null;
  variants: Json<TemplateVariant[]>;
  recommendation: Json<Recommendation> | null;
  non_commercial: Generated<boolean>;
  /** Null in rows that are older than the column. */
  search_text: string | null;
  /** With everybody. */
  shared: boolean;
  team_ids: Generated<string[]>;
  owner_id: string;
  archived_at: Timestamp | null;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

/** How often a user has taken a template. */
export interface TemplateUsesTable {
  workspace_id: string;
  template_id: string;
  user_id: string;
  count: number;
  last_used_at: Timestamp;
  last_use_id: string;
}

export interface TemplateCategoriesTable {
  workspace_id: string;
  id: string;
  name: string;
  created_by: string | null;
  created_at: Timestamp;
}

export interface TemplateFavouritesTable {
  workspace_id: string;
  template_id: string;
  user_id: string;
  created_at: Timestamp;
}

export interface TemplateVersionsTable {
  workspace_id: string;
  template_id: string;
  version: number;
  content: Json<TemplateContent>;
  restored_from: number | null;
  at: Timestamp;
  by_user_id: string | null;
}

export interface TemplateInsertsTable {
  workspace_id: string;
  id: string;
  template_id: string;
  user_id: string | null;
  task_id: string | null;
  at: Timestamp;
}

export interface TemplateAttachmentsTable {
  workspace_id: string;
  id: string;
  template_id: string;
  name: string;
  type: string;
  bytes: number;
  content: Uint8Array;
  created_by: string | null;
  created_at: Timestamp;
}
