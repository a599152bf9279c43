import { decodeText } from './decode-text';

const utf16 = Buffer.from('\ufeffkind: Node\u00e9', 'utf16le');

test.each([
  ['UTF-8', Buffer.from('kind: Node\u00e9')],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeffkind: Node\u00e9')],
  ['UTF-16 as PowerShell writes it', utf16],
  ['UTF-16 of the other byte order', Buffer.from(utf16).swap16()],
])('reads %s', (_, bytes) => expect(decodeText(bytes)).toBe('kind: Node\u00e9'));
