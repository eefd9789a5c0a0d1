/** What the page keeps of a replay for its script: shared by the side that writes and the one that reads. */

/** A certificate as a row of the table: finished texts. */
export interface Row {
  /** Names the row: server and seq. */
  readonly key: string;
  readonly cells: readonly string[];
  /** How far it is: names its colour. */
  readonly stage: string;
}

export interface StepData {
  /** What happens, in one sentence. */
  readonly text: string;
  readonly atMs: number;
  /** Marks of the diagram that are about this step. */
  readonly marks: readonly string[];
  /** Certificates that changed, as they are after it. */
  readonly rows: readonly Row[];
}

export interface ReplayData {
  readonly steps: readonly StepData[];
  /** The step where the rule broke. */
  readonly broken: number | null;
  /** When each log line came, in the order in which they stand in the page. */
  readonly logsAtMs: readonly number[];
}

/** Names the mark of a message: one delivery, or that it was sent. */
export function messageMark(message: number, delivery: number | undefined): string {
  return delivery === undefined ? `m${message}` : `m${message}.${delivery}`;
}

/** Names the mark of an event of the trace. */
export function eventMark(event: number): string {
  return `e${event}`;
}
