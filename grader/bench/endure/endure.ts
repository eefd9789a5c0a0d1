import { MeasuredCluster } from '../cluster.ts';
import { Load } from '../load.ts';
import { PutsAndDels } from './history.ts';
import { Ledger } from './ledger.ts';
import type { Endured, Enduring, Setting } from './result.ts';
import { Failed, Trial } from './trial.ts';

/**
 * Has real servers work under load, then under attack, and checks that they lost nothing, did nothing
 * twice and kept nothing. A check that fails is in the result; what could not follow it is not.
 *
 * No threshold depends on how fast the machine is: what is judged is what was executed and what is kept
 * after so many requests. Only waits have limits, of a minute, for what takes milliseconds.
 */
export async function endure(setting: Setting, enduring: Enduring): Promise<Endured> {
  const { f, clients } = setting;
  const { lab, workDir, onPhase } = enduring;
  onPhase('start', 0);
  // One request a seq, so that the ledger can tell two executions of one request apart.
  const cluster = await MeasuredCluster.start({ file: lab.file, f, batch: 1, workDir });
  try {
    const ledger = new Ledger(cluster.servers.length);
    const work = { history: new PutsAndDels(), witness: ledger.witness };
    const load = await Load.open(cluster, { count: clients, apart: true }, work, enduring);
    const trial = new Trial(setting, enduring, { cluster, load, ledger });
    try {
      await trial.load();
      if (setting.attackSeconds > 0) await trial.attack();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
    } finally {
      load.close();
    }
    return trial.endured;
  } finally {
    await cluster.close();
  }
}
