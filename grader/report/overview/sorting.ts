/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** What one row is sorted by. */
interface Keyed {
  readonly row: HTMLTableRowElement;
  readonly key: string;
}

/**
 * Lets the rows of a table be sorted by the buttons in its head: upwards, and chosen again downwards.
 * Rows without a value come last either way.
 */
export function sortable(table: HTMLTableElement): void {
  const [body] = table.tBodies;
  const head = table.tHead?.rows[0];
  if (body === undefined || head === undefined) return;
  const texts = new Intl.Collator(document.documentElement.lang, { numeric: true });
  for (const [index, column] of [...head.cells].entries()) {
    column.querySelector('button')?.addEventListener('click', () => {
      const isUpwards = column.getAttribute('aria-sort') !== 'ascending';
      const isNumber = column.dataset.numeric !== undefined;
      const order = (a: Keyed, b: Keyed): number => {
        if (a.key === '' || b.key === '') return Number(a.key === '') - Number(b.key === '');
        const upwards = isNumber ? Number(a.key) - Number(b.key) : texts.compare(a.key, b.key);
        return isUpwards ? upwards : -upwards;
      };
      const keyed = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[index]) }));
      body.append(...keyed.sort(order).map(({ row }) => row));
      for (const other of head.querySelectorAll('[aria-sort]')) {
        other.setAttribute('aria-sort', 'none');
      }
      column.setAttribute('aria-sort', isUpwards ? 'ascending' : 'descending');
    });
  }
}

function keyOf(cell: HTMLTableCellElement | undefined): string {
  return cell?.dataset.sort ?? cell?.textContent?.trim() ?? '';
}
