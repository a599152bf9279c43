/** A line of the log of client-go: severity, day, time, process, file and line of its source. */
const LOG_LINE = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ \S+\.go:\d+\] /;

/** What kubectl writes before a message, and this package before that of its own. */
const PREFIX = /^error: /;

/** Characters of a line that a message repeats. */
const LONGEST = 500;

/**
 * What kubectl, or another program, says on its standard error, without the log of the library beneath it: lines that
 * fit into a message, of which there is always one.
 */
export function wordsOf(stderr: string): readonly string[] {
  const lines = stderr.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const words = lines.filter((line) => !LOG_LINE.test(line)).map((line) => line.replace(PREFIX, ''));
  const said = words.length > 0 ? words : lines.length > 0 ? lines : ['it says nothing'];
  return said.map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line));
}
