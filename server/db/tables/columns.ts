import type { ColumnType } from 'kysely';

/** `timestamptz`: a Date on both engines. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
/** `timestamptz default now()`. */
export type GeneratedTimestamp = ColumnType<Date, Date | string | undefined, Date | string>;
/** `int8`: a number on both engines; a value beyond 2^53 throws when it is read. */
export type Int8 = ColumnType<number, number, number>;
/** `jsonb`: parsed when read, written as `JSON.stringify(value)`. */
export type Json<T> = ColumnType<T, string, string>;
