import { addImage } from '../images/add.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoint that takes pictures; `mountPublicImages` serves them. */
export function imageHandlers({ publicUrl }: { publicUrl: string }): HandlersOf<'images.add'> {
  return {
    'images.add': async (context, { file }) =>
      await addImage(context.db, context, file.content, publicUrl, context.now),
  };
}
