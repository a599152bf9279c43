import { container, deployment, Json, judge, object, only, statefulSet } from '../../../test/support/rules';

describe('object-refused', () => {
  const id = 'object-refused';
  const port = (containerPort: number) => deployment({ containers: [container({ ports: [{ containerPort }] })] });
  test.each<[string, Json, string, string]>([
    [
      'a number out of its limits', port(70000), '/spec/template/spec/containers/0/ports/0/containerPort',
      'must be a port from 1 to 65535, is 70000',
    ],
    [
      'a value that is none of its choices', deployment({ dnsPolicy: 'none' }), '/spec/template/spec/dnsPolicy',
      'must be ClusterFirst, ClusterFirstWithHostNet, Default or None, is "none"',
    ],
    [
      'a name in upper case',
      deployment(
        {},
        {
          selector: { matchLabels: { app: 'x' } },
          template: { metadata: { labels: { app: 'x' } }, spec: { containers: [container()] } },
        },
        { name: 'Web' },
      ),
      '/metadata/name',
      'must be lower-case letters, digits, - and ., starting and ending with a letter or digit, is "Web"',
    ],
    [
      'two fields that contradict each other', deployment({ hostPID: true, shareProcessNamespace: true }),
      '/spec/template/spec/shareProcessNamespace', 'must not be true beside hostPID, is true',
    ],
    [
      'a request above its limit',
      deployment({
        containers: [container({ resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } })],
      }),
      '/spec/template/spec/containers/0/resources/requests/memory',
      'must not be more than the limit 1Gi, is "2Gi"',
    ],
    [
      'a StatefulSet with Recreate, whose gate is off by default',
      statefulSet({ updateStrategy: { type: 'Recreate' } }),
      '/spec/updateStrategy/type',
      'must be RollingUpdate or OnDelete: Recreate of a StatefulSet needs the feature gate ' +
        'StatefulSetRecreateStrategy (alpha, off by default in 1.37), is "Recreate"',
    ],
    [
      'a schedule that never comes',
      object(
        'CronJob',
        'a',
        {
          spec: {
            schedule: '0 25 * * *',
            jobTemplate: {
              spec: {
                template: {
                  spec: {
                    restartPolicy: 'Never', containers: [container()],
                  },
                },
              },
            },
          },
        },
        'batch/v1',
      ),
      '/spec/schedule',
      'has the hour \'25\' in it, which is not within 0 to 23, is "0 25 * * *"',
    ],
  ])('fails when there is %s', (_, manifest, pointer, problem) =>
    expect(only(judge(id, [manifest]))).toEqual({
      pointer, message: `${pointer} ${problem}; the API server refuses the object`,
    }),
  );
  test.each<[string, Json, string]>([
    ['a label', { labels: { team: 'a b' } }, '/metadata/labels/team'],
    ['the key of a label', { labels: { 'a b': 'c' } }, '/metadata/labels/a b'],
    ['the key of an annotation', { annotations: { 'a b': 'c' } }, '/metadata/annotations/a b'],
    ['a finalizer', { finalizers: ['example.com/x', 'a b'] }, '/metadata/finalizers/1'],
  ])('fails when %s of a custom resource is none', (_, metadata, pointer) => {
    const named = { name: 'a', ...metadata as object };
    expect(only(judge(id, [{ apiVersion: 'example.com/v1', kind: 'Thing', metadata: named, spec: {} }])))
      .toMatchObject({ pointer });
  });
  test('of a custom resource whose metadata is right nothing is known', () => {
    const metadata = { name: 'a', labels: { 'example.com/a': '' }, annotations: { A: 'any text' } };
    expect(judge(id, [{ apiVersion: 'example.com/v1', kind: 'Thing', metadata, spec: { replicas: 'x' } }]))
      .toBe('not applicable');
  });
  test('leaves to other rules what they say better', () => {
    expect(judge(id, [deployment({}, { selector: { matchLabels: { app: 'other' } } })])).toBe('compliant');
    expect(
      judge('selector-does-not-match-template', [deployment({}, { selector: { matchLabels: { app: 'other' } } })]),
    ).toHaveLength(1);
    expect(
      judge(id, [deployment({ containers: [container({ volumeMounts: [{ name: 'gone', mountPath: '/a' }] })] })]),
    ).toBe('compliant');
  });
  test('never repeats what might be a secret', () => {
    const secret = object('Secret', 'a', {
      type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': 'hunter2', 'a b': 'hunter2' },
    });
    expect(JSON.stringify(judge(id, [secret]))).not.toContain('hunter2');
    expect(judge(id, [secret])).toHaveLength(2);
  });
  test('complies with a negative grace period in a template, which the API server takes', () =>
    expect(judge(id, [deployment({ terminationGracePeriodSeconds: -5 })])).toBe('compliant'));
  test('complies with a namespace of an object that belongs to none, which the API server clears', () =>
    expect(judge(id, [object('ClusterRole', 'a', { rules: [] }, 'rbac.authorization.k8s.io/v1')])).toBe('compliant'));
  test('does not apply to kinds that are not built in', () =>
    expect(
      judge(id, [
        { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'A' }, spec: { replicas: -1 } },
      ]),
    ).toBe('not applicable'));
});
