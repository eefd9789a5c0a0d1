/** Names that a person may have meant. */

const MOST = 3;

/** The known names that are nearest to what was typed, the nearest first; none when all are far. */
export function nearest(typed: string, known: readonly string[]): string[] {
  const near = known
    .map((name) => ({ name, distance: distanceOf(typed, name) }))
    .filter(({ name, distance }) => distance <= Math.max(typed.length, name.length) / 2)
    .sort((a, b) => a.distance - b.distance);
  const inside = known.filter((name) => typed.length >= 3 && name.includes(typed));
  return [...new Set([...inside, ...near.map(({ name }) => name)])].slice(0, MOST);
}

/** Levenshtein's: characters that are to be put in, left out or replaced. */
function distanceOf(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, char] of [...one].entries()) {
    const now = [row + 1];
    for (const [column, wanted] of [...other].entries()) {
      const replaced = (before[column] ?? 0) + (char === wanted ? 0 : 1);
      const shorter = Math.min(before[column + 1] ?? 0, now[column] ?? 0) + 1;
      now.push(Math.min(replaced, shorter));
    }
    before = now;
  }
  return before.at(-1) ?? 0;
}
