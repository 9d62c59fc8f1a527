import { useAsked, useLibrary } from '../library/ask.ts';

/** Names of the workspace's custom fields; null while nobody has told them. */
export function useFieldNames(): readonly string[] | null {
  const ask = useLibrary();
  return useAsked('people fields', () => ask('people.fields', {})).value?.fields ?? null;
}
