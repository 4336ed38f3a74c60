/** Many rows by one statement: to begin and end it costs about as much as to write a row. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

const ROWS_AT_ONCE = 32;

export type RowsSql = {
  /** Up to `VALUES`. */
  readonly insert: string;
  /** Values of a row. */
  readonly columns: number;
  /** After the rows. */
  readonly rest?: string;
};

/** Writes rows whose values follow one another. */
export function rowsWriting(database: DatabaseSync, sql: RowsSql): (values: readonly SQLInputValue[]) => void {
  const { insert, columns, rest = '' } = sql;
  const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
  const one = database.prepare(`${insert} VALUES ${row} ${rest}`);
  const many = database.prepare(
    `${insert} VALUES ${Array.from({ length: ROWS_AT_ONCE }, () => row).join(', ')} ${rest}`,
  );
  const step = columns * ROWS_AT_ONCE;
  return (values) => {
    let at = 0;
    for (; at + step <= values.length; at += step) many.run(...values.slice(at, at + step));
    for (; at < values.length; at += columns) one.run(...values.slice(at, at + columns));
  };
}
