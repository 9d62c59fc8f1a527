import { FileTrouble } from '../../lib/contract/import.ts';
import type { Problem } from '../data/link.ts';
import { t } from '../i18n.ts';

/** Why a file cannot be read, where that is what went wrong. */
export function reasonsOf({ fields = [] }: Problem): string[] {
  return fields.flatMap(({ path }) => {
    const code = FileTrouble.safeParse(path.replace(/^file\./, ''));
    return code.success ? [t(`imports.trouble.${code.data}`)] : [];
  });
}
