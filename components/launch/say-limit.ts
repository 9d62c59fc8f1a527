import { LaunchLimits } from '../../lib/contract/limits.ts';
import type { Problem } from '../data/link.ts';
import { t } from '../i18n.ts';

/** Which of the workspace's limits a launch would exceed, with its figure; nothing where it is something else. */
export function limitsReached({ code, fields = [] }: Problem): string[] {
  if (code !== 'LIMIT_REACHED') return [];
  return fields.flatMap(({ path, message }) => {
    const name = LaunchLimits.keyof().safeParse(path);
    return name.success ? [t(`limits.reached.${name.data}`, { count: Number(message) })] : [];
  });
}
