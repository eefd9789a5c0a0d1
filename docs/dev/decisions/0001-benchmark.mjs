// Measures two JSON-RPC libraries over one loopback TCP connection between two processes; the
// figures are in 0001-json-rpc-library.md. In an empty folder, with this file copied there:
//   npm init -y && npm install json-rpc-2.0@1.8 split2@4 vscode-jsonrpc@10
//   node 0001-benchmark.mjs json-rpc-2.0 && node 0001-benchmark.mjs vscode-jsonrpc
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

const METHOD = 'Server.CommitRpc';
const LIMIT_MS = 2_000;
const WARM_UP_CALLS = 2_000;
const SINGLE_CALLS = 5_000;
const MANY_CALLS = 20_000;
const OUTSTANDING = 64;
const LARGE_CALLS = 30;
const COMMIT = {
  msg: { view: 0, seq: 1, digest: 'ab'.repeat(32), id: 2 },
  signature: 'A'.repeat(88),
};

async function lines() {
  const { JSONRPCClient, JSONRPCServer } = (await import('json-rpc-2.0')).default;
  const split2 = (await import('split2')).default;
  const read = (socket, onLine) => socket.pipe(split2({ maxLength: 2 ** 22 })).on('data', onLine);
  const write = (socket, message) => socket.write(`${JSON.stringify(message)}\n`);
  return {
    serve(socket) {
      const server = new JSONRPCServer();
      server.addMethod(METHOD, () => ({}));
      read(socket, async (line) => write(socket, await server.receive(JSON.parse(line))));
    },
    caller(socket) {
      const client = new JSONRPCClient((message) => void write(socket, message));
      read(socket, (line) => client.receive(JSON.parse(line)));
      return (params) => client.timeout(LIMIT_MS).request(METHOD, params);
    },
  };
}

async function headers() {
  const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = await import(
    'vscode-jsonrpc/node'
  );
  const join = (socket) => {
    const reader = new StreamMessageReader(socket);
    return createMessageConnection(reader, new StreamMessageWriter(socket));
  };
  return {
    serve(socket) {
      const connection = join(socket);
      connection.onRequest(METHOD, () => ({}));
      connection.listen();
    },
    caller(socket) {
      const connection = join(socket);
      connection.listen();
      return (params) => {
        let timer;
        const late = new Promise((_, reject) => {
          timer = setTimeout(reject, LIMIT_MS, new Error('late'));
        });
        const answer = connection.sendRequest(METHOD, params);
        return Promise.race([answer, late]).finally(() => clearTimeout(timer));
      };
    },
  };
}

async function measure(call) {
  for (let i = 0; i < WARM_UP_CALLS; i += 1) await call(COMMIT);
  const times = [];
  for (let i = 0; i < SINGLE_CALLS; i += 1) {
    const startMs = performance.now();
    await call(COMMIT);
    times.push(performance.now() - startMs);
  }
  times.sort((a, b) => a - b);

  let left = MANY_CALLS;
  const manyMs = performance.now();
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await call(COMMIT);
    }
  };
  await Promise.all(Array.from({ length: OUTSTANDING }, worker));
  const seconds = (performance.now() - manyMs) / 1_000;

  const large = { ...COMMIT, value: 'x'.repeat(1_000_000) };
  const largeMs = performance.now();
  for (let i = 0; i < LARGE_CALLS; i += 1) await call(large);
  return {
    medianUs: Math.round(times[SINGLE_CALLS / 2] * 1_000),
    callsPerSecond: Math.round(MANY_CALLS / seconds),
    oneMegabyteMs: Number(((performance.now() - largeMs) / LARGE_CALLS).toFixed(1)),
  };
}

const [, file, name = 'json-rpc-2.0', role] = process.argv;
const library = name === 'vscode-jsonrpc' ? await headers() : await lines();
if (role === 'server') {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {});
    library.serve(socket);
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  process.once('disconnect', () => process.exit());
} else {
  const child = fork(file, [name, 'server']);
  const [port] = await once(child, 'message');
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  console.log(name, await measure(library.caller(socket)));
  socket.destroy();
  child.disconnect();
}
