/** Which recipient a send of the ledger is for. */
export interface RecipientOfSend {
  mailingId: string;
  recipientId: string;
  /** From 1. */
  attempt: number;
}

/** How the sources of a mailing's sends begin. */
export function mailingSource(mailingId: string): string {
  return `mailing/${mailingId}/`;
}

export function sourceOfRecipient({ mailingId, recipientId, attempt }: RecipientOfSend): string {
  return `${mailingSource(mailingId)}${recipientId}/${attempt}`;
}

/** @returns null: it is no mailing's */
export function recipientOfSource(source: string): RecipientOfSend | null {
  const [, mailingId, recipientId, attempt] = /^mailing\/([^/]+)\/([^/]+)\/(\d+)$/.exec(source) ?? [];
  if (mailingId === undefined || recipientId === undefined) return null;
  return { mailingId, recipientId, attempt: Number(attempt) };
}
