import { decodeText } from './decode-text';

const utf16 = Buffer.from('\ufeffkind: Node\u00e9', 'utf16le');

test.each([
  ['UTF-8', Buffer.from('kind: Node\u00e9')],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeffkind: Node\u00e9')],
  ['UTF-16 as PowerShell writes it', utf16],
  ['UTF-16 of the other byte order', Buffer.from(utf16).swap16()],
])('reads %s', (_, bytes) => expect(decodeText(bytes)).toBe('kind: Node\u00e9'));

test('fails when bytes are no text', () => {
  expect(() => decodeText(Buffer.from([0x61, 0xff]), 'a.yaml')).toThrow(
    'a.yaml: not UTF-8; write YAML or JSON in UTF-8',
  );
  expect(() => decodeText(Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 'a.yaml')).toThrow('a.yaml: not UTF-16LE');
  expect(() => decodeText(Buffer.from('a\0'), 'a.yaml')).toThrow('a.yaml: binary');
});
