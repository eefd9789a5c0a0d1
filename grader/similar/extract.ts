import type ts from 'typescript';
import { REGION_NAMES, type RegionName } from '../regions/regions.ts';
import { type Token, type TypeScript, tokensOf } from './tokens.ts';

/** More tokens of one submission are not compared: an honest one has some 300. */
const MAX_TOKENS = 2_000;

/** What a student wrote, one function after the other, as a text of its own. */
export interface OwnCode {
  readonly lines: readonly string[];
  /** Of each line, its number in the submission; from 1. */
  readonly numbers: readonly number[];
  readonly tokens: readonly Token[];
  /** True when there is more than {@link MAX_TOKENS}. */
  readonly cut: boolean;
}

interface Piece {
  readonly name: string;
  readonly node: ts.Node;
}

/**
 * Finds what a submission has that the starter has not: members of its class `Server` and
 * declarations beside it. The three functions come first and in one order, so that where they stand
 * in the file does not matter.
 * @returns undefined when there is no class `Server`.
 */
export function ownCode(
  compiler: TypeScript,
  source: string,
  starter: ReadonlyMap<string, string>,
): OwnCode | undefined {
  const file = parse(compiler, source);
  const found = pieces(compiler, file);
  if (found === undefined) return undefined;
  const own = found.filter(
    ({ name, node }) => shape(tokensOf(compiler, node, file)) !== starter.get(name),
  );
  own.sort((a, b) => rank(a) - rank(b));
  return joined(compiler, file, own, MAX_TOKENS);
}

/** The starter's pieces, by name: what each one looks like. */
export function shapesOf(compiler: TypeScript, source: string): Map<string, string> {
  const file = parse(compiler, source);
  const found = pieces(compiler, file) ?? [];
  return new Map(found.map(({ name, node }) => [name, shape(tokensOf(compiler, node, file))]));
}

/** All of a file as one text, as the starter is read: what is also there is nobody's own. */
export function wholeCode(compiler: TypeScript, source: string): OwnCode {
  const file = parse(compiler, source);
  return joined(compiler, file, pieces(compiler, file) ?? [], Number.POSITIVE_INFINITY);
}

function parse(compiler: TypeScript, source: string): ts.SourceFile {
  const { ScriptTarget, ScriptKind } = compiler;
  return compiler.createSourceFile('server.ts', source, ScriptTarget.Latest, true, ScriptKind.TS);
}

function pieces(compiler: TypeScript, file: ts.SourceFile): Piece[] | undefined {
  const server = file.statements.find(
    (statement): statement is ts.ClassDeclaration =>
      compiler.isClassDeclaration(statement) && statement.name?.text === 'Server',
  );
  if (server === undefined) return undefined;
  const beside = file.statements.filter((one) => one !== server && !isImport(compiler, one));
  const named = (node: ts.Node, prefix: string): Piece => ({
    name: `${prefix}${nameOf(compiler, node, file)}`,
    node,
  });
  return [
    ...server.members.map((member) => named(member, '')),
    ...beside.map((statement) => named(statement, 'beside ')),
  ];
}

function isImport(compiler: TypeScript, node: ts.Node): boolean {
  return compiler.isImportDeclaration(node) || compiler.isExportDeclaration(node);
}

function nameOf(compiler: TypeScript, node: ts.Node, file: ts.SourceFile): string {
  if (compiler.isVariableStatement(node)) {
    return node.declarationList.declarations.map(({ name }) => name.getText(file)).join(' ');
  }
  const { name } = node as ts.NamedDeclaration;
  return name?.getText(file) ?? '';
}

function shape(tokens: readonly Token[]): string {
  return tokens.map(({ kind }) => kind).join(' ');
}

/** The three functions in their order, then all others in theirs. */
function rank({ name }: Piece): number {
  const known = REGION_NAMES.indexOf(name as RegionName);
  return known === -1 ? REGION_NAMES.length : known;
}

/** Puts pieces below each other; their tokens then stand in the new text. */
function joined(
  compiler: TypeScript,
  file: ts.SourceFile,
  own: readonly Piece[],
  most: number,
): OwnCode {
  const all = file.text.split('\n');
  const lines: string[] = [];
  const numbers: number[] = [];
  const tokens: Token[] = [];
  for (const { node } of own) {
    const first = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
    const last = file.getLineAndCharacterOfPosition(node.end).line;
    const moved = lines.length - first;
    for (let row = first; row <= last; row += 1) {
      lines.push(all[row] ?? '');
      numbers.push(row + 1);
    }
    for (const token of tokensOf(compiler, node, file)) {
      tokens.push({ ...token, row: token.row + moved, endRow: token.endRow + moved });
    }
  }
  return { lines, numbers, tokens: tokens.slice(0, most), cut: tokens.length > most };
}
