import { runPackCommand } from '../pack/command.ts';
import { studentPack } from '../pack/student.ts';
import { t } from '../text/text.ts';

await runPackCommand({
  name: 'npm run pack:student',
  does: t`Writes what students get as a zip: the starter, the grader and the handout; no solution and
    no fixtures.`,
  file: 'pbft-lab-student.zip',
  entriesOf: studentPack,
});
