// What the probe runs in a sandbox in place of a server, without Node's permission flags: it tries
// what a hostile submission would try once it got around them, and tells over TCP what it got.
// Plain JavaScript, since it runs as a server does: by node alone, with nothing beside it.
import { spawn } from 'node:child_process';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';

/** More than a server may have. */
const MUCH_MEMORY = 2 ** 30;
/** Each has a dozen threads: together they are more than the tasks that a server may have. */
const CHILDREN = 6;
/** What does not answer by then is not reached. */
const CONNECT_LIMIT_MS = 3_000;
/** A process that gets only some of its threads may hang and not end. */
const COME_UP_LIMIT_MS = 3_000;

const task = JSON.parse(process.argv[2]);

/** Each throws, or returns what it got. `undefined` is nothing. */
const ATTEMPTS = {
  secret: () => readFileSync(task.secretFile, 'utf8'),
  kit: () => readFileSync(task.kitFile, 'utf8').length,
  folder: () => readdirSync(dirname(task.secretFile)).includes('secret'),
  environment: () => readFileSync(`/proc/${task.graderPid}/environ`, 'utf8').includes('secret'),
  memory: () => memoryOf(task.graderPid),
  key: () => readFileSync(task.neighbourKey, 'utf8'),
  write: written,
  network: () => heard(task.outsidePort),
  interfaces: () =>
    Object.entries(networkInterfaces())
      .filter(([, addresses]) => addresses.some(({ internal }) => !internal))
      .map(([name]) => name)
      .join(' ') || undefined,
  bomb: () => Buffer.alloc(MUCH_MEMORY).length,
  processes: started,
  killGrader: () => process.kill(task.graderPid, 'SIGKILL'),
  killNeighbour: () => process.kill(task.neighbourPid, 'SIGKILL'),
  daemon: () => left(),
};

function memoryOf(pid) {
  const [, start] = /^([0-9a-f]+)-\S+ r/m.exec(readFileSync(`/proc/${pid}/maps`, 'utf8'));
  const file = openSync(`/proc/${pid}/mem`, 'r');
  try {
    return readSync(file, Buffer.alloc(16), 0, 16, Number.parseInt(start, 16));
  } finally {
    closeSync(file);
  }
}

/** The places where a file could be written, of which it needs one. */
function written() {
  const folders = [
    dirname(task.ownKey),
    dirname(process.argv[1]),
    '/',
    '/tmp',
    '/dev/shm',
    '/proc',
  ];
  const done = folders.filter((folder) => {
    try {
      const file = join(folder, `written-${task.mark}`);
      writeFileSync(file, '');
      rmSync(file);
      return true;
    } catch {
      return false;
    }
  });
  for (const file of [task.ownKey, process.argv[1]]) {
    try {
      writeFileSync(file, readFileSync(file)); // as it was: another may run it
      done.push(file);
    } catch {}
  }
  if (done.length === 0) throw new Error('nowhere');
  return done.join(' ');
}

/** What a listener says who is not part of this grade. */
function heard(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').on('data', (data) => resolve(`${data}`));
    socket.on('error', reject).on('close', () => reject(new Error('closed')));
    socket.setTimeout(CONNECT_LIMIT_MS, () => reject(new Error('no answer')));
  });
}

/** Starts processes, and throws when not all of them come up. */
async function started() {
  const script = 'console.log(1); setInterval(() => {}, 1000)';
  const children = Array.from({ length: CHILDREN }, () =>
    spawn(process.execPath, ['-e', script, task.mark], { stdio: 'pipe' }),
  );
  const closed = children.map((child) => new Promise((resolve) => child.on('close', resolve)));
  const up = children.map(
    (child, index) =>
      new Promise((resolve) => {
        child.stdout?.on('data', () => resolve(true));
        child.on('error', () => resolve(false));
        closed[index].then(() => resolve(false));
        setTimeout(() => resolve(false), COME_UP_LIMIT_MS).unref();
      }),
  );
  const count = (await Promise.all(up)).filter(Boolean).length;
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(closed.filter((_, index) => children[index].pid !== undefined));
  if (count < CHILDREN) throw new Error(`${count} of ${CHILDREN} came up`);
  return `${count} of ${CHILDREN} came up`;
}

/**
 * A process in a session of its own, which holds on to the pipes to the grader: the grader looks
 * whether it is still there afterwards. Nothing else will do: a sandbox has no /dev/null.
 */
function left() {
  return new Promise((resolve, reject) => {
    const args = ['-e', 'console.log(1); setInterval(() => {}, 1000)', task.mark];
    const stdio = ['pipe', 'pipe', 'inherit'];
    const child = spawn(process.execPath, args, { detached: true, stdio });
    child.on('error', reject).stdout?.on('data', () => resolve('it came up'));
    child.on('close', () => reject(new Error('it did not come up')));
  });
}

async function outcomes() {
  const told = {};
  for (const [name, attempt] of Object.entries(ATTEMPTS)) {
    try {
      const got = await attempt();
      told[name] = got === undefined || got === false ? {} : { got: `${got}`.slice(0, 200) };
    } catch (error) {
      told[name] = { error: error.code ?? error.message };
    }
  }
  return told;
}

/** Tells the grader one thing, and stays until it is ended. */
function tell(message) {
  connect(task.deskPort, '127.0.0.1').end(JSON.stringify({ name: task.name, ...message }));
  setInterval(() => {}, 1_000);
}

const ownKey = readFileSync(task.ownKey, 'utf8');
if (task.attacks) tell({ ownKey, outcomes: await outcomes() });
else {
  const server = createServer((socket) => socket.end('here'));
  server.listen(0, '127.0.0.1', () => tell({ ownKey, port: server.address().port }));
}
