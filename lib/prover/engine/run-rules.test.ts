import { UserError } from '../../util/user-error';
import { Field } from '../../manifests';
import { Rule, RuleContext, RuleContextOptions, runRules } from '.';
import { deployment, gpuNodes, Json, modelOf, object } from '../../../test/support/rules';

/** A rule over ConfigMaps that is only as strange as it has to be. */
function ruleOf(evaluate: Rule['evaluate'], extra: Partial<Rule> = {}): Rule {
  return {
    id: 'made-up',
    title: 'Made up',
    severity: 'error',
    explanation: 'Why.',
    remediation: 'What.',
    upstream: 'https://kubernetes.io/',
    kinds: ['ConfigMap'],
    evaluate,
    ...extra,
  };
}
const maps = (...names: string[]) => names.map((name) => object('ConfigMap', name));
const run = (rule: Rule, objects: Json[], options?: RuleContextOptions) =>
  runRules([rule], new RuleContext(modelOf(objects), options));
const said = ({ findings }: ReturnType<typeof runRules>) =>
  findings.map(({ rule, manifest, violation }) => [rule.id, manifest.name, violation.pointer, violation.message]);

test('every object counts once, by what the rule says of it', () => {
  const violations = (name: string) => [1, 2].map((each) => ({ pointer: `/data/${each}`, message: `${name} ${each}` }));
  const rule = ruleOf(({ manifest: { name } }) =>
    name.startsWith('bad') ? violations(name) : name.startsWith('good') ? [] : undefined,
  );
  const result = run(rule, maps('good1', 'good2', 'good3', 'bad1', 'bad2', 'other'));
  expect(result.tallies.get('made-up')).toEqual({ compliant: 3, nonCompliant: 2, notApplicable: 1 });
  expect(said(result)).toEqual([
    ['made-up', 'bad1', '/data/1', 'bad1 1'],
    ['made-up', 'bad1', '/data/2', 'bad1 2'],
    ['made-up', 'bad2', '/data/1', 'bad2 1'],
    ['made-up', 'bad2', '/data/2', 'bad2 2'],
  ]);
});

test('a rule sees the kinds it names, or any kind when it names none', () => {
  const seen = (kinds: string[]) => {
    const ids: string[] = [];
    const rule = ruleOf(({ manifest: { id } }) => {
      ids.push(id);
      return [];
    }, { kinds });
    run(rule, [...maps('a', 'b'), object('Secret', 'c'), deployment()]);
    return ids;
  };
  expect(seen(['Secret', 'Deployment'])).toEqual(['Secret/c', 'Deployment/web']);
  expect(seen([])).toEqual(['ConfigMap/a', 'ConfigMap/b', 'Secret/c', 'Deployment/web']);
});

test('a rule that needs the nodes is not asked without them', () => {
  const evaluate = jest.fn(() => []);
  const rule = ruleOf(evaluate, { needsCluster: true });
  expect(run(rule, maps('a')).tallies.get('made-up')).toEqual({ compliant: 0, nonCompliant: 0, notApplicable: 1 });
  expect(evaluate).not.toHaveBeenCalled();
  expect(run(rule, maps('a'), { cluster: gpuNodes(1) }).tallies.get('made-up')).toEqual({
    compliant: 1, nonCompliant: 0, notApplicable: 0,
  });
  expect(run(ruleOf(evaluate), maps('a')).tallies.get('made-up')).toEqual({
    compliant: 1, nonCompliant: 0, notApplicable: 0,
  });
});

