import type { ContentType } from '../../lib/contract/content.ts';

/** Of what a file is by its bytes. */
export const mediaTypes: Record<ContentType, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  other: 'application/octet-stream',
};
