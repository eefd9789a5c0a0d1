// Finds where the first branch of an `if` starts. A coverage map does not tell: it has the place of
// the whole statement instead, and that one is reached whether or not the branch is taken.
import { readFileSync } from 'node:fs';
import type { Location } from 'istanbul-lib-coverage';
import ts from 'typescript';

/** Where a branch starts in the source. */
export interface BranchStart {
  readonly at: Location;
  /** Characters to skip in the generated code: V8 counts a block from behind its brace. */
  readonly shift: number;
}

const known = new Map<string, Map<string, BranchStart>>();

/**
 * The first branch of each `if` of the file, keyed by the place of its `if` as "line:column", lines
 * from 1 and columns from 0. The file is read once, so it must not change during the report.
 */
export function consequents(path: string): Map<string, BranchStart> {
  const earlier = known.get(path);
  if (earlier !== undefined) return earlier;
  const found = new Map<string, BranchStart>();
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023);
  const position = (node: ts.Node): Location => {
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return { line: line + 1, column: character };
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIfStatement(node)) {
      const shift = ts.isBlock(node.thenStatement) ? 1 : 0;
      const { line, column } = position(node);
      found.set(`${line}:${column}`, { at: position(node.thenStatement), shift });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  known.set(path, found);
  return found;
}
