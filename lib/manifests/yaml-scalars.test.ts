import { loadManifests } from '.';

const read = (text: string) =>
  (loadManifests([{ file: 'a.yaml', text: `kind: ConfigMap\ndata: {a: ${text}}` }])[0].json.data as { a: unknown }).a;

/** What `kubectl create --dry-run=client -o json` of 1.37.2 makes of a plain scalar. */
test.each<[string, unknown]>([
  ['yes', true], ['Yes', true], ['YES', true], ['no', false], ['on', true], ['Off', false], ['y', true], ['n', false],
  ['N', false], ['yEs', 'yEs'], ['true', true], ['True', true], ['TRUE', true], ['~', null], ['null', null],
  ['Null', null], ['010', 8], ['-010', -8], ['08', 8], ['0o7', 7], ['0b11', 3], ['-0b11', -3], ['0x1F', 31], ['00', 0],
  ['0b12', '0b12'], ['0x', '0x'], ['1_000', 1000], ['1_000.5', 1000.5], ['1__0', 10], ['_1', '_1'], ['1e3', 1000],
  ['1.0', 1], ['.5', 0.5], ['+5', 5], ['5.', 5], ['0X1F', 31], ['0B11', 3], ['0O7', 7], ['0_x1', 1], ['0b-1', -1],
  ['-_017', -15], ['+_0x7', 7], ['1e309', '1e309'], ['-1_0e309', '-1_0e309'], ['1e-400', 0],
  ['1._5', 1.5], ['1e_1', 10], ['-_1', -1], ['1:30', '1:30'], ['2024-01-01', '2024-01-01'],
])('%s is read as kubectl reads it', (text, value) => expect(read(text)).toBe(value));

test.each<[string, unknown]>([
  ['!!float 2', 2], ['!!int "3"', 3], ['!!int 0x1F', 31], ['!!int 010', 8], ['!!bool yes', true],
  ['!!bool "off"', false],
  ["!!null ''", null], ['!!null ~', null], ['!!str yes', 'yes'], ['!!timestamp 2024-01-01', '2024-01-01'],
  ['!!binary aGVsbG8=', 'hello'], ['!Ref x', 'x'], ['! yes', 'yes'],
])('%s, with a tag, is read as kubectl reads it', (text, value) => expect(read(text)).toBe(value));

test.each(['!!float x', '!!int 3.5', '!!int 1e3', '!!bool x', '!!null x', '!!binary "x y"'])(
  'fails for %s, as kubectl does',
  (text) => expect(() => read(text)).toThrow('a.yaml:2:11: not YAML: a tag that its value does not fit; leave it out'),
);

test.each(["'yes'", '"010"', "'1_000'"])('%s in quotes stays text', (text) =>
  expect(read(text)).toBe(text.slice(1, -1)),
);

test.each(['1'.repeat(200_000), `1${'_'.repeat(200_000)}`, '1_'.repeat(100_000)])(
  '%.4s… of any length is searched once',
  (text) => expect(read(`${text}x`)).toBe(`${text}x`),
);
