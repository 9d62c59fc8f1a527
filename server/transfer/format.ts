import { z } from 'zod';
import { transferTables } from '../db/queries/transfer.ts';
import { asOfToday } from './older-rows.ts';

/** Version of the file format; raised when an older reader could no longer make sense of it. */
export const FORMAT = 1;

/** First line of the file. */
export const Header = z.object({
  product: z.literal('utskick'),
  format: z.int(),
  /** Newest migration of the database it came from. */
  migration: z.string(),
  exportedAt: z.iso.datetime(),
  workspace: z.object({ id: z.uuid(), name: z.string() }),
});
export type Header = z.infer<typeof Header>;

/** Every line between first and last: one row; of an older version as it is called today. */
export const RowLine = z.preprocess(
  asOfToday,
  z.object({ table: z.enum(transferTables), row: z.record(z.string(), z.unknown()) }),
);

/** Last line; a file without it was cut off. */
export const Footer = z.object({ end: z.literal(true), rows: z.int() });
export type Footer = z.infer<typeof Footer>;

/** A file that is not a whole export; the message is a sentence for people. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
}
