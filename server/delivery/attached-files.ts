import type { SendAttachment } from '../../lib/contract/send.ts';
import type { Db } from '../db/open.ts';
import { type Attachment, findAttachment } from '../db/queries/template-attachments.ts';

/** An attachment that no template has any more: the mail is not complete, and does not leave. */
export class FileGoneError extends Error {
  override readonly name = 'FileGoneError';

  constructor(fileName: string) {
    super(`its attachment “${fileName}” is gone`);
  }
}

/** What the attachments of a batch hold, each read once. */
export class AttachedFiles {
  readonly #db: Db;
  readonly #known = new Map<string, Promise<Attachment | null>>();

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * In their order.
   * @throws {FileGoneError} naming the first that is not there any more
   */
  async of(workspaceId: string, attachments: readonly SendAttachment[]): Promise<Attachment[]> {
    const files: Attachment[] = [];
    for (const { templateId, id, name } of attachments) {
      const file = await this.#read(workspaceId, templateId, id);
      if (!file) throw new FileGoneError(name);
      files.push(file);
    }
    return files;
  }

  #read(workspaceId: string, templateId: string, id: string): Promise<Attachment | null> {
    const key = `${workspaceId} ${templateId} ${id}`;
    const known = this.#known.get(key) ?? findAttachment(this.#db, workspaceId, templateId, id);
    this.#known.set(key, known);
    return known;
  }
}