describe('fields that could not be read', () => {
  test('are named with pointer and reason, after what the rules say of the object', () =>
    expect(
      said(
        run(
          ruleOf(() => [{ pointer: '/spec', message: 'odd' }], { kinds: ['Deployment'] }),
          [deployment({}, { replicas: 'many' })],
        ),
      ),
    ).toEqual([
      ['made-up', 'web', '/spec', 'odd'],
      ['unreadable-field', 'web', '/spec/replicas', '/spec/replicas must be a whole number of at least 0, is "many"'],
    ]));
  test('are reported once for each field and object, with the first reason', () => {
    const rule = ruleOf(({ root }) => {
      root.get('data').report('first');
      root.get('data').report('second');
      root.get('data', 'a').report('third');
      return [];
    });
    expect(said(run(rule, maps('one', 'two')))).toEqual([
      ['unreadable-field', 'one', '/data', '/data first'],
      ['unreadable-field', 'one', '/data/a', '/data/a third'],
      ['unreadable-field', 'two', '/data', '/data first'],
      ['unreadable-field', 'two', '/data/a', '/data/a third'],
    ]);
  });
  test('say what type to write, where the API documents one', () => {
    const rule = ruleOf(({ root }) => {
      root.get('immutable').report('odd');
      root.get('nothing').report('odd');
      return [];
    });
    expect(run(rule, maps('a')).findings.map(({ violation }) => violation.remediation)).toEqual([
      'Write true or false, as the API documents immutable of ConfigMap.', undefined,
    ]);
  });
  test('are left out when the object is not in the model', () => {
    const [stranger] = modelOf(maps('stranger')).manifests;
    const rule = ruleOf((_, context) => {
      Field.of(stranger, context.problems).report('odd');
      return [];
    });
    expect(said(run(rule, maps('a')))).toEqual([]);
  });
});

describe('a rule that crashes', () => {
  const crash = ruleOf(({ manifest: { name } }) => {
    if (name !== 'sound') {
      throw new TypeError(`no ${name}`);
    }
    return [];
  });
  const other = ruleOf(() => [{ pointer: '/data', message: 'odd' }], { id: 'other' });
  const runBoth = (objects: Json[]) => runRules([crash, other], new RuleContext(modelOf(objects)));
  test('does not stop the others, and is named once with the first object', () => {
    const result = runBoth(maps('a', 'sound', 'b', 'c'));
    expect(said(result).map(([rule]) => rule)).toEqual(['other', 'other', 'other', 'other']);
    expect(result.faults).toEqual([
      { rule: 'made-up', object: 'shop/ConfigMap/a', place: 'app.yaml:1', more: 2, error: new TypeError('no a') },
    ]);
    expect(result.tallies.get('made-up')).toEqual({ compliant: 1, nonCompliant: 0, notApplicable: 3 });
  });
  test('is no fault when the error is the user\'s', () => {
    const refuse = ruleOf(() => {
      throw new UserError('app.yaml:1', 'not readable');
    });
    expect(() => run(refuse, maps('a'))).toThrow('app.yaml:1: not readable');
  });
  test('that throws something else than an error is a fault too', () => {
    const thrown = ruleOf(() => {
      throw 'text';
    });
    expect(run(thrown, maps('a')).faults).toMatchObject([{ rule: 'made-up', error: new Error('text') }]);
  });
});

describe('the context of the rules', () => {
  test('throws again what it could not compute, without computing it again', () => {
    const context = new RuleContext(modelOf([]));
    const compute = jest.fn(() => {
      throw new Error('no plan');
    });
    expect([1, 2].map(() => {
      try {
        return context.once(compute);
      } catch (error) {
        return (error as Error).message;
      }
    })).toEqual(['no plan', 'no plan']);
    expect(compute).toHaveBeenCalledTimes(1);
  });
  test('has no problems before a rule reads something', () =>
    expect(new RuleContext(modelOf([deployment()])).problems).toEqual([]));
  test('computes once for all that ask, also when the answer is undefined', () => {
    const context = new RuleContext(modelOf([]));
    const compute = jest.fn(({ model }: RuleContext) => ({ size: model.manifests.length }));
    const nothing = jest.fn(() => undefined);
    expect(context.once(compute)).toEqual({ size: 0 });
    expect(context.once(compute)).toBe(context.once(compute));
    expect([context.once(nothing), context.once(nothing)]).toEqual([undefined, undefined]);
    expect([compute, nothing].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });
});
