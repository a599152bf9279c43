/** Byte order marks, and the encodings they stand for. */
const MARKS: [bytes: number[], encoding: string][] = [[[0xef, 0xbb, 0xbf], 'utf-8'], [[0xff, 0xfe], 'utf-16le'], [[0xfe, 0xff], 'utf-16be']];

/** The text of a file, in the encoding that its byte order mark names; UTF-8 without one. PowerShell writes UTF-16. */
export function decodeText(bytes: Buffer): string {
  const [, encoding] = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte)) ?? [[], 'utf-8'];
  return new TextDecoder(encoding).decode(bytes);
}
