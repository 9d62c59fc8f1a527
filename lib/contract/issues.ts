import type { z } from 'zod';
import type { WrongField } from './result.ts';

type Issue = z.core.$ZodIssue;

/** What a schema finds wrong, each by its path with dots between keys and positions: `actions.0.taskId`. */
export function fieldsOf(issues: readonly Issue[], above: readonly PropertyKey[] = []): WrongField[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    // Of a union, the variant that fits best says what is wrong.
    const closest = issue.code === 'invalid_union' ? fewest(issue.errors) : null;
    return closest ? fieldsOf(closest, path) : [{ path: path.map(String).join('.'), message: issue.message }];
  });
}

function fewest(variants: readonly (readonly Issue[])[]): readonly Issue[] | null {
  return [...variants].filter((issues) => issues.length > 0).sort((a, b) => a.length - b.length)[0] ?? null;
}
