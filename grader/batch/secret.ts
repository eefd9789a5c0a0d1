import { readFile } from 'node:fs/promises';
import { typed } from '../ending.ts';
import { saidOf, UsageError } from '../errors.ts';
import { t } from '../text/text.ts';

/** A shorter secret can be guessed. */
const MIN_SECRET_CHARS = 16;

/**
 * Reads the secret of an assignment.
 * @param given a file as it was typed.
 * @throws UsageError when it cannot be read, or is too short.
 */
export async function secretIn(given: string): Promise<string> {
  const text = await readFile(typed(given), 'utf8').catch((error: unknown) => {
    throw new UsageError(t`--secret: cannot read ${given}: ${saidOf(error)}. Make one:
      openssl rand -hex 32 > ${given}`);
  });
  const secret = text.trim();
  if (secret.length >= MIN_SECRET_CHARS) return secret;
  throw new UsageError(t`--secret: ${given} holds less than ${MIN_SECRET_CHARS} characters`);
}
