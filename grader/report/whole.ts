import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { EnvironmentError, messageOf } from '../errors.ts';
import { t } from '../text/text.ts';

/**
 * Writes a file that is whole at every moment: there is the old one or the new one.
 * @throws EnvironmentError when the place cannot be written.
 */
export async function writeWhole(text: string, file: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new EnvironmentError(t`cannot write ${file}: ${messageOf(cause)}`, { cause });
  }
}
