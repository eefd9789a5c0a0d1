import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { EnvironmentError, messageOf } from '../errors.ts';
import type { Result } from '../score/result.ts';

/** The result as JSON text, newline included. */
export function toJson(result: Result): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}

/**
 * Writes a result so that the file is whole at every moment: there is the old one or the new one.
 * @throws EnvironmentError when the place cannot be written.
 */
export async function writeJson(result: Result, file: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, toJson(result));
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new EnvironmentError(`cannot write ${file}: ${messageOf(cause)}`, { cause });
  }
}
