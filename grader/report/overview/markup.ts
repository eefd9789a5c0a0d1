import { text } from '../page/markup.ts';

/** What the head of a column may say of its cells. */
export interface ColumnOptions {
  /** True when the rows come in its order. */
  readonly sorted?: boolean;
  /** True to sort its cells as numbers, the largest last. */
  readonly numeric?: boolean;
  /** True to set the title as numbers are set. */
  readonly atEnd?: boolean;
}

/** The head of a column that can be sorted by. */
export function columnHead(name: string, title: string, options: ColumnOptions = {}): string {
  const { sorted = false, numeric = false, atEnd = numeric } = options;
  const order = sorted ? 'ascending' : 'none';
  const kind = `${numeric ? ' data-numeric' : ''}${atEnd ? ' class="number"' : ''}`;
  return `<th role="columnheader" scope="col" aria-sort="${order}"${kind}><button type="button" data-column="${name}">${title}</button></th>`;
}

/** A cell, and what it is sorted by when that is not what it shows. */
export function cell(content: string, sortBy?: string | number, classes = ''): string {
  const key = sortBy === undefined ? '' : ` data-sort="${text(String(sortBy))}"`;
  return `<td role="cell"${classes === '' ? '' : ` class="${classes}"`}${key}>${content}</td>`;
}
