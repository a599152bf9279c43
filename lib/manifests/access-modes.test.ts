import { modelOf, object } from '../../test/support/rules';
import { exclusiveMode, readAccessModes } from './access-modes';
import { Field } from './field';

const modesOf = (spec: unknown) => {
  const [claim] = modelOf([object('PersistentVolumeClaim', 'data', { spec })]).manifests;
  return readAccessModes(Field.of(claim, []).get('spec'));
};

test.each<[string, unknown, string[]]>([
  ['a list', { accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }, ['ReadWriteOnce', 'ReadOnlyMany']],
  ['a list with something else in it', { accessModes: ['ReadWriteOnce', 7, null] }, ['ReadWriteOnce']],
  ['one name without a list', { accessModes: 'ReadWriteOnce' }, []],
  ['nothing', {}, []],
  ['a spec that is none', 'x', []],
])('the access modes of %s are read', (_, spec, modes) => expect(modesOf(spec)).toEqual(modes));

test.each<[string[], string | undefined]>([
  [['ReadWriteOnce'], 'ReadWriteOnce'],
  [['ReadWriteOncePod'], 'ReadWriteOncePod'],
  [['ReadWriteOnce', 'ReadWriteOncePod'], 'ReadWriteOncePod'],
  [['ReadWriteOnce', 'ReadWriteMany'], undefined],
  [['ReadOnlyMany', 'ReadWriteOnce'], undefined],
  [['Sometimes'], 'ReadWriteOnce'],
  [[], undefined],
])('%j keep a volume from several nodes by %s', (modes, mode) => expect(exclusiveMode(modes)).toBe(mode));
