/** `gh classroom clone student-repos`: `<slug>-submissions/<slug>-<login>/`. */
import { t } from '../../text/text.ts';
import { type LayoutReader, placeOf, shareOf, student, topsOf, type View } from './view.ts';

const CONTAINER = /^(?<slug>.+)-submissions$/;

export const classroom: LayoutReader = {
  layout: 'classroom',
  expected: t`a folder <slug>-submissions with a folder <slug>-<login> for each student`,
  share: (view) =>
    shareOf(topsOf(view), ({ name, isFile }) => !isFile && loginOf(view, name) !== ''),
  read(view, skips) {
    return topsOf(view).flatMap((top) => {
      const login = loginOf(view, top.name);
      if (!top.isFile && login !== '') {
        return { students: [student(login)], from: placeOf(top), files: top.items, order: 0 };
      }
      skips.add(placeOf(top), t`not named as GitHub Classroom names a repository`);
      return [];
    });
  },
};

/** Empty when the folder is named otherwise. */
function loginOf(view: View, folder: string): string {
  const slug = CONTAINER.exec(view.name)?.groups?.slug;
  return slug !== undefined && folder.startsWith(`${slug}-`) ? folder.slice(slug.length + 1) : '';
}
