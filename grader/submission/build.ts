import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build as bundle, type Message, type Plugin, transform } from 'esbuild';
import { EnvironmentError, type Location, messageOf, SubmissionError } from '../errors.ts';
import { STUDENT_FILE } from '../lab.ts';
import { type Said, t } from '../text/text.ts';
import { OPTIMIZE_LATER } from '../tiering.ts';
import { unlessAborted } from '../within.ts';
import { Bundle } from './bundle.ts';
import { placeSodium } from './sodium.ts';

/** Built-in modules that a server may import. None of them reaches files or other processes. */
export const ALLOWED_BUILTINS: readonly string[] = [
  'node:assert',
  'node:assert/strict',
  'node:async_hooks',
  'node:buffer',
  'node:crypto',
  'node:events',
  'node:perf_hooks',
  'node:timers',
  'node:timers/promises',
  'node:util',
];

const FORBIDDEN = 'import not allowed: ';

/** The submission's file among those of the framework. */
const THEIRS = 'submission';

/** CommonJS packages of the framework ask for `require`, which a module does not have. */
const MODULE_BANNER =
  "import { createRequire as pbftLabRequire } from 'node:module';" +
  'const require = pbftLabRequire(import.meta.url);';

/**
 * Before any code of the submission: one addon is loaded, the lab's libsodium, and then no other. Node's
 * flags know only all addons or none, and some packages of the kit have addons that write files.
 */
const ONE_ADDON =
  '{ const load = process.dlopen; let loads = 0; ' +
  "Object.defineProperty(process, 'dlopen', { value(...given) { loads += 1; " +
  "if (loads > 1 || !String(given[1]).endsWith('binding.node')) throw new Error('addons are refused'); " +
  'return load.apply(process, given); } }); }';

/** After all code of a server that lives for seconds; `require` is there in a module, too. */
const FOR_SECONDS = `;require('node:v8').setFlagsFromString('${OPTIMIZE_LATER}');`;

/** The lab asks for its place to load libsodium; a submission that does is bundled as a module. */
const COMMONJS_PLACE = { 'import.meta.url': '__filename' };

/** esbuild's word for its program having ended, or never started: no source makes it do that. */
const SERVICE = /^The service (?:is no longer running|was stopped)/;

interface BuildOptions {
  /** True for servers that live no longer, see tiering.ts. */
  readonly forSeconds?: boolean;
  /** Aborting it ends the build with the signal's reason; one that already writes comes to its end. */
  readonly signal?: AbortSignal | undefined;
}

/** esbuild's word for what only a module may do; such a submission is bundled as one. */
const MODULE_ONLY = /top-level await|import\.meta/i;

/**
 * Bundles the pristine framework with the submission's `zpbft/server.ts`, into `directory`.
 *
 * As CommonJS, which Node starts a fifth faster than a module; and without `--enable-source-maps`
 * in the servers, which would double what a start costs: the grader maps places itself.
 *
 * @param framework the root of the lab's own tree; everything but the one file comes from it.
 * @throws SubmissionError with file, line and column, for a syntax error or a forbidden import.
 */
export async function build(
  source: string,
  framework: string,
  directory: string,
  { forSeconds = false, signal = new AbortController().signal }: BuildOptions = {},
): Promise<Bundle> {
  try {
    // A builder that never started is silent.
    const isModule = await unlessAborted(needsModule(source), signal);
    const format = isModule ? 'esm' : 'cjs';
    const file = join(directory, format === 'esm' ? 'naive.mjs' : 'naive.cjs');
    const bundled = bundle({
      entryPoints: [join(framework, 'naive.ts')],
      outfile: file,
      bundle: true,
      write: false,
      platform: 'node',
      format,
      target: 'node20',
      sourcemap: 'external',
      sourcesContent: false,
      banner: { js: format === 'esm' ? `${MODULE_BANNER}${ONE_ADDON}` : ONE_ADDON },
      ...(forSeconds ? { footer: { js: FOR_SECONDS } } : {}),
      ...(format === 'cjs' ? { define: COMMONJS_PLACE } : {}),
      logLevel: 'silent',
      tsconfigRaw: {},
      plugins: [submission(source, framework), withoutTranslations],
    });
    const { outputFiles } = await unlessAborted(bundled, signal);
    const [map, code] = outputFiles;
    if (map === undefined || code === undefined) throw new Error('esbuild wrote no bundle');
    await placeSodium(directory);
    await mkdir(directory, { recursive: true });
    await writeFile(file, code.contents);
    // A path like the others again, for who reads the map.
    return new Bundle(file, map.text.replace(`"${THEIRS}:`, '"'), framework);
  } catch (error) {
    throw buildError((error as { errors?: Message[] }).errors ?? [], error);
  }
}

