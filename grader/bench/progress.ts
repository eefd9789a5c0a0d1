/**
 * What to tell of each phase as it goes on: the percent of it that is done, whenever that has changed.
 * Most requests change nothing, and telling takes time that is measured.
 */
export function byPercent<Phase extends string>(
  show: (phase: Phase, percent: number) => void,
): (phase: Phase, part: number) => void {
  let shown = '';
  return (phase, part) => {
    const percent = Math.floor(part * 100);
    if (shown === `${phase} ${percent}`) return;
    shown = `${phase} ${percent}`;
    show(phase, percent);
  };
}
