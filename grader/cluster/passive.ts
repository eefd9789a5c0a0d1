import { DeadPort, Port } from '../network/endpoint.ts';
import type { Network } from '../network/network.ts';
import type { Party } from '../network/trace.ts';
import { METHOD } from '../wire/messages.ts';

/** How the port of a server behaves that does nothing by itself. */
export type Passive = 'answers' | 'hangs' | 'refuses';

/** Who sends to whom. */
interface Way {
  readonly from: Party;
  readonly to: Party;
}

/** Opens such a port for what `from` sends to `to`. */
export async function openPassive(
  passive: Passive,
  way: Way,
  network: Network,
): Promise<{ readonly address: string; close(): void }> {
  const port = await recorder(way, network, passive !== 'hangs');
  if (passive !== 'refuses') return port;
  const dead = await DeadPort.open(port.address);
  const close = (): void => {
    dead.close();
    port.close();
  };
  return { address: dead.address, close };
}

/** A port that records what comes in, and answers it or not. */
export function recorder(way: Way, network: Network, answers: boolean): Promise<Port> {
  return Port.answering(network.meter.of(way.from), (method, params, answer) => {
    if (method !== METHOD.ping) {
      const message = network.trace.sent({ ...way, method, params, made: false });
      network.trace.add({ kind: 'delivered', message });
    }
    if (answers) answer({});
  });
}
