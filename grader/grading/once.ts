import { grade } from '../grade.ts';
import { Listing } from '../report/listing.ts';
import { Progress } from '../report/progress.ts';
import { repeatCommand } from '../report/terminal.ts';
import { timingText } from '../report/timing.ts';
import { writeWhole } from '../report/whole.ts';
import type { Result } from '../score/result.ts';
import { groupTitles } from '../score/rubric.ts';
import { t } from '../text/text.ts';
import type { Job, Outputs } from './job.ts';
import { exitCodeOf, withoutTraces, writeTo } from './outputs.ts';

/** Grades, and tells about each scenario as it ends. */
export async function gradeOnce(
  job: Job,
  outputs: Outputs,
  seed: string,
  signal: AbortSignal,
): Promise<void> {
  const { asked, terminal, write, say } = job;
  const { formats, html, json, trace } = outputs;
  write(`${terminal.heading(asked.path, seed)}\n`);
  await formats.start();
  const full = await played(job, outputs, seed, signal);
  const result = trace ? full : withoutTraces(full);
  write(`\n${terminal.summary(result, asked)}`);
  if (outputs.timing) write(`\n${timingText(result, say)}`);
  await writeTo(json, result);
  await formats.end(result);
  if (html !== undefined) await writePage(job, full, html);
  const hasHints = result.problem !== undefined || result.scenarios.some(({ cause }) => cause);
  if (job.moreHints !== undefined && hasHints) write(`\n${job.moreHints}`);
  process.exitCode = exitCodeOf(result, outputs.minScore);
}

async function played(
  { asked: _, terminal, write, live, ...job }: Job,
  { formats, html, trace }: Outputs,
  seed: string,
  signal: AbortSignal,
): Promise<Result> {
  const listing = new Listing(terminal, write);
  const progress = new Progress(
    terminal.order(job.scenarios),
    (result) => listing.add(result),
    live,
  );
  try {
    const result = await grade({
      path: job.target,
      seed,
      scenarios: job.scenarios,
      rubric: job.rubric,
      exploreMs: job.exploreMs,
      sandbox: job.sandbox,
      trace: trace || html !== undefined,
      logs: html !== undefined,
      signal,
      onStart: ({ id }) => progress.started(id),
      onEnd: (ended) => {
        progress.ended(ended);
        formats.ended(ended, job.scenarios.length);
      },
    });
    progress.stop();
    listing.end();
    return result;
  } finally {
    progress.stop();
  }
}

/** The report as a page, and where it is. */
async function writePage(job: Job, result: Result, file: string): Promise<void> {
  const { asked, language, rubric, say, write } = job;
  const { htmlReport } = await import('../report/html/report.ts'); // loaded only when asked for
  const repeat = (id: string): string => repeatCommand(asked, id, result.seed);
  const page = await htmlReport(result, { language, repeat, groups: groupTitles(rubric) });
  await writeWhole(page, file);
  write(`\n${say(t`The report as a page: ${file}`)}`);
}
