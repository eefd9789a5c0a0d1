import type { Location } from '../errors.ts';
import { english, type Message } from '../text/text.ts';
import type { RuleCode } from './rules.ts';

/** What a scenario saw instead of what the rule asks for. */
export interface Finding {
  readonly code: RuleCode;
  /** What the grader did, one step a line. */
  readonly sent: readonly Message[];
  readonly expected: Message;
  readonly actual: Message;
  readonly location?: Location | undefined;
  /** True when a time limit ran out: the machine may be to blame. */
  readonly timedOut?: boolean;
}

/** Thrown by a scenario when the submission breaks a rule. */
export class Broken extends Error {
  readonly finding: Finding;
  /** True when it already says what really went wrong; see Scene.explain. */
  readonly explained: boolean;

  constructor(finding: Finding, explained = false) {
    super(
      `${finding.code}: expected ${english(finding.expected)}; seen: ${english(finding.actual)}`,
    );
    this.name = 'Broken';
    this.finding = finding;
    this.explained = explained;
  }
}
