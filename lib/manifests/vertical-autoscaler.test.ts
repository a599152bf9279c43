import { liveObjects } from '../../test/support/admission';
import { deployment, modelOf } from '../../test/support/rules';
import { Field } from '.';
import { containerSize, readVerticalAutoscaler, resizedBy } from './vertical-autoscaler';

const scaler = (spec: object) => liveObjects([{
  apiVersion: 'autoscaling.k8s.io/v1', kind: 'VerticalPodAutoscaler', metadata: { name: 'v' },
  spec: { targetRef: { kind: 'Deployment', name: 'web' }, ...spec },
}])[0];
const policies = (...containerPolicies: object[]) => ({ resourcePolicy: { containerPolicies } });
const acts = (spec: object) => readVerticalAutoscaler(Field.of(scaler(spec), [])) !== undefined;

describe('a VerticalPodAutoscaler', () => {
  test('names its target', () => {
    const manifest = scaler({});
    expect(readVerticalAutoscaler(Field.of(manifest, [])))
      .toEqual({ manifest, targetKind: 'Deployment', targetName: 'web' });
    expect(readVerticalAutoscaler(Field.of(scaler({ targetRef: {} }), [])))
      .toMatchObject({ targetKind: '', targetName: '' });
  });

  test('only recommends with the mode Off', () => {
    expect(['Off', 'Auto', 'Initial', undefined].map((updateMode) => acts({ updatePolicy: { updateMode } })))
      .toEqual([false, true, true, true]);
  });

  test('only recommends where every container is left alone', () => {
    const off = (containerName: string) => ({ containerName, mode: 'Off' });
    expect(acts(policies(off('*')))).toBe(false);
    expect(acts(policies(off('app'), off('*')))).toBe(false);
    expect(acts(policies(off('app')))).toBe(true);
    expect(acts(policies(off('*'), { containerName: 'app', mode: 'Auto' }))).toBe(true);
    expect(acts(policies({ containerName: '*' }))).toBe(true);
    expect(acts(policies())).toBe(true);
  });
});

describe('the size of a container', () => {
  const size = (container: string, ...list: object[]) => {
    const found = containerSize(scaler(policies(...list)), container);
    return found && [found.resources, Object.fromEntries(found.allowed.least), Object.fromEntries(found.allowed.most)];
  };
  const app = { containerName: 'app', minAllowed: { cpu: 1 }, maxAllowed: { cpu: 2, memory: '1Gi' } };

  test('is what the policy of its name says, else that of all', () => {
    expect(size('app', { containerName: '*', minAllowed: { cpu: 9 } }, app))
      .toEqual([['cpu', 'memory'], { cpu: 1 }, { cpu: 2, memory: '1Gi' }]);
    expect(size('side', { containerName: '*', minAllowed: { cpu: 9 } }, app))
      .toEqual([['cpu', 'memory'], { cpu: 9 }, {}]);
    expect(size('side', app)).toEqual([['cpu', 'memory'], {}, {}]);
    expect(size('side')).toEqual([['cpu', 'memory'], {}, {}]);
  });

  test('is its own where the policy leaves it alone', () => {
    expect(size('app', { ...app, mode: 'Off' })).toBeUndefined();
    expect(size('app', { containerName: '*', mode: 'Off' })).toBeUndefined();
    expect(size('app', { containerName: '*', mode: 'Off' }, { ...app, mode: 'Auto' })).toBeDefined();
  });

  test('is of the resources that are named', () => {
    expect(size('app', { ...app, controlledResources: ['memory', 5] })?.[0]).toEqual(['memory']);
    expect(size('app', { ...app, controlledResources: [] })?.[0]).toEqual(['cpu', 'memory']);
  });
});

test('a workload that is resized tells so of itself and its companions, and is open without a bound', () => {
  const [workload] = modelOf([deployment()]).workloads;
  const manifest = scaler({});
  const of = { manifest, targetKind: 'Deployment', targetName: 'web' };
  const whole = { ...workload, unread: ['a'], companions: [{ ...workload, role: 'b' }] };
  expect(resizedBy(whole, of)).toMatchObject({
    resizedBy: manifest, unread: ['a', 'has requests of cpu and memory that VerticalPodAutoscaler/v chooses'],
    companions: [{ role: 'b', resizedBy: manifest }],
  });
  expect(resizedBy(whole, of, 'least').unread).toEqual(['a']);
});
