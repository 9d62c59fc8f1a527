import type { MailingSetup } from '../../contract/mailing.ts';

/** A source that the setup of a mailing brings with it. */
export interface SetupSource {
  kind: 'selection' | 'project';
  refId: string;
  /** Of whom it brings, only those who are in the other one, too, or are not. */
  only: { in: boolean; kind: 'selection' | 'project'; refId: string } | null;
}

/**
 * Whom the association of a mailing makes recipients. A selection brings its contacts, a project its members; of both the
 * selection's alone, unless another rule is chosen: `union` brings both, `intersection` who is in both, `difference`
 * who is in the selection and not in the project.
 */
export function sourcesOfSetup({
  selectionId,
  projectId,
  rule,
}: Pick<MailingSetup, 'selectionId' | 'projectId' | 'rule'>): SetupSource[] {
  const selection = selectionId && ({ kind: 'selection', refId: selectionId } as const);
  const project = projectId && ({ kind: 'project', refId: projectId } as const);
  if (!selection || !project)
    return [selection, project].flatMap((one) => (one ? [{ ...one, only: null }] : []));
  switch (rule) {
    case 'selection':
      return [{ ...selection, only: null }];
    case 'union':
      return [
        { ...selection, only: null },
        { ...project, only: null },
      ];
    case 'intersection':
      return [{ ...selection, only: { in: true, ...project } }];
    case 'difference':
      return [{ ...selection, only: { in: false, ...project } }];
  }
}
