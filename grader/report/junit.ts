import { createCB } from 'xmlbuilder2';
import type { CourseRow } from '../score/course.ts';
import type { Problem, Result, ScenarioResult } from '../score/result.ts';
import type { Say } from '../text/language.ts';
import { english, t } from '../text/text.ts';
import { tell } from '../text/told.ts';
import { oneLine, xmlText } from './escape.ts';
import { told, toldProblem } from './told.ts';

const NAME = 'pbft-lab';
/** What no XML document may hold (XML 1.0, section 2.2). */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

type Writer = ReturnType<typeof createCB>;

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly seconds: number;
  readonly properties?: Properties;
  /** How it ended; passed when absent. */
  readonly ending?: Ending;
}
interface Ending {
  readonly kind: 'failure' | 'error' | 'skipped';
  readonly type?: string;
  readonly message: string;
  readonly text?: string;
}
type Properties = Readonly<Record<string, string | number>>;
interface Suite {
  readonly name: string;
  readonly seconds: number;
  readonly properties: Properties;
  readonly cases: readonly Case[];
}

/**
 * JUnit XML of one submission: a failure is the student's, an error the machine's, and what is
 * blocked is skipped. Points are properties. The schema is fixtures/formats/junit.xsd.
 */
export function junit(result: Result, say: Say = english): string {
  return document([suiteOf(result.submission.id, result, say)]);
}

/** JUnit XML of a course: a suite for each attempt. */
export function junitCourse(rows: readonly CourseRow[], say: Say = english): string {
  return document(rows.map((row) => suiteOfRow(row, say)));
}

function suiteOfRow(row: CourseRow, say: Say): Suite {
  const { student, attempt, status, score, maxScore, result } = row;
  const reason = row.reason === undefined ? say(t`no reason is known`) : tell(say, row, 'reason');
  const which = attempt === undefined || attempt.of === 1 ? '' : ` attempt ${attempt.number}`;
  const name = student.id + which;
  if (result !== undefined) return suiteOf(name, result, say, score ?? 0);
  const ending: Ending =
    status === 'missing'
      ? { kind: 'skipped', message: say(t`nothing was handed in`) }
      : { kind: 'error', type: 'not-graded', message: reason };
  const only = { name: 'is graded', classname: 'submission', seconds: 0, ending };
  const properties = { score: score ?? '', 'max-score': maxScore };
  return { name, seconds: 0, properties, cases: [only] };
}

function suiteOf(name: string, result: Result, say: Say, score = result.score): Suite {
  const { maxScore, kit, seed, sandbox, node, durationMs, problem, scenarios } = result;
  const properties = { score, 'max-score': maxScore, kit, seed, sandbox, node };
  const cases = scenarios.map((scenario) => caseOf(scenario, say));
  // Else all would be skipped, and what does not build would look well.
  if (problem !== undefined) {
    const message = tell(say, problem, 'message');
    cases.unshift(problemCase(problem.code, message, toldProblem(result, say)));
  }
  return { name, seconds: durationMs / 1_000, properties, cases };
}

function problemCase(code: Problem['code'], message: string, text: string): Case {
  const ending = { kind: 'failure', type: code, message, text } as const;
  return { name: 'builds and starts', classname: 'submission', seconds: 0, ending };
}

function caseOf(scenario: ScenarioResult, say: Say): Case {
  const { id, group, score, maxScore, durationMs } = scenario;
  const ending = endingOf(scenario, say);
  return {
    name: id,
    classname: group,
    seconds: durationMs / 1_000,
    properties: { score, 'max-score': maxScore },
    ...(ending === undefined ? {} : { ending }),
  };
}

function endingOf(scenario: ScenarioResult, say: Say): Ending | undefined {
  const { status, cause } = scenario;
  const text = told(scenario, say);
  if (status === 'blocked') return { kind: 'skipped', message: text };
  if (status === 'error') return { kind: 'error', type: 'machine', message: text };
  return cause && { kind: 'failure', type: cause.code, message: tell(say, cause, 'rule'), text };
}

/** Written as it is made: a course of hundreds as a tree of elements takes half a megabyte for each. */
function document(suites: readonly Suite[]): string {
  const chunks: string[] = [];
  const xml = createCB({
    data: (chunk: string) => void chunks.push(chunk),
    prettyPrint: true,
  });
  const seconds = suites.reduce((sum, suite) => sum + suite.seconds, 0);
  const all = suites.flatMap(({ cases }) => cases);
  xml.dec({ version: '1.0', encoding: 'UTF-8' });
  xml.ele('testsuites', attributes(NAME, all, seconds));
  for (const { name, seconds, properties, cases } of suites) {
    xml.ele('testsuite', attributes(name, cases, seconds));
    addProperties(xml, properties);
    for (const one of cases) addCase(xml, one);
    xml.up();
  }
  xml.end();
  // Nothing of that comes so far; if it did, a reader would refuse the whole file. The writer lets it pass.
  return `${chunks.join('').replace(FORBIDDEN, '\uFFFD')}\n`;
}

function addCase(xml: Writer, { name, classname, seconds, properties, ending }: Case): void {
  const time = seconds.toFixed(3);
  xml.ele('testcase', { name: line(name), classname: line(classname), time });
  if (properties !== undefined) addProperties(xml, properties);
  if (ending !== undefined) {
    const { kind, type, message, text = '' } = ending;
    const typed = type === undefined ? {} : { type: line(type) };
    xml.ele(kind, { ...typed, message: line(message) });
    if (text !== '') xml.txt(xmlText(text));
    xml.up();
  }
  xml.up();
}

function addProperties(xml: Writer, properties: Properties): void {
  xml.ele('properties');
  for (const [name, value] of Object.entries(properties)) {
    xml.ele('property', { name, value: line(String(value)) }).up();
  }
  xml.up();
}

function attributes(name: string, cases: readonly Case[], seconds: number) {
  const count = (kind: Ending['kind']): string =>
    String(cases.filter(({ ending }) => ending?.kind === kind).length);
  return {
    name: line(name),
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds.toFixed(3),
  };
}

/** For an attribute: a newline in one is read as a space. */
function line(text: string): string {
  return xmlText(oneLine(text));
}
