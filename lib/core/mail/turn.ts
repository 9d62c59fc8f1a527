/** An open mail as its task has it. */
interface MailAhead {
  automatic?: unknown;
  held?: unknown;
  trouble?: unknown;
  dueAt: string;
}

/**
 * Has the moment of a mail come that leaves by itself, though nobody has taken it up yet? It leaves in its turn, behind
 * whatever else its sender’s account still has to send.
 */
export function awaitsTurn({ automatic, held, trouble, dueAt }: MailAhead, now: Date): boolean {
  return Boolean(automatic) && !held && !trouble && Date.parse(dueAt) <= now.getTime();
}
