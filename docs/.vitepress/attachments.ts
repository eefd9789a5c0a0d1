import { readdirSync } from 'node:fs';

/** Files that pages link to and that are no pages: schemas, scripts of schedulers. By path from docs/. */
export function attachments(docs: string): string[] {
  return readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('.vitepress/'))
    .filter((path) => /\.(?:json|ya?ml|sh|mjs)$/.test(path));
}
