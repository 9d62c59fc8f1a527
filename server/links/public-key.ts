import { randomBytes } from 'node:crypto';

/** Which link an address means: the workspace stands in it, so that a click touches that workspace's rows only. */
export interface LinkKey {
  workspaceId: string;
  /** 128 random bits, written as a UUID. */
  key: string;
}

/** 128 random bits. */
export function newLinkKey(): string {
  return toUuid(randomBytes(16));
}

/** Both ids as one word of 43 letters, digits, `-` and `_`. */
export function formatLinkKey({ workspaceId, key }: LinkKey): string {
  return Buffer.concat([fromUuid(workspaceId), fromUuid(key)]).toString('base64url');
}

/** The ids of a word, or null if it is none of ours. */
export function parseLinkKey(word: string): LinkKey | null {
  const bytes = Buffer.from(word, 'base64url');
  // Written back it must be the same: the decoder passes over what does not belong.
  if (bytes.length !== 32 || bytes.toString('base64url') !== word) return null;
  return { workspaceId: toUuid(bytes.subarray(0, 16)), key: toUuid(bytes.subarray(16)) };
}

function fromUuid(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function toUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
