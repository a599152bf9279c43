import { splitYaml, YamlChunk } from './yaml-chunk';
import { ManifestSyntaxError } from './input-problem';

const chunk = (text: string, line = 1) => new YamlChunk('a.yaml', text, line);
const place = ({ line, column }: { line: number; column: number }) => [line, column];
const failure = (read: () => unknown): unknown[] => {
  try {
    return [read()];
  } catch (error) {
    expect(error).toBeInstanceOf(ManifestSyntaxError);
    const { file, line, column, reason } = error as ManifestSyntaxError;
    return [file, line, column, reason];
  }
};
const LONG = `# ${'x'.repeat(20_000)}\n`;
const LARGE = `# ${'x'.repeat(300_000)}\n`;

describe.each([['small', ''], ['long', LONG], ['large', LARGE]])('a %s document', (_, head) => {
  const lines = head === '' ? 0 : 1;

  test('has a value, its words and its places, counted from its first line', () => {
    const document = chunk(`${head}a: on\nb:\n  - c: 1\n`, 10);
    expect(document.toJson()).toEqual({ a: true, b: [{ c: 1 }] });
    expect(document.doubtfulWords.map(({ text }) => text)).toEqual(['on']);
    expect([['a'], ['b', '0', 'c'], ['b', '7'], ['z'], []].map((path) => place(document.locate(path)))).toEqual(
      [[10, 4], [12, 8], [12, 3], [10, 1], [10, 1]].map(([line, column]) => [line + lines, column]));
    expect(document.locate(['a']).file).toBe('a.yaml');
  });

  test('has its words and places before it was read', () => {
    const document = chunk(`${head}a: {b: no}\n`, 3);
    expect([document.doubtfulWords.map(({ path }) => path), place(document.locate(['a', 'b']))])
      .toEqual([[['a', 'b']], [3 + lines, 8]]);
    expect(chunk(`${head}a: {b: none}\n`).doubtfulWords).toEqual([]);
  });

  test('with an alias of nothing is refused where it stands', () => {
    expect(failure(() => chunk(`${head}a: 1\nb: *x\n`, 5).toJson())).toEqual(
      ['a.yaml', 6 + lines, 4, 'an alias (*) of nothing; write out what is meant, text in quotes']);
  });

  test('with a template is refused in words that say how to render it', () => {
    expect(failure(() => chunk(`${head}a: 1\n{{ if .b }}\n`, 5).toJson())).toEqual(
      ['a.yaml', 6 + lines, 1,
        'an unrendered template, {{ if .b }}; render it: helm template CHART | cdk8s-nim check -']);
  });
});

test('a document with tags is refused for what is wrong with it', () => {
  expect(failure(() => chunk('a: !!str x\n[b]: c\n', 5).toJson()))
    .toEqual(['a.yaml', 6, 1, 'a key that is a list or an object; keys are text']);
  expect(failure(() => chunk('a: !!str x\nb: *x\n', 5).toJson()).slice(0, 3)).toEqual(['a.yaml', 6, 4]);
  const aliases = Array.from({ length: 4 }, (_, level) =>
    `a${level + 1}: &a${level + 1} [${Array(20).fill(`*a${level}`).join(', ')}]\n`).join('');
  expect(failure(() => chunk(`a0: &a0 !!str x\n${aliases}`, 5).toJson()))
    .toEqual(['a.yaml', 5, 1, 'aliases that grow to more than a manifest needs; write out what they stand for']);
  expect(chunk('a: !!str on\nb: &x {c: 1}\nd: {<<: *x}\n').toJson()).toEqual({ a: 'on', b: { c: 1 }, d: { c: 1 } });
});

test('places of several documents are told apart, whichever was asked last', () => {
  const [one, two] = splitYaml('a.yaml', 'a: 1\n---\nb: !!str x\na: 2\n');
  expect([one, two, two, one].map((each) => place(each.locate(['a'])))).toEqual([[1, 4], [4, 4], [4, 4], [1, 4]]);
});

describe('a stream', () => {
  const texts = (text: string) => splitYaml('a.yaml', text).map((each) => each.text.trim());
  const linesOf = (text: string) => splitYaml('a.yaml', text).map((each) => each.locate(['a']).line);

  test('is split where a marker begins a line', () => {
    expect(texts('a: 1\n---\na: 2\n--- # three\na: 3\n')).toEqual(['a: 1', '---\na: 2', '--- # three\na: 3']);
    expect(texts('a: 1\n----\n')).toEqual(['a: 1\n----']);
    expect(texts('a: 1\n ---\n')).toEqual(['a: 1\n ---']);
    expect(texts('a: 1\n...\na: 2\n')).toEqual(['a: 1\n...', 'a: 2']);
  });

  test('leaves out what holds comments, blanks or markers alone', () => {
    expect(texts('---\n# a\n---\n  # b\n---\n...\n\n---\na: 1\n')).toEqual(['---\na: 1']);
    expect(texts('  \n\t\n')).toEqual([]);
  });

  test('keeps directives with the document that they stand before', () => {
    expect(texts('%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\na: 2\n'))
      .toEqual(['%YAML 1.2\n---\na: 1\n...', '%YAML 1.2\n---\na: 2']);
    expect(texts('a: |\n %x\n---\na: 2\n')).toEqual(['a: |\n %x', '---\na: 2']);
    expect(texts('---\na: 1\n%x: 2\n---\na: 3\n')).toEqual(['---\na: 1\n%x: 2', '---\na: 3']);
  });

  test('counts lines through all of them', () => {
    expect(linesOf('\na: 1\n---\n\n---\n# x\na: 2\n...\na: 3\n')).toEqual([2, 7, 9]);
  });
});
