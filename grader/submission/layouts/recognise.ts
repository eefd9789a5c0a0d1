import { UsageError } from '../../errors.ts';
import { type Gap, type Said, t } from '../../text/text.ts';
import { printable } from '../archive/names.ts';
import type { Skips } from '../archive/skips.ts';
import type { Layout } from '../intake-types.ts';
import { canvas } from './canvas.ts';
import { classroom } from './classroom.ts';
import { folder } from './folder.ts';
import { gradescope } from './gradescope.ts';
import { moodle } from './moodle.ts';
import { type Handed, type LayoutReader, topsOf, unwrapped, type View } from './view.ts';

const PLATFORMS: readonly LayoutReader[] = [canvas, moodle, gradescope, classroom];

/** The part of what is at the top that has to be named as a platform names it. */
const RECOGNISED_ABOVE = 0.5;
const MAX_SHOWN_NAMES = 5;

/**
 * Finds the submissions: by the layout that is asked for, else by the one platform whose names
 * these are, else one folder a student.
 * @throws UsageError when the layout does not fit, or there are no submissions.
 */
export async function byLayout(
  view: View,
  asked: Layout | undefined,
  skips: Skips,
): Promise<{ readonly layout: Layout; readonly handed: readonly Handed[] }> {
  const inside = unwrapped(view);
  const views = inside === undefined ? [view] : [view, inside];
  const { reader, at } =
    asked === undefined ? recognised(view, views) : fitting(asked, view, views);
  const handed = await reader.read(at, skips);
  if (handed.length > 0) return { layout: reader.layout, handed };
  throw misfit(t`expected submissions: ${folder.expected}`, view);
}

type Found = { readonly reader: LayoutReader; readonly at: View };

function recognised(view: View, views: readonly View[]): Found {
  for (const at of views) {
    const fits = PLATFORMS.filter((reader) => reader.share(at) > RECOGNISED_ABOVE);
    const [reader] = fits;
    if (reader !== undefined && fits.length === 1) return { reader, at };
  }
  return { reader: folder, at: view };
}

function fitting(asked: Layout, view: View, views: readonly View[]): Found {
  const reader = [...PLATFORMS, folder].find(({ layout }) => layout === asked) ?? folder;
  const at = views.find((one) => reader.share(one) > 0);
  if (at !== undefined) return { reader, at };
  throw misfit(t`--layout ${asked}: expected ${reader.expected}`, view);
}

function misfit(expected: Said, view: View): UsageError {
  const names = topsOf(view).map(({ name, isFile }) => printable(isFile ? name : `${name}/`));
  return new UsageError(
    t`${expected}; saw ${sightOf(names)}. Leave out --layout, choose another one, or say with
      --pattern '(?<id>…)' where the student's id is in the paths.`,
  );
}

function sightOf(names: readonly string[]): Gap {
  if (names.length === 0) return t`nothing`;
  const shown = names.slice(0, MAX_SHOWN_NAMES);
  const more = names.length - shown.length;
  return more === 0 ? shown : t`${shown}, and ${more} more`;
}
