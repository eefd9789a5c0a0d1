import { type Command, Option } from 'commander';
import * as z from 'zod';
import { invalid } from '../../ending.ts';
import { UsageError } from '../../errors.ts';
import type { LatePolicy } from '../../score/late.ts';
import { spoken } from '../../text/language.ts';
import { t } from '../../text/text.ts';

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
    .option('--due <time>', spoken(t`when it was due, such as 2026-11-30T23:59:00+01:00`), moment)
    .addOption(
      new Option(
        '--late <percent>/day',
        spoken(t`percent of the points earned that each day begun costs, such as 10/day; none: no
          policy`),
      ).argParser(perDay),
    )
    .option('--grace-days <n>', spoken(t`days late that cost a student nothing`), graceDays)
    .option('--late-max <percent>', spoken(t`the most that is taken off (default: all)`), percent);
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
    throw new UsageError(
      late === 'none'
        ? t`--late none does not go with ${others}; a policy is --due <time> --late 10/day`
        : t`--late is missing beside ${others}; a policy is --due <time> --late 10/day`,
    );
  }
  if (due === undefined) {
    throw new UsageError(t`--late: say with --due when it was due, as 2026-11-30T23:59:00+01:00`);
  }
  const most = lateMax === undefined ? {} : { maxPercent: lateMax };
  return { due, percentPerDay: late, graceDays: graceDays ?? 0, ...most };
}

function moment(value: string): string {
  if (Moment.safeParse(value).success) return value;
  throw invalid(t`Expected a time with its offset from UTC, such as 2026-11-30T23:59:00+01:00.`);
}

function perDay(value: string): number | 'none' {
  if (value === 'none') return 'none';
  const [, number = ''] = /^(\d+(?:\.\d+)?) ?%?\/day$/.exec(value) ?? [];
  if (number !== '' && Number(number) <= 100) return Number(number);
  throw invalid(t`Expected percent a day, such as 10/day, at most 100, or none.`);
}

function percent(value: string): number {
  const number = /^\d+(?:\.\d+)?%?$/.test(value) ? Number.parseFloat(value) : Number.NaN;
  if (number <= 100) return number;
  throw invalid(t`Expected percent, from 0 to 100.`);
}

function graceDays(value: string): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number <= MAX_GRACE_DAYS) return number;
  throw invalid(t`Expected a whole number from 0 to ${MAX_GRACE_DAYS}.`);
}
