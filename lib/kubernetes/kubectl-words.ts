/** A line of the log of client-go: severity, day, time, process, file and line of its source. */
const LOG_LINE = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ \S+\.go:\d+\] /;

/** What kubectl, or another program, says on its standard error, without the log of the library beneath it. */
export function wordsOf(stderr: string): readonly string[] {
  const lines = stderr.trim().split('\n');
  const words = lines.filter((line) => !LOG_LINE.test(line));
  return words.length > 0 ? words : lines;
}
