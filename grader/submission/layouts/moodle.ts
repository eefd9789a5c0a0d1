/**
 * Moodle, "Download all submissions": `<Full name>_<number>_assignsubmission_file_/…`, or flat
 * files `<Full name>_<number>_assignsubmission_file_<file>`. Text that was typed in is beside it
 * as `…_assignsubmission_onlinetext…`.
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
  type Top,
  topsOf,
} from './view.ts';

// The first match counts: the name of a file is the student's, and may contain another.
const NAMED = /^(?<name>.+?)_(?<id>\d+)_assignsubmission_(?<plugin>file|onlinetext)_?(?<file>.*)$/s;

/** What unzip writes in place of a letter that its locale lacks, such as `#U00e9`. */
const ESCAPED = /#U(?<code>[0-9a-f]{4})/gi;

export const moodle: LayoutReader = {
  layout: 'moodle',
  expected: t`folders such as "Jane Doe_1234_assignsubmission_file_", or files that begin so`,
  share: (view) => shareOf(topsOf(view), ({ name }) => NAMED.test(name)),
  read(view, skips) {
    const students = new Map<string, Handed & { files: Item[] }>();
    for (const top of topsOf(view)) {
      const { id, name = '', plugin, file = '' } = NAMED.exec(top.name)?.groups ?? {};
      if (id === undefined) {
        skips.add(placeOf(top), t`not named as Moodle names a submission`);
        continue;
      }
      const seen = students.get(id) ?? {
        students: [student(id, { name: decoded(name) })],
        from: placeOf(top),
        files: [],
        order: 0,
      };
      if (plugin === 'file') seen.files.push(...filesOf(top, file));
      students.set(id, seen);
    }
    return [...students.values()];
  },
};

function filesOf({ isFile, items }: Top, file: string): Item[] {
  return isFile ? items.map(({ entry }) => ({ path: file, entry })) : [...items];
}

function decoded(name: string): string | undefined {
  const letters = name.replace(ESCAPED, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return plainName(letters.replaceAll('_', ' '));
}
