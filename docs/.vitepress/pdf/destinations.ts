/**
 * The page on which each anchor of a PDF is, counted from 1. Browsers cannot yet put the number of a page
 * into a table of contents; the PDF that Chromium writes says it, in text.
 * @throws Error when the PDF is not written that way.
 */
export function destinationsIn(pdf: Buffer): Map<string, number> {
  const text = pdf.toString('latin1');
  const objects = new Map(
    [...text.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)].map(([, id = '', body = '']) => [
      id,
      body,
    ]),
  );
  const order = pagesBelow(rootOf(objects), objects);
  const found = new Map<string, number>();
  for (const body of objects.values()) {
    for (const [, name = '', page = ''] of body.matchAll(
      /\/([^\s/[\]<>()]+) \[(\d+) 0 R \/XYZ /g,
    )) {
      const at = order.indexOf(page);
      if (at >= 0) found.set(name, at + 1);
    }
  }
  if (found.size === 0) throw new Error('expected named destinations in the PDF, saw none');
  return found;
}

function rootOf(objects: ReadonlyMap<string, string>): string {
  const catalog = [...objects.values()].find((body) => body.includes('/Type /Catalog'));
  const [, pages] = /\/Pages (\d+) 0 R/.exec(catalog ?? '') ?? [];
  if (pages === undefined) throw new Error('expected a PDF with a catalog, saw none');
  return pages;
}

/** The pages below a node of the tree of pages, in order. */
function pagesBelow(id: string, objects: ReadonlyMap<string, string>): string[] {
  const body = objects.get(id) ?? '';
  if (!body.includes('/Type /Pages')) return [id];
  const [, kids = ''] = /\/Kids \[([^\]]*)\]/.exec(body) ?? [];
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid = '']) => pagesBelow(kid, objects));
}
