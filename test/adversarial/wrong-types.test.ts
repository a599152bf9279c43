import { App, Chart } from 'cdk8s';
import * as library from '../../lib';
import * as shapes from '../../lib/kubernetes/shapes/shapes.json';

type Fields = { readonly [name: string]: string };
const { objects, classes, calls } = shapes as {
  objects: { [name: string]: Fields };
  classes: { [name: string]: { has: string[] } };
  calls: { [name: string]: Fields };
};
type Exported = { new (...args: unknown[]): unknown } & { [name: string]: unknown };
const exported = library as unknown as { [name: string]: Exported };

/** What only reads what the library itself made, or asks in a loop. */
const UNGUARDED = new Set([
  'RolloutValidation#validate', 'DisruptionBudget#allowedDisruptions', 'RolloutStrategy#surgePods',
  'RolloutStrategy#unavailablePods', 'ModelCache#claimName', 'Nim#sharedMemory',
  'StartupBudget#progressDeadlineSeconds', 'Workload#url', 'ContainerResources#withDevices', 'Warnings.of',
  'OperatorSecret#key',
  'Acknowledgements.of',
]);

/** A value that a word for a type stands for. */
function right(word: string): unknown {
  const type = word.replace('!', '');
  if (/^[[{]/.test(type)) {
    return type.startsWith('[') ? [right(type.slice(1, -1))] : { a: right(type.slice(1, -1)) };
  }
  if (objects[type]) {
    return Object.fromEntries(
      Object.entries(objects[type]).filter(([, each]) => each.endsWith('!')).map(([name, each]) => [name, right(each)]),
    );
  }
  return classes[type]
    ? Object.fromEntries(classes[type].has.map((member) => [member, () => 'x']))
    : { string: 'x', number: 1, boolean: true }[type] ?? (type.includes('|') ? type.split('|')[0] : {});
}

/** Values of JavaScript that a word for a type does not stand for. */
function wrongs(word: string): unknown[] {
  const type = word.replace('!', '');
  const is = (value: unknown) => typeof value === type || (type === 'any')
    || (typeof value === 'object' && value !== null && Array.isArray(value) === type.startsWith('[')
      && (type === 'object' || /^[[{]/.test(type)
        || (objects[type] !== undefined && !Object.values(objects[type]).some((each) => each.endsWith('!')))));
  return [
    'debug', 7, true, null, [], {}, () => 'x', Symbol('s'), 5n, ...word.endsWith('!') ? [undefined] : [],
    ...type.startsWith('[') && type !== '[any]' ? [[Symbol('s')]] : [],
    ...type.startsWith('{') ? [{ a: Symbol('s') }] : [],
  ].filter((value) => !is(value));
}

const MESSAGE = /^(?:lab(?:\/\S+)?: |test\/adversarial\/wrong-types\.test\.ts:\d+: )?[\w.#]+(?: [\w.[\]]+|[[.][\w.[\]]+)? is (?:missing|.+); write .+$/;

/** Says the place, the property, the value and what to write. */
function expectHelp(run: () => unknown, property: string): void {
  let message = 'nothing was thrown';
  try {
    run();
  } catch (error) {
    ({ message } = error as Error);
  }
  expect(message).toMatch(MESSAGE);
  expect(message).not.toMatch(/\[object|undefined(?! *;| is)|function _|NaN/);
  expect(message).toContain(property);
}

const guarded = Object.entries(calls).filter(([call]) => !UNGUARDED.has(call));

test.each(guarded)('%s refuses every wrong type in words', (call, fields) => {
  const [owner, method] = call.split(/[.#]/);
  const target = call.includes('#') ? { node: { path: 'lab' } } : exported[owner];
  const run = (call.includes('#') ? exported[owner].prototype as { [name: string]: unknown } : exported[owner])[method];
  const names = Object.keys(fields);
  for (const name of names) {
    for (const wrong of wrongs(fields[name])) {
      const isRest = name === 'ports' && fields[name] === '[number]';
      if (isRest && !Array.isArray(wrong)) {
        continue;
      }
      const args = names.flatMap((each) => {
        const value = each === name ? wrong : right(fields[each]);
        return each === 'ports' && Array.isArray(value) ? value : [value];
      });
      expectHelp(() => Reflect.apply(run as () => unknown, target, args), name);
    }
  }
});

const made = Object.keys(exported).filter((name) => objects[`${name}Props`] && typeof exported[name] === 'function');

test('what is made with properties is known', () => {
  expect(made.length).toBeGreaterThan(12);
});

test.each(made.filter((name) => !['Nim', 'NimFamily', 'ModelServerEngine', 'ContainerResources'].includes(name)))(
  '%s refuses every wrong type in words', (name) => {
    const fields = objects[`${name}Props`];
    const isConstruct = exported[name].length >= 2;
    const create = (props: unknown) => {
      const chart = new Chart(new App(), 'lab', { namespace: 'lab' });
      return isConstruct ? new exported[name](chart, 'x', props) : new exported[name](props);
    };
    const mayLack = ['ArgoCdAppProject', 'RestrictedNamespace'].includes(name);
    [...mayLack ? [] : [undefined], null, 'x', 3, []].forEach((wrong) => expectHelp(() => create(wrong), 'props'));
    const given = Object.fromEntries(
      Object.entries(fields).filter(([, each]) => each.endsWith('!')).map(([key, each]) => [key, right(each)]),
    );
    for (const [property, word] of Object.entries(fields)) {
      wrongs(word).forEach((wrong) => expectHelp(() => create({ ...given, [property]: wrong }), property));
    }
  });

describe('what is tested here is all that is public', () => {
  const classes = Object.keys(exported).filter((name) => /^[A-Z]/.test(name) && typeof exported[name] === 'function');
  const tested = new Set([...made, ...guarded.map(([call]) => call.split(/[.#]/)[0])]);
  /** Only handed out by factories of others, or without anything to give. */
  const MADE_ELSEWHERE = ['Connection', 'LinearApp', 'Linter', 'OperatorSecret', 'RolloutValidation', 'SecretKey'];

  test('every class', () => {
    expect(classes.length).toBeGreaterThan(60);
    expect(classes.filter((name) => !tested.has(name) && !MADE_ELSEWHERE.includes(name))).toEqual([]);
    expect(MADE_ELSEWHERE.filter((name) => tested.has(name))).toEqual([]);
  });

  test('every factory that takes something', () => {
    const factories = classes.flatMap((name) => Object.getOwnPropertyNames(exported[name])
      .filter((key) => !key.startsWith('_') && typeof exported[name][key] === 'function')
      .filter((key) => (exported[name][key] as () => void).length > 0)
      .map((key) => `${name}.${key}`));
    expect(factories.filter((factory) => !(factory in calls))).toEqual([]);
  });

  test('and what is left out is there', () => {
    expect([...UNGUARDED].filter((call) => !(call in calls))).toEqual([]);
  });
});
