/** What all commands of the grader have alike: the language, and help and errors that speak it. */
import { Command, type ErrorOptions, type Help, Option } from 'commander';
import { saidByCommander } from './command-errors.ts';
import { SpokenHelp } from './command-help.ts';
import { LANGUAGES, spoken } from './text/language.ts';
import { type Message, t } from './text/text.ts';

/** How a command tells what it is. */
interface Introduction {
  /** As a person types it, such as `npm run grade`. */
  readonly name: string;
  /** What it does, each sentence on a line of its own. */
  readonly does: readonly Message[];
  /** What stands below its options, such as its exit codes; each on a line of its own. */
  readonly below?: readonly Message[];
}

/**
 * A command with `--help`, whose help and errors are in the language of `--lang`, else of the
 * environment. Descriptions that are added to it are to be {@link spoken}. It is started with
 * `runCommand`, which adds `--lang`.
 */
export function command({ name, does, below = [] }: Introduction): Command {
  return new SpokenCommand(`${name} --`)
    .description(does.map(spoken).join('\n'))
    .helpOption('-h, --help', spoken(t`show this help`))
    .addHelpText('after', below.map((line) => `\n${spoken(line)}`).join(''));
}

/** `--lang`; `spokenLanguage` reads it before the command line is parsed, since help has a language. */
export function languageOption(): Option {
  return new Option('--lang <language>', spoken(t`the language of all that is said`))
    .choices(LANGUAGES)
    .default(undefined, spoken(t`that of the environment`));
}

/** Commander says what is wrong in English only. */
class SpokenCommand extends Command {
  override createHelp(): Help {
    return Object.assign(new SpokenHelp(), this.configureHelp());
  }

  override error(message: string, options?: ErrorOptions): never {
    return super.error(saidByCommander(message, spoken), options);
  }
}
