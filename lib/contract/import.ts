import { z } from 'zod';
import { ConsentPurpose, ConsentSource, LegalBasis } from './consent.ts';
import { FileName, Id, Instant } from './primitives.ts';

/** How much one import may be. */
export const importLimits = {
  /** Of a file. */
  bytes: 200_000_000,
  /** A file comes in parts of this size; the last is what is left. */
  partBytes: 1_048_576,
  columns: 200,
} as const;

/** Why no table can be read from a file. */
export const FileTrouble = z.enum([
  'empty',
  // neither a workbook nor delimited text
  'notATable',
  // .xls
  'oldWorkbook',
  // by a password
  'locked',
  'damaged',
  // it unpacks to more than anybody has in a table
  'tooLarge',
  'noSheet',
  // a defect of ours; logged
  'broken',
]);
export type FileTrouble = z.infer<typeof FileTrouble>;

/** How the letters of a text file are written. */
export const Encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export type Encoding = z.infer<typeof Encoding>;

/** What separates the cells of delimited text. */
export const Delimiter = z.enum([',', ';', '\t', '|']);
export type Delimiter = z.infer<typeof Delimiter>;

/** How a file is to be read; what is absent is found out. */
export const Reading = z.object({
  sheet: z.string().max(200).optional(),
  encoding: Encoding.optional(),
  delimiter: Delimiter.optional(),
  /** On which row the columns have their names, from 1; null: on none. */
  headerRow: z.int().min(1).max(1_048_576).nullable().optional(),
});
export type Reading = z.infer<typeof Reading>;

/** What a column of a file can be of a person. */
export const PersonColumn = z.enum([
  'email',
  // first and last name in one
  'name',
  'firstName',
  'lastName',
  'title',
  'company',
  'phone',
  'profileUrl',
  'timeZone',
  'language',
  'country',
]);
export type PersonColumn = z.infer<typeof PersonColumn>;

/** What becomes of a column. */
export const ColumnUse = z
  .object({
    to: z.enum(['skip', 'field', ...PersonColumn.options]),
    /** Name of the custom field, where it is one. */
    field: z.string().trim().max(64).default(''),
  })
  .refine(({ to, field }) => to !== 'field' || field !== '', {
    path: ['field'],
    message: 'expected the name of the field',
  });
export type ColumnUse = z.infer<typeof ColumnUse>;

/** To what rows go: to contacts, or into a list for mailings. */
export const ImportTarget = z.enum(['contacts', 'list']);
export type ImportTarget = z.infer<typeof ImportTarget>;

/** What is done with people who are there, and with those who are not. */
export const ImportRules = z
  .object({
    /** Whoever is not known is added. */
    create: z.boolean(),
    /** What is known of a person stays, is filled where it is empty, or becomes what the file says. */
    update: z.enum(['none', 'empty', 'overwrite']),
  })
  .refine(({ create, update }) => create || update !== 'none', {
    path: ['update'],
    message: 'expected that people are added, updated or both',
  });
export type ImportRules = z.infer<typeof ImportRules>;

/** Why the people in a file may be contacted: what is kept with each of them. */
export const ImportConsent = z.object({
  purposes: z.array(ConsentPurpose).min(1).max(2),
  legalBasis: LegalBasis,
  /** By which way it was learnt of. */
  source: ConsentSource.default('import'),
  /** In words: when they said so, to what, where. */
  text: z.string().trim().min(1).max(2000),
});
export type ImportConsent = z.infer<typeof ImportConsent>;

/** How a file is to be imported. */
export const ImportPlan = z.object({
  reading: Reading.default({}),
  /** For each column in its order; what is beyond is left out. */
  columns: z.array(ColumnUse).min(1).max(importLimits.columns),
  rules: ImportRules.default({ create: true, update: 'empty' }),
  /** Null: the file says nothing about consent. A list needs it. */
  consent: ImportConsent.nullable().default(null),
});
export type ImportPlan = z.infer<typeof ImportPlan>;

