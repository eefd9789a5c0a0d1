import { type Argument, type Command, Help, type Option } from 'commander';
import { wrapped } from './report/width.ts';
import { spoken } from './text/language.ts';
import { type Said, t } from './text/text.ts';

const TITLES: Readonly<Record<string, Said>> = {
  'Usage:': t`Usage:`,
  'Arguments:': t`Arguments:`,
  'Options:': t`Options:`,
};

/** The help of a command, with the words of commander in the language of the command. */
export class SpokenHelp extends Help {
  /** A full-width colon brings its own space. */
  override formatHelp(command: Command, helper: Help): string {
    return super.formatHelp(command, helper).replace('： ', '：');
  }

  override styleTitle(title: string): string {
    return spoken(TITLES[title] ?? title);
  }

  override commandUsage(command: Command): string {
    return super.commandUsage(command).replace('[options]', spoken(t`[options]`));
  }

  override optionDescription(option: Option): string {
    const { optional, required } = option;
    // A flag that is not given is no value to tell, and a preset is for what may have no value.
    const isTold = required || optional;
    return described(option.description, {
      argChoices: option.argChoices,
      defaultValue: isTold ? option.defaultValue : undefined,
      defaultValueDescription: isTold ? option.defaultValueDescription : undefined,
      presetArg: optional ? option.presetArg : undefined,
    });
  }

  override argumentDescription(argument: Argument): string {
    return described(argument.description, argument);
  }

  /** Chinese has no spaces that a line could end at. */
  override boxWrap(text: string, width: number): string {
    if (width < this.minWidthToWrap || !/\p{Script=Han}/u.test(text)) {
      return super.boxWrap(text, width);
    }
    return wrapped(text, width);
  }
}

/** What commander knows of a value. */
interface Values {
  readonly argChoices?: readonly string[] | undefined;
  readonly defaultValue?: unknown;
  /** What the default is, in words; also for one that is found out later. */
  readonly defaultValueDescription?: string | undefined;
  /** The value of an option that is given without one. */
  readonly presetArg?: unknown;
}

function described(description: string, values: Values): string {
  const { argChoices, defaultValue, presetArg } = values;
  const { defaultValueDescription: known = JSON.stringify(defaultValue) } = values;
  const details: Said[] = [];
  const choices = argChoices?.map((choice) => JSON.stringify(choice));
  if (choices !== undefined) details.push(t`choices: ${choices}`);
  if (known !== undefined) details.push(t`default: ${known}`);
  if (presetArg !== undefined) details.push(t`preset: ${JSON.stringify(presetArg)}`);
  const [first, ...more] = details;
  if (first === undefined) return description;
  return spoken(t`${description} (${more.reduce((said, one) => t`${said}, ${one}`, first)})`);
}
