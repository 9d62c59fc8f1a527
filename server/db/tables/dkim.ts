import type { Generated } from 'kysely';
import type { DkimAlgorithm } from '../../../lib/contract/dkim.ts';
import type { Timestamp } from './columns.ts';

/** What the mails of an account are signed with. */
export interface DkimKeysTable {
  workspace_id: string;
  channel_id: string;
  id: string;
  domain: string;
  selector: string;
  algorithm: DkimAlgorithm;
  bits: number | null;
  public_key: string;
  /** Sealed. */
  secret: string;
  signs: Generated<boolean>;
  created_at: Timestamp;
}
