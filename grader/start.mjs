// What starts the commands of the grader, by name: `node grader/start.mjs grade …`. They are bundled,
// which loads in a quarter of the time that a hundred TypeScript files and their packages take. The
// bundle is made when it is first needed and whenever a source has changed since. Plain JavaScript,
// since nothing has been compiled yet.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const GRADER = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMMANDS = join(GRADER, 'commands');
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
  return `grader-${hash.digest('hex').slice(0, 16)}`;
}

/** Bundles all but packages that bring programs of their own, or that only one command loads. */
async function bundleTo(folder) {
  const { build } = await import('esbuild');
  const here = JSON.stringify(pathToFileURL(join(GRADER, 'lab.ts')).href);
  const temporary = `${folder}.${randomUUID()}.tmp`;
  mkdirSync(CACHE, { recursive: true });
  await build({
    entryPoints: readdirSync(COMMANDS)
      .filter((file) => /^[\w-]+\.ts$/.test(file))
      .map((file) => join(COMMANDS, file)),
    outdir: temporary,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['esbuild', 'typescript', 'bullmq', 'ioredis', 'echarts'],
    // The sources ask for their place in grader/lab.ts only; packages only to load others.
    define: { 'import.meta.url': here },
    banner: {
      js: `import{createRequire as requireFrom}from'node:module';const require=requireFrom(${here});`,
    },
    logLevel: 'silent',
  });
  const others = (name) => /^grader-\w+(?:\.mjs)?$/.test(name) && name !== basename(folder);
  const old = readdirSync(CACHE).filter(others);
  try {
    renameSync(temporary, folder); // whole at every moment: another command may start just now
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another start was faster, and made the same
  }
  for (const name of old) rmSync(join(CACHE, name), { recursive: true, force: true });
}

async function start() {
  const [command = ''] = process.argv.splice(2, 1);
  const source = join(COMMANDS, `${command}.ts`);
  if (!/^[\w-]+$/.test(command) || !existsSync(source)) {
    throw new Error(`there is no command "${command}": see the scripts in package.json`);
  }
  const folder = join(CACHE, nameOfBundle());
  try {
    process.on('uncaughtException', fail); // esbuild awaits nobody's start but its own
    if (!existsSync(folder)) await bundleTo(folder);
    process.off('uncaughtException', fail);
  } catch {
    process.off('uncaughtException', fail);
    // No place for a bundle, or a source that does not compile: the slow way tells which.
    const { register } = await import('tsx/esm/api');
    register();
    await import(pathToFileURL(source).href);
    return;
  }
  await import(pathToFileURL(join(folder, `${command}.mjs`)).href);
}

/** Before the grader is there to tell its own errors: no file, no process, no memory for it. */
function fail(error) {
  process.stderr.write(
    `error: the machine could not start the grader: ${error?.message ?? error}\n`,
  );
  process.exit(3);
}

await start().catch(fail); // the grader tells its own errors: what comes here kept it from that
