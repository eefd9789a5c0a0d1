import { Cluster } from '../cluster/cluster.ts';
import type { Kit } from '../cluster/kit.ts';
import type { Choices } from '../seed.ts';
import { METHOD, type Request } from '../wire/messages.ts';
import type { RuleCode } from './rules.ts';
import { Scene } from './scene.ts';

/**
 * A whole cluster of real servers with the grader's links between them.
 *
 * The grader plays the client: it sends requests to the leader and reads the signed replies.
 */
export class WholeScene extends Scene {
  static async open(kit: Kit, choices: Choices, { f }: { f: number }): Promise<WholeScene> {
    const real = Array.from({ length: 3 * f + 1 }, (_, id) => id);
    return new WholeScene(await Cluster.start(kit, { f, view: 0, real }, choices), choices);
  }

  /** Ids of the servers that still run. */
  get alive(): number[] {
    return this.cluster.running.map(({ id }) => id);
  }

  /** Backups in an order that the seed chose. */
  get backups(): number[] {
    return this.choices.shuffled(this.cluster.ids.filter((id) => id !== this.cluster.leader));
  }

  /** The client sends a command to the leader. */
  request(command: string): Request {
    const request = this.makeRequest(command);
    this.note(`the client asks leader ${this.cluster.leader}: ${command}`);
    void this.cluster.send('client', this.cluster.leader, METHOD.request, request);
    return request;
  }

  /** A server crashes: SIGKILL. */
  async crash(id: number): Promise<void> {
    this.note(`server ${id} crashes`);
    await this.cluster.kill(id);
  }

  /** All of these servers must execute the request, with this result. */
  async mustExecute(
    request: Request,
    { by, code, result }: { by: readonly number[]; code: RuleCode; result: string },
  ): Promise<void> {
    const { command } = request.req;
    const seen = () => this.executionsOf(request).filter(({ server }) => by.includes(server));
    await this.must(() => new Set(seen().map(({ server }) => server)).size === by.length, {
      code,
      expected: `"${command}" is executed by servers ${by.join(', ')}`,
      actual: () =>
        `executed by ${this.#named(seen().map(({ server }) => server))}; the servers sent ${this.trafficOf()}`,
    });
    const other = seen().find((execution) => execution.result !== result);
    if (other === undefined) return;
    this.fail({
      code: 'result-right',
      expected: `all servers reply "${result}" to "${command}"`,
      actual: () => `server ${other.server} replied "${other.result}"`,
    });
  }

  /** No server may execute the request, once all that can move has moved. */
  async mustNotExecute(request: Request, code: RuleCode, why: string): Promise<void> {
    const seen = () => this.executionsOf(request).map(({ server }) => server);
    await this.mustNot(() => seen().length > 0, {
      code,
      expected: `"${request.req.command}" is not executed: ${why}`,
      actual: () => `executed by ${this.#named(seen())}`,
    });
  }

  #named(servers: readonly number[]): string {
    return servers.length === 0
      ? 'no server'
      : `servers ${[...new Set(servers)].sort().join(', ')}`;
  }
}
