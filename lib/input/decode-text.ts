import { UserError } from '../util/user-error';

/** Byte order marks, and the encodings they stand for. */
const MARKS: [bytes: number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'], [[0xff, 0xfe], 'utf-16le'], [[0xfe, 0xff], 'utf-16be'],
];

/**
 * The text of a file, in the encoding that its byte order mark names; UTF-8 without one. PowerShell writes UTF-16.
 *
 * @throws when the bytes are no text of that encoding, or binary
 */
export function decodeText(bytes: Buffer, file?: string): string {
  const [, encoding] = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte)) ?? [[], 'utf-8'];
  const text = decoded(bytes, encoding);
  if (text === undefined) {
    throw new UserError(file, `not ${encoding.toUpperCase()}`, 'write YAML or JSON in UTF-8');
  }
  if (text.includes('\0')) {
    throw new UserError(file, 'binary', 'write YAML or JSON in UTF-8');
  }
  return text;
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      return undefined;
    }
    throw error;
  }
}
