// Runs inside each server that is measured, before the lab's own code (`node --require`): it counts what
// goes through the sockets, tells what the process used, and profiles it, whenever it is asked over the
// channel to the process that started it. Plain JavaScript, since the server is started without a compiler.
const { subscribe } = require('node:diagnostics_channel');
const { Session } = require('node:inspector');

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
};

session.connect();
process.on('message', async ({ id, ask }) => {
  process.send({ id, answer: await ANSWERS[ask]() });
});
process.channel.unref(); // the server ends as it would without us
