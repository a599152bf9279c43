import { writableMounts } from './writable-paths';

const namesOf = (...paths: string[]) => writableMounts(paths).map(({ name }) => name);

test('a directory is a volume named after it, in characters that a name may have', () => {
  expect(writableMounts(['/tmp', '/var/cache/App_1/'])).toEqual([
    { name: 'tmp', mountPath: '/tmp' }, { name: 'var-cache-app-1', mountPath: '/var/cache/App_1/' },
  ]);
  expect(namesOf('/opt/.cache', '/a__b//c')).toEqual(['opt-cache', 'a-b-c']);
});

test('a long path is cut to a name', () => {
  expect(namesOf(`/${'a'.repeat(70)}`, `/${'b'.repeat(61)}/c`)).toEqual(['a'.repeat(62), 'b'.repeat(61)]);
});

test('fails when a path is not absolute or names no directory', () => {
  expect(() => namesOf('tmp')).toThrow("writable path 'tmp' is not absolute; write '/tmp'");
  expect(() => namesOf('/')).toThrow("writable path '/' names no directory; write a path such as /tmp");
});
