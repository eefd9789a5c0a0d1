import ts from 'typescript';
import { GraderBug } from '../errors.ts';

/** A piece of a source, to be shown: its text without the indentation around it, and where it starts. */
export interface Member {
  readonly code: string;
  readonly line: number;
}

/**
 * Finds a function, method, class, type or constant by its name, with the comment before it. The sources
 * need no marks for that, and a name that is gone is noticed.
 * @throws GraderBug when nothing, or more than one thing, has the name.
 */
export function memberOf(path: string, source: string, name: string): Member {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (isNamed(node, name)) found.push(shownWith(node));
    // What stands inside functions has names that only its neighbours know.
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(file);
  const [first] = together(found);
  if (first === undefined || together(found).length > 1) {
    const seen = first === undefined ? 'nothing' : `${together(found).length} of them`;
    throw new GraderBug(`${path}: expected one "${name}" to show in the handout, saw ${seen}`);
  }
  const start = first.getStart(file, true);
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const indent = new RegExp(`^ {${character}}`, 'gm');
  const code = source.slice(start - character, first.end).replace(indent, '');
  return { code, line: line + 1 };
}

function isNamed(node: ts.Node, name: string): boolean {
  const named =
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableDeclaration(node);
  return named && node.name?.getText() === name;
}

/** A constant is shown with its `const`. */
function shownWith(node: ts.Node): ts.Node {
  return ts.isVariableDeclaration(node) ? node.parent.parent : node;
}

/** A zod schema and the type of the same name are two declarations of one thing: the first is shown. */
function together(found: readonly ts.Node[]): readonly ts.Node[] {
  return found.filter((node, at) => at === 0 || !ts.isTypeAliasDeclaration(node));
}
