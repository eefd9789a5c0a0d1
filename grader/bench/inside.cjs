// Runs inside each server that is measured, before the lab's own code (`node --require`): it counts what
// goes through the sockets, tells what the process used, and profiles it, whenever it is asked over the
// channel to the process that started it. Plain JavaScript, since the server is started without a compiler.
const { subscribe } = require('node:diagnostics_channel');
const { Session } = require('node:inspector');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const counts = { frames: 0, bytes: 0 };
const session = new Session();

/** Each message of the lab is one line, written at once. What is received was sent by somebody. */
function count(socket) {
  const write = socket.write;
  socket.write = function counted(chunk, ...rest) {
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', at + 1))
      counts.frames += 1;
    counts.bytes += Buffer.byteLength(chunk);
    return write.call(this, chunk, ...rest);
  };
}
// Connecting takes away what is put in the place of `write` before.
subscribe('net.client.socket', ({ socket }) => queueMicrotask(() => count(socket)));
subscribe('net.server.socket', ({ socket }) => count(socket));

const post = (method, params) =>
  new Promise((resolve, reject) => {
    session.post(method, params, (error, result) => (error ? reject(error) : resolve(result)));
  });

/** A turn of the event loop, after which more may be free: closed sockets are let go a turn later. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

let collect;
/** Frees all that nobody holds any more, so that what is left is what the server keeps. */
async function collectGarbage() {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc');
  }
  for (let round = 0; round < 3; round += 1) {
    await turn();
    collect();
  }
}

/** How many objects of a class there are, in whatever they are kept; bundled classes keep their names. */
async function countOf(className) {
  const objectGroup = 'count'; // released below: the session would keep all of them alive
  const { result } = await post('Runtime.evaluate', {
    expression: 'Object.prototype',
    objectGroup,
  });
  const prototypeObjectId = result.objectId;
  const { objects } = await post('Runtime.queryObjects', { prototypeObjectId, objectGroup });
  const counted = await post('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: `function (name) {
      const isOne = (object) => Object.getPrototypeOf(object)?.constructor?.name === name;
      return this.filter(isOne).length;
    }`,
    arguments: [{ value: className }],
    returnByValue: true,
  });
  await post('Runtime.releaseObjectGroup', { objectGroup });
  return counted.result.value;
}

const openSockets = () =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;

const ANSWERS = {
  usage: () => {
    const { user, system } = process.cpuUsage();
    const rssBytes = process.memoryUsage.rss();
    return { ...counts, cpuMicros: user + system, rssBytes };
  },
  profile: async () => {
    await post('Profiler.enable');
    await post('Profiler.start');
    return {};
  },
  profiled: async () => (await post('Profiler.stop')).profile,
  sockets: openSockets,
  heap: async () => {
    await collectGarbage();
    const { heapUsed, external, rss } = process.memoryUsage();
    const certificates = await countOf('LogCert');
    return { heapBytes: heapUsed + external, rssBytes: rss, certificates, sockets: openSockets() };
  },
};

session.connect();
process.on('message', async ({ id, ask }) => {
  process.send({ id, answer: await ANSWERS[ask]() });
});
process.channel.unref(); // the server ends as it would without us
