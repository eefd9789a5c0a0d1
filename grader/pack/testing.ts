/** What the tests of the packs have in common. */
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import { type FileKind, parse } from '../regions/parse.ts';
import type { ZipEntry } from './zip.ts';

/** So many words of a solution in a row are no chance. */
const WORDS_IN_A_ROW = 12;

/** Unpacks as Gradescope and `unzip` do: with the modes of the files. */
export async function unpack(entries: readonly ZipEntry[], folder: string): Promise<void> {
  for (const { path, bytes, executable = false } of entries) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
    await chmod(file, executable ? 0o755 : 0o644);
  }
}

/**
 * What solutions have and the starter has not: all runs of words in the three functions of the
 * reference and of every fixture, as TypeScript and as the JavaScript that it becomes.
 */
export function secrets(): Set<string> {
  const found = new Set<string>();
  for (const { path, kind } of solutions()) {
    const text = readFileSync(join(ROOT, path), 'utf8');
    for (const { body } of parse({ path, text }, kind)) {
      for (const run of runsOf(body.join('\n'))) found.add(run);
    }
  }
  const starter = readFileSync(join(ROOT, 'starter', STUDENT_FILE), 'utf8');
  for (const run of [...runs(starter), ...runs(javaScript(starter))]) found.delete(run);
  return found;
}

/** The secrets that stand in a text, whatever its punctuation, quotes and line ends. */
export function leaksIn(text: string, known: ReadonlySet<string>): string[] {
  return runs(text).filter((run) => known.has(run));
}

function solutions(): { path: string; kind: FileKind }[] {
  const fixtures = ['wrong', 'unusual'].flatMap((folder) =>
    readdirSync(join(ROOT, 'fixtures', folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ path: `fixtures/${folder}/${file}`, kind: 'variant' as const })),
  );
  return [{ path: `solution/${STUDENT_FILE}`, kind: 'skeleton' }, ...fixtures];
}

function runsOf(members: string): string[] {
  return [...runs(members), ...runs(javaScript(`class Server {${members}}`))];
}

function javaScript(source: string): string {
  return transformSync(source, { loader: 'ts', target: 'node20', tsconfigRaw: {} }).code;
}

function runs(text: string): string[] {
  const words = text.match(/[\w$]+/g) ?? [];
  const last = words.length - WORDS_IN_A_ROW;
  return words.flatMap((_, at) =>
    at > last ? [] : [words.slice(at, at + WORDS_IN_A_ROW).join(' ')],
  );
}
