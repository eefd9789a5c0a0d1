import { type Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import type { LatePolicy } from '../../score/late.ts';

const MAX_GRACE_DAYS = 366;
const Moment = z.iso.datetime({ offset: true });

/** What {@link withLateOptions} reads. */
export interface LateFlags {
  readonly due?: string;
  readonly late?: number | 'none';
  readonly graceDays?: number;
  readonly lateMax?: number;
}

/** Adds the options of a late policy to a command: the same ones wherever scores are written. */
export function withLateOptions(command: Command): Command {
  return command
    .option('--due <time>', 'when it was due, such as 2026-11-30T23:59:00+01:00', moment)
    .addOption(
      new Option(
        '--late <percent>/day',
        'percent of the points earned that each day begun costs, such as 10/day; none: no policy',
      ).argParser(perDay),
    )
    .option('--grace-days <n>', 'days late that cost a student nothing', graceDays)
    .option('--late-max <percent>', 'the most that is taken off (default: all)', percent);
}

/**
 * The policy that the options ask for: `none` takes back what another one took off, undefined
 * leaves scores as they are.
 * @throws UsageError when they do not go together.
 */
export function lateOptions(flags: LateFlags): LatePolicy | 'none' | undefined {
  const { due, late, graceDays, lateMax } = flags;
  const others = [
    ...(due === undefined ? [] : ['--due']),
    ...(graceDays === undefined ? [] : ['--grace-days']),
    ...(lateMax === undefined ? [] : ['--late-max']),
  ];
  if (late === undefined || late === 'none') {
    if (others.length === 0) return late;
    const says = late === 'none' ? '--late none does not go with' : '--late is missing beside';
    throw new UsageError(`${says} ${others.join(', ')}; a policy is --due <time> --late 10/day`);
  }
  if (due === undefined) {
    throw new UsageError('--late: say with --due when it was due, as 2026-11-30T23:59:00+01:00');
  }
  const most = lateMax === undefined ? {} : { maxPercent: lateMax };
  return { due, percentPerDay: late, graceDays: graceDays ?? 0, ...most };
}

function moment(value: string): string {
  if (Moment.safeParse(value).success) return value;
  throw new InvalidArgumentError(
    'Expected a time with its offset from UTC, such as 2026-11-30T23:59:00+01:00.',
  );
}

function perDay(value: string): number | 'none' {
  if (value === 'none') return 'none';
  const [, number = ''] = /^(\d+(?:\.\d+)?) ?%?\/day$/.exec(value) ?? [];
  if (number !== '' && Number(number) <= 100) return Number(number);
  throw new InvalidArgumentError('Expected percent a day, such as 10/day, at most 100, or none.');
}

function percent(value: string): number {
  const number = /^\d+(?:\.\d+)?%?$/.test(value) ? Number.parseFloat(value) : Number.NaN;
  if (number <= 100) return number;
  throw new InvalidArgumentError('Expected percent, from 0 to 100.');
}

function graceDays(value: string): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number <= MAX_GRACE_DAYS) return number;
  throw new InvalidArgumentError(`Expected a whole number from 0 to ${MAX_GRACE_DAYS}.`);
}
