import fc from 'fast-check';

/** Pieces that mean something to one of the readers, between anything else. */
const piece = fc.oneof(
  fc.constantFrom(
    '::error file=a::b', '::stop-commands::x', '##[error]', '##vso[task]', '##teamcity[x]', '\n', '\r', '\u001b[2K',
    '\u200b', '\u202e', '\ufeff', '@octocat', '#123', 'a@b.c', '[x](http://e.x)', '![i](http://e.x/i.png)',
    '<img src=x>', '<!--', '-->', '`', '``', '|', '\\', '*', '_', '~~', '$x$', 'www.e.x', 'https://e.x', ':tada:',
    '&amp;', '&', '"', "'", 'abc', ' ', '::', '##',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
/** Text that tries to be more than text. */
export const hostileText = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

/** What GitHub Actions, Azure Pipelines and TeamCity would obey, in a log as they read it. */
export function commands(log: string): string[] {
  return log
    .replace(/\u001b\[[\d;]*m/g, '')
    .split(/[\n\r]/)
    .filter((line) => line.trimStart().startsWith('::') || /##(\[|vso\[|teamcity\[)/i.test(line));
}
