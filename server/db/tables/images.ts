import type { ImageType } from '../../../lib/contract/image.ts';
import type { Timestamp } from './columns.ts';

export interface ImagesTable {
  workspace_id: string;
  /** 128 random bits, written as a UUID. */
  key: string;
  sha256: Uint8Array;
  type: ImageType;
  bytes: number;
  width: number;
  height: number;
  content: Uint8Array;
  created_by: string | null;
  created_at: Timestamp;
}
