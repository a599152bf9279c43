/** What keeps a text from being JSON, by what `JSON.parse` threw, without the words of its grammar. */
export function jsonProblem(text: string, { message }: Error): string {
  if (/Unexpected end|Unterminated/.test(message)) {
    return 'not JSON: cut off before its end';
  }
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
  const before = text.slice(0, position).split('\n');
  return before.join('').trim() === ''
    ? 'not JSON'
    : `not JSON from line ${before.length}, column ${before.at(-1)!.length + 1} on`;
}