/** True when the source cannot be CommonJS; a file with syntax errors is told of by the bundling. */
async function needsModule(source: string): Promise<boolean> {
  const options = { loader: 'ts', format: 'cjs', logLevel: 'silent', tsconfigRaw: {} } as const;
  try {
    const { warnings } = await transform(source, options);
    return warnings.some(({ text }) => MODULE_ONLY.test(text));
  } catch (error) {
    const { errors = [] } = error as { errors?: Message[] };
    return errors.every(({ text }) => MODULE_ONLY.test(text));
  }
}

/**
 * Zod's messages in 50 languages are a third of what would be read, and none is in the bundle: the
 * framework asks for none by name.
 */
const withoutTranslations: Plugin = {
  name: 'without translations',
  setup(builder) {
    const all = /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/;
    builder.onLoad({ filter: all }, () => ({ contents: 'export {};' }));
  },
};

/** Puts the student's source in place, and checks what it imports. */
function submission(source: string, framework: string): Plugin {
  const file = join(framework, STUDENT_FILE);
  return {
    name: 'submission',
    setup(builder) {
      // In a namespace of its own: esbuild then asks for the student's imports only.
      builder.onResolve({ filter: /server\.ts$/ }, ({ path, resolveDir }) =>
        join(resolveDir, path) === file ? { path: file, namespace: THEIRS } : undefined,
      );
      const resolveDir = dirname(file);
      builder.onLoad({ filter: /.*/, namespace: THEIRS }, () => {
        return { contents: source, loader: 'ts', resolveDir };
      });
      builder.onResolve({ filter: /.*/, namespace: THEIRS }, async ({ path, kind }) => {
        const name = path.startsWith('node:') || path.startsWith('.') ? path : `node:${path}`;
        if (ALLOWED_BUILTINS.includes(name)) return { path: name, external: true };
        const options = { kind, resolveDir, importer: file };
        const found = path.startsWith('.') ? await builder.resolve(path, options) : undefined;
        // Whatever stands behind the name, as in `server.ts?x`: their own file is never the reference.
        if (found?.path === file) return { path: file, namespace: THEIRS };
        if (found?.errors.length === 0 && found.path.startsWith(framework)) return found;
        return { errors: [{ text: `${FORBIDDEN}"${path}"` }] };
      });
    },
  };
}

function buildError(errors: readonly Message[], cause: unknown): Error {
  const [first] = errors;
  if (first === undefined) {
    if (!SERVICE.test(messageOf(cause)))
      return cause instanceof Error ? cause : new Error(String(cause));
    return new EnvironmentError(t`cannot run esbuild: ${messageOf(cause)}`, { cause });
  }
  const location = locationOf(first);
  if (first.text.startsWith(FORBIDDEN)) {
    const path = first.text.slice(FORBIDDEN.length);
    const said = andMore(t`import not allowed: ${path}`, errors);
    const help = t`A server imports files of the lab (./… and ../…) and these modules of Node:
      ${ALLOWED_BUILTINS}. Other files of yours are not taken: put all in server.ts.`;
    return new SubmissionError('import-forbidden', said, { location, help });
  }
  const said = andMore(t`${STUDENT_FILE}: ${first.text}`, errors); // the builder speaks English
  if (/No matching export/.test(first.text)) {
    return new SubmissionError('server-export-missing', said, {
      help: t`Keep \`export class Server\` as it is in the starter.`,
    });
  }
  return new SubmissionError('build-failed', said, {
    location,
    help: t`Mend the file so that it compiles: \`npm run types\` shows all errors.`,
  });
}

/** The first error, and how many more there are. */
function andMore(first: Said, errors: readonly Message[]): Said {
  return errors.length > 1 ? t`${first} (and ${errors.length - 1} more)` : first;
}

function locationOf({ location }: Message): Location | undefined {
  if (!location) return undefined;
  const { line, column, lineText } = location;
  return { file: STUDENT_FILE, line, column: column + 1, lineText: lineText.slice(0, 200) };
}
