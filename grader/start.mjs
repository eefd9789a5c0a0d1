// What `npm run grade` starts: the grader in one bundle, which loads in a quarter of the time that
// its hundred TypeScript files and their packages take. The bundle is made when it is first needed
// and whenever a source has changed since. Plain JavaScript, since nothing has been compiled yet.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const GRADER = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache', 'pbft-lab');

/** Names the bundle of the sources as they are: by place, size and time of change of each. */
function nameOfBundle() {
  const sources = readdirSync(GRADER, { recursive: true }).filter(
    (file) => /\.(?:ts|mjs|json)$/.test(file) && !file.endsWith('.test.ts'),
  );
  const files = [...sources.map((file) => join(GRADER, file)), join(ROOT, 'package-lock.json')];
  const hash = createHash('sha256').update(process.version);
  for (const file of files.sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return `grader-${hash.digest('hex').slice(0, 16)}.mjs`;
}

/** Bundles all but esbuild, which brings a program of its own. */
async function bundleTo(file) {
  const { build } = await import('esbuild');
  const here = JSON.stringify(pathToFileURL(join(GRADER, 'lab.ts')).href);
  const temporary = `${file}.${randomUUID()}.tmp`;
  mkdirSync(CACHE, { recursive: true });
  await build({
    entryPoints: [join(GRADER, 'cli.ts')],
    outfile: temporary,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['esbuild'],
    // The sources ask for their place in grader/lab.ts only; packages only to load others.
    define: { 'import.meta.url': here },
    banner: { js: `import{createRequire}from'node:module';const require=createRequire(${here});` },
    logLevel: 'silent',
  });
  const others = (name) => /^grader-\w+\.mjs$/.test(name) && name !== basename(file);
  const old = readdirSync(CACHE).filter(others); // two starts may make the same one
  renameSync(temporary, file); // whole at every moment: another grade may start just now
  for (const name of old) rmSync(join(CACHE, name), { force: true });
}

async function start() {
  const file = join(CACHE, nameOfBundle());
  const known = statSync(file, { throwIfNoEntry: false });
  try {
    process.on('uncaughtException', fail); // esbuild awaits nobody's start but its own
    if (known === undefined) await bundleTo(file);
    process.off('uncaughtException', fail);
  } catch {
    process.off('uncaughtException', fail);
    // No place for a bundle, or a source that does not compile: the slow way tells which.
    const { register } = await import('tsx/esm/api');
    register();
    await import('./cli.ts');
    return;
  }
  await import(pathToFileURL(file).href);
}

/** Before the grader is there to tell its own errors: no file, no process, no memory for it. */
function fail(error) {
  process.stderr.write(
    `error: the machine could not start the grader: ${error?.message ?? error}\n`,
  );
  process.exit(3);
}

await start().catch(fail); // the grader tells its own errors: what comes here kept it from that
