import { runPackCommand } from '../pack/command.ts';
import { gradescopePack } from '../pack/gradescope.ts';
import { t } from '../text/text.ts';

await runPackCommand({
  name: 'npm run pack:gradescope',
  does: t`Writes the autograder for Gradescope as a zip, to be uploaded there.`,
  file: 'pbft-lab-gradescope.zip',
  entriesOf: gradescopePack,
});
