import { KubernetesTarget } from '../../synthesis/kubernetes-target';
import { Duration } from 'cdk8s';
import * as k8s from '../../../imports/k8s';
import { SecretSource } from '../..';
import { aNim, aService, aStore, EVERY_CONSTRUCT } from '../../../test/support/examples';
import { controller, mainContainer, newChart, podSpec, render } from '../../../test/support/synth';

const PLACEMENT = {
  priorityClassName: 'inference',
  runtimeClassName: 'nvidia',
  nodeSelector: { pool: 'gpu' },
  tolerations: [{ key: 'dedicated', operator: 'Exists' }],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'gpu', operator: 'Exists' }] }],
      },
    },
  },
};

describe.each(EVERY_CONSTRUCT)('the pods of a %s', (_, create) => {
  test('take placement in the words of Kubernetes', () => {
    expect(podSpec(render((chart) => create(chart, 'x', PLACEMENT)))).toMatchObject(PLACEMENT);
  });

  test('carry annotations of their own, apart from those of the controller', () => {
    const { metadata, spec } = controller(
      render((chart) => create(chart, 'x', { annotations: { owner: 'search' }, podAnnotations: { scrape: 'true' } })),
    );
    expect([metadata.annotations.owner, metadata.annotations.scrape]).toEqual(['search', undefined]);
    expect([spec.template.metadata.annotations.owner, spec.template.metadata.annotations.scrape]).toEqual([
      undefined, 'true',
    ]);
  });

  test('do not keep the autoscaler from removing a node', () => {
    const { template } = controller(render((chart) => create(chart, 'x'))).spec;
    const scratch = template.spec.volumes
      .filter((volume: k8s.Volume) => volume.emptyDir)
      .map((volume: k8s.Volume) => volume.name);
    expect(template.metadata.annotations['cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes']).toBe(
      scratch.join(','),
    );
  });

  test('prefer several nodes and zones and never insist, counting revisions apart', () => {
    const { topologySpreadConstraints } = podSpec(render((chart) => create(chart, 'x')));
    expect(topologySpreadConstraints.map((constraint: k8s.TopologySpreadConstraint) => constraint.topologyKey)).toEqual(
      ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
    );
    for (const constraint of topologySpreadConstraints) {
      expect(constraint).toMatchObject({
        maxSkew: 1,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { app: 'x' } },
        matchLabelKeys: ['pod-template-hash'],
      });
    }
  });

  test('give way to an override of the pod spec', () => {
    const overrides = {
      hostname: 'me',
      dnsPolicy: 'Default',
      topologySpreadConstraints: [],
      shareProcessNamespace: true,
      automountServiceAccountToken: true,
    };
    expect(podSpec(render((chart) => create(chart, 'x', { podSpecOverrides: overrides })))).toMatchObject(overrides);
  });

  test('fail at synth where the API server would refuse an override', () => {
    const overrides = { hostname: 'Big_Host' };
    expect(() => render((chart) => create(chart, 'x', { podSpecOverrides: overrides })))
      .toThrow(/lab\/x\/.*spec\/template\/spec\/hostname must be lower-case letters.*is "Big_Host"; correct it/);
  });

  test('run a pinned image that is not pulled again', () => {
    expect(mainContainer(render((chart) => create(chart, 'x'))).imagePullPolicy).toBe('IfNotPresent');
  });

  test('pull with the secrets that are named, by reference', () => {
    const { imagePullSecrets } = podSpec(
      render((chart) =>
        create(chart, 'x', { imagePullSecrets: [SecretSource.existing('a'), SecretSource.existing('b')] }),
      ),
    );
    expect(imagePullSecrets).toEqual([{ name: 'a' }, { name: 'b' }]);
  });

  test('wait before they stop, and may then stop in peace', () => {
    const manifests = render((chart) => create(chart, 'x', { preStopDelay: Duration.seconds(30) }));
    expect(mainContainer(manifests).lifecycle).toEqual({ preStop: { sleep: { seconds: 30 } } });
    expect(podSpec(manifests).terminationGracePeriodSeconds).toBeGreaterThan(30);
    const atOnce = render((chart) =>
      create(chart, 'x', { preStopDelay: Duration.seconds(0), terminationGracePeriod: Duration.seconds(1) }),
    );
    expect(mainContainer(atOnce).lifecycle).toBeUndefined();
    expect(podSpec(atOnce).terminationGracePeriodSeconds).toBe(1);
  });

  test('run sleep themselves on clusters whose kubelet does not', () => {
    const manifests = render((chart) => {
      KubernetesTarget.set(chart, '1.29');
      create(chart, 'x', { preStopDelay: Duration.seconds(30) });
    });
    expect(mainContainer(manifests).lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '30'] } } });
  });

  test('fails when the grace period ends within the delay', () => {
    expect(() =>
      create(newChart(), 'x', { preStopDelay: Duration.seconds(30), terminationGracePeriod: Duration.seconds(30) }),
    ).toThrow(
      new Error(
        'lab/x: terminationGracePeriod 30 s ends within the preStopDelay of 30 s and kills what should drain; write more than 30 s',
      ),
    );
  });

  test('fails when a delay or a grace period is no whole number of seconds', () => {
    expect(() => create(newChart(), 'x', { preStopDelay: Duration.millis(500) })).toThrow(
      new Error(
        'lab/x: preStopDelay 0.5 s is not a whole number of seconds from 0 to 100000000; write for example Duration.seconds(30)',
      ),
    );
    expect(() => create(newChart(), 'x', { terminationGracePeriod: Duration.seconds(0) })).toThrow(
      new Error(
        'lab/x: terminationGracePeriod 0 s is not a whole number of seconds from 1 to 100000000; write for example Duration.seconds(30)',
      ),
    );
  });
});

test('several pods prefer several nodes, unless the user says something else about affinity between pods', () => {
  const rendered = podSpec(
    render((chart) => aService(chart, 'web', { replicas: 2, affinity: PLACEMENT.affinity })),
  ).affinity;
  expect(rendered).toMatchObject(PLACEMENT.affinity);
  expect(
    rendered.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector,
  ).toEqual({
    matchLabels: { app: 'web' },
  });
  const own = { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } };
  expect(podSpec(render((chart) => aService(chart, 'web', { replicas: 2, affinity: own }))).affinity).toEqual(own);
  expect(podSpec(render((chart) => aService(chart, 'web', { replicas: 1 }))).affinity).toBeUndefined();
});

test.each([
  ['a NIM', aNim, '2Gi', '20Gi'],
  ['a service', aService, '256Mi', '2Gi'],
  ['a store', aStore, '256Mi', '2Gi'],
])('the disk of %s is bounded', (_, create: typeof aNim | typeof aService | typeof aStore, request, limit) => {
  const { resources } = mainContainer(render((chart) => create(chart, 'x')));
  expect([resources.requests['ephemeral-storage'], resources.limits['ephemeral-storage']]).toEqual([request, limit]);
});
