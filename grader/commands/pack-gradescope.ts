import { runPackCommand } from '../pack/command.ts';
import { gradescopePack } from '../pack/gradescope.ts';

await runPackCommand({
  name: 'npm run pack:gradescope',
  description: 'Writes the autograder for Gradescope as a zip, to be uploaded there.',
  file: 'pbft-lab-gradescope.zip',
  entriesOf: gradescopePack,
});
