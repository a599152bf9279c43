import { Command } from 'commander';
import { UserError } from '../lib/util/user-error';

/** Whose readers say more of an empty value than that it is empty. */
const SPEAK_FOR_THEMSELVES: ReadonlySet<string> = new Set(['paths', 'dir', 'folder', 'nodes', 'from', 'kubernetes']);

/**
 * An empty value is that of a variable that is not set: kubectl would take its own context for one, and nothing is
 * ignored by another.
 *
 * @throws when an option or an argument has a value without a letter
 */
export function refuseBlanks(command: Command): void {
  const given = [
    ...command.options.map((option) => ({
      key: option.attributeName(), name: option.long!, value: command.getOptionValue(option.attributeName()) as unknown,
    })),
    ...command.registeredArguments.map((argument, index) => ({
      key: argument.name(), name: argument.name(), value: command.processedArgs[index] as unknown,
    })),
  ];
  const blank = given.find(({ key, value }) => !SPEAK_FOR_THEMSELVES.has(key)
    && [value].flat().some((each) => typeof each === 'string' && each.trim() === ''));
  if (blank !== undefined) {
    throw new UserError(blank.name, 'has an empty value', 'write one, or leave it out');
  }
}
