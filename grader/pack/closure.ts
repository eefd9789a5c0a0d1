import { build } from 'esbuild';
import { GraderBug } from '../errors.ts';
import { t } from '../text/text.ts';

/** What programs consist of. */
export interface Closure {
  /** The files of the kit that they load, as paths from its root. */
  readonly files: readonly string[];
  /** The packages that they load, by name. */
  readonly packages: readonly string[];
}

/**
 * Finds all that some programs load, by following their imports: a pack that is listed by hand would
 * miss a file some day. Files of which only types are used are not loaded.
 * @param entries the programs, as paths from the root of the kit.
 */
export async function closureOf(root: string, entries: readonly string[]): Promise<Closure> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...entries],
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
  const packages = imported.flatMap(({ external, path }) =>
    external && !isBuiltin(path) ? [packageOf(path)] : [],
  );
  return {
    files: Object.keys(metafile.inputs).sort(),
    packages: [...new Set(packages)].sort(),
  };
}

/** The versions that a manifest asks for, of these packages. */
export function versionsOf(
  packages: readonly string[],
  known: Readonly<Record<string, string>>,
): Record<string, string> {
  const versions = [...new Set(packages)].sort().map((name): [string, string] => {
    const version = known[name];
    if (version === undefined) throw new GraderBug(t`package.json does not list ${name}`);
    return [name, version];
  });
  return Object.fromEntries(versions);
}

function isBuiltin(path: string): boolean {
  return path.startsWith('node:');
}

/** `@scope/name` or `name`, of a path that may go on into the package. */
function packageOf(path: string): string {
  const parts = path.split('/');
  return parts.slice(0, path.startsWith('@') ? 2 : 1).join('/');
}
