import manifest from '../../package.json' with { type: 'json' };
import { fault, Job, keyOf, Outcome, sha256Of } from '../batch/job.ts';
import type { Result } from '../score/result.ts';
import { type Said, t } from '../text/text.ts';

/**
 * The job that a queue holds, or why it is not to be graded here: it is of another form, kit or
 * tier, or its key is not that of its content.
 */
export function jobIn(data: unknown, tier: string): Job | Said {
  const { success, data: job } = Job.safeParse(data);
  if (!success) return t`the queue holds a job of another form`;
  const { key, source, kit, rubric, seed } = job;
  if (kit !== manifest.version) return t`the job is for kit ${kit}, not ${manifest.version}`;
  if (job.tier !== tier) return t`the job is for the tier ${job.tier}, not ${tier}`;
  const own = keyOf(sha256Of(source), { kit, rubric, seed, tier });
  return own === key ? job : t`the key of the job is not that of its content`;
}

/**
 * What a worker returned for a job. A result that is not of this job is a fault, so it is never
 * kept: the job is graded again.
 */
export function outcomeIn(returned: unknown, job: Job): Outcome {
  const { success, data: outcome, error } = Outcome.safeParse(returned);
  if (!success) {
    const where = error.issues[0]?.path.join('.') ?? '';
    return fault(t`a worker returned no result (${where}: ${error.issues[0]?.message ?? ''})`);
  }
  if (outcome.kind === 'fault') return outcome;
  const wrong = foreign(outcome.result, job);
  return wrong === undefined ? outcome : fault(t`a worker returned a result with another ${wrong}`);
}

function foreign(
  { kit, seed, sandbox, submission }: Result,
  { source, ...job }: Job,
): string | undefined {
  if (kit !== job.kit) return 'kit';
  if (seed !== job.seed) return 'seed';
  if (sandbox !== job.tier) return 'tier';
  const isOther = submission.sha256 !== null && submission.sha256 !== sha256Of(source);
  return isOther ? 'source' : undefined;
}
