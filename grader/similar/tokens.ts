import type ts from 'typescript';
import { EnvironmentError } from '../errors.ts';
import { t } from '../text/text.ts';

/** The compiler's interface, as the package gives it. */
export type TypeScript = typeof ts;

/** One token: what it is, without names and values, and where it stands; rows count from 0. */
export interface Token {
  readonly kind: string;
  readonly row: number;
  readonly column: number;
  readonly endRow: number;
  readonly endColumn: number;
}

/**
 * The parser. It is large and only this command needs it, so it is loaded when it is asked for.
 * @throws EnvironmentError when it is not installed, as after `npm ci --omit=dev`.
 */
export async function loadTypeScript(): Promise<TypeScript> {
  try {
    return (await import('typescript')).default;
  } catch (cause) {
    throw new EnvironmentError(
      t`the package typescript is not installed: run npm ci, without --omit=dev`,
      { cause },
    );
  }
}

/**
 * The tokens of a piece of code, in the order of the syntax tree. What can be changed without
 * changing what the code does leaves no trace: names, values, comments, types, visibility, braces
 * and parentheses, `const` or `let`, and what is logged.
 */
export function tokensOf(compiler: TypeScript, node: ts.Node, file: ts.SourceFile): Token[] {
  const tokens: Token[] = [];
  const add = (kind: string, { start, end }: { start: number; end: number }): void => {
    const from = file.getLineAndCharacterOfPosition(start);
    const to = file.getLineAndCharacterOfPosition(end);
    const [row, column, endRow, endColumn] = [from.line, from.character, to.line, to.character];
    tokens.push({ kind, row, column, endRow, endColumn });
  };
  const visit = (child: ts.Node): void => {
    if (isLeftOut(compiler, child)) return;
    const kind = kindOf(compiler, child);
    if (kind !== undefined) {
      const start = child.getStart(file);
      // A whole statement would cover what is inside it: its first character stands for it.
      const end = child.getChildCount(file) === 0 ? child.end : start + 1;
      add(kind, { start, end: Math.min(end, file.end) });
    }
    compiler.forEachChild(child, visit);
  };
  visit(node);
  return tokens;
}

function isLeftOut(compiler: TypeScript, node: ts.Node): boolean {
  const { SyntaxKind } = compiler;
  if (compiler.isTypeNode(node) || compiler.isTypeParameterDeclaration(node)) return true;
  if (compiler.isInterfaceDeclaration(node) || compiler.isTypeAliasDeclaration(node)) return true;
  if (compiler.isModifier(node)) return node.kind !== SyntaxKind.AsyncKeyword;
  if (node.kind === SyntaxKind.ExclamationToken || node.kind === SyntaxKind.QuestionToken) {
    return true; // of a declaration: operators are no nodes of their own
  }
  return compiler.isExpressionStatement(node) && isLogging(compiler, node.expression);
}

/** True for `console.…(…)`, `this.log.…(…)` and `log.…(…)`. */
function isLogging(compiler: TypeScript, expression: ts.Expression): boolean {
  if (!compiler.isCallExpression(expression)) return false;
  if (!compiler.isPropertyAccessExpression(expression.expression)) return false;
  const receiver = expression.expression.expression;
  const name = compiler.isPropertyAccessExpression(receiver) ? receiver.name : receiver;
  return compiler.isIdentifier(name) && ['console', 'log'].includes(name.text);
}

/** Undefined for what only groups or asserts: it has no token, what is inside it has. */
function kindOf(compiler: TypeScript, node: ts.Node): string | undefined {
  const { SyntaxKind } = compiler;
  if (compiler.isIdentifier(node) || compiler.isPrivateIdentifier(node)) return 'name';
  if (compiler.isLiteralExpression(node) || compiler.isTemplateLiteralToken(node)) return 'literal';
  if (compiler.isPrefixUnaryExpression(node) || compiler.isPostfixUnaryExpression(node)) {
    return `${SyntaxKind[node.kind]} ${SyntaxKind[node.operator]}`;
  }
  switch (node.kind) {
    case SyntaxKind.Block:
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.NonNullExpression:
    case SyntaxKind.AsExpression:
    case SyntaxKind.SatisfiesExpression:
    case SyntaxKind.VariableDeclarationList:
    case SyntaxKind.EqualsGreaterThanToken:
      return undefined;
    default:
      return SyntaxKind[node.kind];
  }
}
