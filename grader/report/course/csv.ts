import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { saidOf, UsageError } from '../../errors.ts';
import { t } from '../../text/text.ts';

export type Table = readonly (readonly string[])[];

/** How a CSV file is written. */
export interface CsvStyle {
  /** Begins with a byte order mark: spreadsheets then take it for UTF-8. */
  readonly bom: boolean;
  readonly delimiter?: string;
  /**
   * Puts a `'` before a cell that a spreadsheet would compute: one that begins with `= + - @`, a tab
   * or a carriage return, and is no number.
   */
  readonly escapeFormulas: boolean;
}

/** The text of a table. */
export function csvText(
  table: readonly (readonly (string | number)[])[],
  { bom, delimiter = ',', escapeFormulas }: CsvStyle,
): string {
  return stringify(
    table.map((row) => [...row]),
    { bom, delimiter, escape_formulas: escapeFormulas },
  );
}

/**
 * Reads a CSV file as a spreadsheet or a platform writes it.
 * @throws UsageError when quotes are not closed, or the like.
 */
export function csvTable(text: string, delimiter: string, name: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new UsageError(t`${name}: this is no CSV file: ${saidOf(error)}`);
  }
}
