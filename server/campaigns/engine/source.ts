/** What the ledger calls the sends of a run's steps. */
export function runSource(enrolmentId: string): string {
  return `step/${enrolmentId}/`;
}

/** @param attempt - 1, and one more for each that was taken back before it left */
export function sourceOf(enrolmentId: string, stepId: string, attempt: number): string {
  return `${runSource(enrolmentId)}${stepId}/${attempt}`;
}
