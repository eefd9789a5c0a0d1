/**
 * Canvas, "Download Submissions": a flat zip of `<lastfirst>[_LATE]_<user id>_<attachment id>_<file>`.
 * The source of the names is `lib/content_zipper.rb` of Canvas: names are in lower case there, so
 * LATE is none; a text or a link has no attachment; anonymous students are `[LATE_]anon_<id>`.
 */
import { t } from '../../text/text.ts';
import { plainName } from '../archive/names.ts';
import {
  type Handed,
  type Item,
  type LayoutReader,
  placeOf,
  shareOf,
  student,
  topsOf,
} from './view.ts';

const ATTACHED = String.raw`(?:\d+_(?<file>.+)|(?:text|link)\.html)$`;
// The names of files are the student's: the first match counts, which is Canvas's own.
const NAMED = new RegExp(String.raw`^(?<name>.+?)(?<late>_LATE)?_(?<id>\d+)_${ATTACHED}`, 's');
const ANONYMOUS = new RegExp(
  `^(?<late>LATE_)?anon_(?<late2>LATE_)?(?<id>[A-Za-z0-9]+)_${ATTACHED}`,
  's',
);

/** A resubmitted file is `lab-1.zip`, then `lab-2.zip`. */
const RESUBMITTED = /^(?<stem>.+)-(?<number>\d{1,3})(?<ending>(?:\.tar)?\.[A-Za-z0-9]+)$/s;
/** A browser's second download of a file is `lab (1).zip`. */
const DOWNLOADED_AGAIN = / ?\(\d+\)(?=\.[A-Za-z0-9]+$)/;

interface Attached {
  readonly id: string;
  readonly name: string | undefined;
  readonly late: boolean;
  /** The file's name without the number of a resubmission. */
  readonly file: string;
  readonly number: number;
  readonly item: Item;
}

export const canvas: LayoutReader = {
  layout: 'canvas',
  expected: t`files such as doejane_1234_56789_server.ts or doejane_LATE_1234_56789_lab.zip`,
  share: (view) => shareOf(topsOf(view), ({ name, isFile }) => isFile && match(name) !== null),
  read(view, skips) {
    const students = new Map<string, Attached[]>();
    for (const top of topsOf(view)) {
      const [item] = top.items;
      const attached = top.isFile && item !== undefined ? decode(top.name, item) : undefined;
      if (attached === undefined) {
        skips.add(placeOf(top), t`not named as Canvas names a submission`);
      } else students.set(attached.id, [...(students.get(attached.id) ?? []), attached]);
    }
    return [...students.values()].flatMap(attemptsOf);
  },
};

function match(name: string): RegExpExecArray | null {
  return ANONYMOUS.exec(name) ?? NAMED.exec(name);
}

function decode(top: string, item: Item): Attached | undefined {
  const { id, name, late, late2, file } = match(top)?.groups ?? {};
  if (id === undefined) return undefined;
  const { stem, number = '0', ending } = RESUBMITTED.exec(file ?? '')?.groups ?? {};
  return {
    id,
    name: plainName(name),
    late: late !== undefined || late2 !== undefined,
    file: (stem === undefined ? (file ?? top) : `${stem}${ending}`).replace(DOWNLOADED_AGAIN, ''),
    number: Number(number),
    item,
  };
}

/**
 * One submission for each number that tells two files of one name apart. A number alone does not:
 * `lab-2.zip` may be what the student called it.
 */
function attemptsOf(attached: readonly Attached[]): Handed[] {
  const numbersOf = (file: string): number[] => [
    ...new Set(attached.filter((one) => one.file === file).map(({ number }) => number)),
  ];
  const repeated = attached.map(({ file }) => numbersOf(file)).filter(({ length }) => length > 1);
  const numbers = [...new Set(repeated.flat())].sort((a, b) => a - b);
  const [first = 0] = numbers;
  const attempts = new Map<number, Attached[]>();
  for (const one of attached) {
    const number = numbers.findLast((candidate) => candidate <= one.number) ?? first;
    attempts.set(number, [...(attempts.get(number) ?? []), one]);
  }
  return [...attempts].flatMap(([order, files]) => {
    const [one] = files;
    if (one === undefined) return [];
    return {
      students: [student(one.id, { name: one.name })],
      from: one.item.entry.path,
      files: files.map(({ file, item }) => ({ path: file, entry: item.entry })),
      late: files.some(({ late }) => late),
      order,
    };
  });
}
