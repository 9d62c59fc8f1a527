import { z } from 'zod';
import { device } from './endpoint.ts';

/** What a picture of a mail may be. */
export const imageLimits = {
  /** Of one file: readers load it on the telephone, too. */
  bytes: 2_000_000,
  /** Of each side, in pixels. */
  side: 10_000,
  /** Of all pictures of a workspace. */
  workspaceBytes: 500_000_000,
} as const;

export const ImageType = z.enum(['png', 'jpeg', 'gif', 'webp']);
export type ImageType = z.infer<typeof ImageType>;

/** A picture that anybody can load who knows its address, as whoever gets the mail does. */
export const StoredImage = z.object({
  url: z.url(),
  type: ImageType,
  bytes: z.int().min(1),
  /** In pixels, as it is shown. */
  width: z.int().min(1),
  height: z.int().min(1),
});
export type StoredImage = z.infer<typeof StoredImage>;

/** Endpoint of pictures, part of the table in `api.ts`. There is no list: a picture is known by its address alone. */
export const imageEndpoints = {
  'images.add': {
    ...device,
    file: 'in',
    method: 'post',
    path: '/api/v2/images',
    summary:
      'Give a picture a public address; the same picture once more is answered with the address it has',
    response: StoredImage,
  },
} as const;