/** Why a row is left out. */
export const RowReason = z.enum([
  'noAddress',
  'badAddress',
  'tooLong',
  // its address stands further up already
  'duplicate',
  // a quotation mark is never closed
  'oddQuotes',
  // as was chosen
  'notNew',
  'notKnown',
  // the workspace takes registered contacts only
  'notRegistered',
]);
export type RowReason = z.infer<typeof RowReason>;

/** Why something of an import could not be undone. */
export const KeptReason = z.enum([
  // something has happened to the person since
  'inUse',
  // it says something else by now
  'changed',
  'gone',
]);
export type KeptReason = z.infer<typeof KeptReason>;

const count = z.int().min(0).default(0);

/** What comes of the rows of a file. */
export const ImportCounts = z.object({
  rows: count,
  created: count,
  updated: count,
  /** Known, and nothing about them is new. */
  unchanged: count,
  /** Rows of a list whose address is a contact's, and those whose is nobody's. */
  matched: count,
  unmatched: count,
  /** Their address is that of several people; the first is taken. */
  several: count,
  consented: count,
  /** They have withdrawn their consent, and that stays. */
  withdrawn: count,
  rejected: z.partialRecord(RowReason, count).default({}),
  /** Cells that could not be read as what their column is; the rest of their rows was. */
  unread: z.partialRecord(PersonColumn, count).default({}),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** What came of undoing an import. */
export const UndoCounts = z.object({
  removed: count,
  restored: count,
  kept: z.partialRecord(KeptReason, count).default({}),
});
export type UndoCounts = z.infer<typeof UndoCounts>;

export const ImportStatus = z.enum([
  'uploading',
  'uploaded',
  // nothing is written; it is counted what would be
  'checking',
  'checked',
  'running',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
]);
export type ImportStatus = z.infer<typeof ImportStatus>;

/** An import of a file. */
export const Import = z.object({
  id: Id,
  /** Of the file. */
  name: FileName,
  bytes: z.int().min(0),
  target: ImportTarget,
  status: ImportStatus,
  /** How much of what it is doing is done, in percent. */
  progress: z.int().min(0).max(100),
  plan: ImportPlan.nullable(),
  /** Of its columns, as they stand in the file. */
  headers: z.array(z.string()),
  counts: ImportCounts.nullable(),
  trouble: FileTrouble.nullable(),
  undo: UndoCounts.nullable(),
  /** What it has written can be taken back still. */
  canUndo: z.boolean(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  byUserId: z.string().nullable(),
  byName: z.string().nullable(),
});
export type Import = z.infer<typeof Import>;

/** A row that was left out, or a person of whom something stays after an undo. */
export const ImportRow = z.object({
  row: z.int(),
  reason: z.union([RowReason, KeptReason]),
  cells: z.array(z.string()),
});
export type ImportRow = z.infer<typeof ImportRow>;

/** What is seen of a file before it is imported. */
export const ImportLook = z.object({
  kind: z.enum(['text', 'sheet']),
  sheets: z.array(z.object({ name: z.string(), isHidden: z.boolean() })),
  /** How it is read: of a workbook `sheet`, of a text `encoding` and `delimiter`. */
  sheet: z.string().nullable(),
  encoding: Encoding.nullable(),
  delimiter: Delimiter.nullable(),
  /** False: its letters may be other ones; somebody should look. */
  isSureOfEncoding: z.boolean(),
  isSureOfDelimiter: z.boolean(),
  headerRow: z.int().nullable(),
  /** Names of the columns, empty where they have none. */
  headers: z.array(z.string()),
  /** The first rows below. */
  rows: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })),
  /** What becomes of each column, as far as can be told. */
  columns: z.array(ColumnUse),
  /** It was chosen for a file with the same columns before. */
  isRemembered: z.boolean(),
});
export type ImportLook = z.infer<typeof ImportLook>;
