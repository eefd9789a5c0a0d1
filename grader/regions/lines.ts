import { RegionError, type SourceFile } from './regions.ts';

/** A line as the region mechanism sees it. */
export type Line =
  | { readonly kind: 'open'; readonly name: string }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'stub'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string };

const MARKER = /^\s*\/\/ #(end)?region (\S+)$/;
const STUB = /^(\s*)\/\/\|(?: (.*))?$/;
/** What looks like a marker or a stub line: if it is not exactly one, it is refused. */
const LOOKALIKE = /\/[/*].*#\s*(?:end)?region|\/\/\s*\|/i;

/** Reads one line. @throws RegionError for an almost-marker, which could leak a solution. */
export function classify(file: SourceFile, text: string, line: number): Line {
  const [, end, name] = MARKER.exec(text) ?? [];
  if (name !== undefined) return { kind: end === undefined ? 'open' : 'close', name };
  const [stub, indent = '', content = ''] = STUB.exec(text) ?? [];
  if (stub !== undefined) return { kind: 'stub', text: content === '' ? '' : indent + content };
  if (!LOOKALIKE.test(text)) return { kind: 'text', text };
  throw new RegionError(
    'malformed-marker',
    file,
    line,
    'expected "// #region <name>", "// #endregion <name>" or "//| <stub>" alone on the line, ' +
      `saw "${text.trim()}"`,
  );
}

/** Cuts a file into lines. @throws RegionError when they end in CR LF: the starter would differ. */
export function linesOf(file: SourceFile): string[] {
  const lines = file.text.split('\n');
  const bad = lines.findIndex((line) => line.includes('\r'));
  if (bad === -1) return lines;
  throw new RegionError('line-ends', file, bad + 1, 'expected lines that end in LF, saw a CR');
}
