import { refusal } from './refusal';
import { Value } from './value';

const said = (value: Value, problem = 'must be other') => refusal(value, problem).message;
const at = (json: unknown) => Value.of({ a: json }).get('a');

describe('a refusal in words', () => {
  test('is told by the rule for all that no other rule tells', () => {
    expect(refusal(at(1), 'must be 2'))
      .toEqual({ rule: 'object-refused', pointer: '/a', message: '/a must be 2, is 1' });
    expect(refusal(at(1), 'must be 2', 'unknown-field').rule).toBe('unknown-field');
  });

  test.each([
    ['b', '"b"'], ['', '""'], [1, '1'], [false, 'false'], [NaN, '.nan'], [Infinity, '.inf'], [-Infinity, '-.inf'],
    ['b'.repeat(58), `"${'b'.repeat(58)}"`], ['b'.repeat(59), `"${'b'.repeat(59)}`],
  ])('repeats %j', (json, shown) => expect(said(at(json))).toBe(`/a must be other, is ${shown}`));

  test('repeats no object, no list, nothing absent, and not what a sentence has said', () => {
    expect([{}, [], null, undefined].map((json) => said(at(json)))).toEqual(Array(4).fill('/a must be other'));
    expect(said(at(''), 'is missing')).toBe('/a is missing');
    expect(said(Value.of({}))).toBe('the object must be other');
  });

  const ofKind = (kind: string, ...keys: (string | number)[]) => {
    const json = keys.reduceRight<unknown>((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }),
      'hunter2');
    return said(keys.reduce<Value>((value, key) => (typeof key === 'number' ? value.items[key] : value.get(key)),
      Value.of({ kind, ...json as object })));
  };

  test.each([
    ['Secret', ['data', 'a']], ['Secret', ['stringData', 'a']], ['Secret', ['data']], ['Secret', ['stringData']],
    ['Pod', ['spec', 'env', 0, 'value']], ['Pod', ['spec', 'args', 0]], ['Pod', ['spec', 'command', 0]],
    ['Pod', ['spec', 'httpHeaders', 0, 'value']],
  ])('of a %s hides what stands at %j, which may be a secret', (kind, keys) => {
    expect(ofKind(kind, ...keys)).not.toContain('hunter2');
  });

  test.each([
    ['ConfigMap', ['data', 'a']], ['Secret', ['type']], ['Secret', ['datatype']], ['Secret', ['metadata', 'data', 'a']],
    ['Pod', ['spec', 'env', 0, 'name']], ['Pod', ['spec', 'env', 0, 'valueFrom']], ['Pod', ['spec', 'arguments', 0]],
    ['Pod', ['spec', 'args', 0, 'a']], ['Pod', ['spec', 'env', 'a', 'value']],
  ])('of a %s shows what stands at %j', (kind, keys) => expect(ofKind(kind, ...keys)).toContain(', is "hunter2"'));
});
