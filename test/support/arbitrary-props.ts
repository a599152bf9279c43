import { Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import * as k8s from '../../imports/k8s';
import {
  ContainerResourcesProps,
  DisruptionBudget,
  Egress,
  EnvSource,
  EnvValue,
  NetworkIsolation,
  NetworkPeer,
  RolloutStrategy,
  SecretSource,
  WorkloadProps,
} from '../../lib';
import { controllersIn, incoherences } from './coherence';
import { restrictedViolations } from './pod-security';
import { render, Rendered } from './synth';
import { runs } from './sample';

/** Forty good values for each bad one, so that most combinations of many properties are still good. */
export function mostly<T>(good: T[], bad: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  );
}

export const PORTS = mostly([8000, 9000, 443, 65535], [8001, 0, -1, 65536, 80.5, NaN]);
export const REPLICAS = mostly([1, 2, 3], [0, -1, 1.5, 2 ** 31]);
export const BUDGETS = mostly(
  [1200, 1800, 86_400].map((seconds) => Duration.seconds(seconds)),
  [Duration.seconds(0), Duration.millis(1500), Duration.days(1e6)],
);
export const ROLLOUTS = fc.constantFrom(
  RolloutStrategy.recreate(),
  RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }),
  RolloutStrategy.rollingUpdate({ maxSurge: 0, maxUnavailable: 1 }),
  RolloutStrategy.rollingUpdatePercent({ maxSurge: 25, maxUnavailable: 25 }),
);
export const SECRET_KEYS = mostly(
  [SecretSource.existing('keys').key('a')],
  [SecretSource.inNamespace('keys', 'elsewhere').key('a')],
);

/** cdk8s resolves objects by their constructor, which those that fast-check makes by default may lack. */
const PLAIN = { noNullPrototype: true };

const shortDelays = mostly(
  [0, 1, 10, 30].map((seconds) => Duration.seconds(seconds)),
  [Duration.millis(10)],
);
const longDelays = mostly(
  [60, 120].map((seconds) => Duration.seconds(seconds)),
  [Duration.seconds(5), Duration.seconds(0)],
);

export const RESOURCES: fc.Arbitrary<ContainerResourcesProps> = fc.record(
  {
    cpu: mostly(['1', '500m', '1.5'], ['0', '-1', 'many']),
    cpuLimit: mostly(['2', '4'], ['100m']),
    memory: mostly(['20Gi', '24Gi'], ['20GB', '0', '512m']),
    memoryLimit: mostly(['60Gi'], ['1Gi']),
    ephemeralStorage: mostly(['1Gi'], ['x']),
  },
  { requiredKeys: ['cpu', 'memory'], ...PLAIN },
);

const ENV_NAMES = mostly(
  ['A', 'B', 'C', 'HOME', 'LOG_LEVEL'],
  ['A-B', '', 'NIM_SERVER_PORT', 'PYTHONPATH', 'POD_NAME', 'QDRANT_URI', 'DB_PASSWORD'],
);
const ENV_VALUES = fc.constantFrom(
  EnvValue.literal('text'),
  EnvValue.literal('$(A)-$(B)-$(C)'),
  EnvValue.literal(''),
  EnvValue.fromField('metadata.name'),
  EnvValue.fromSecret(SecretSource.existing('keys').key('b')),
);
const VOLUME_NAMES = mostly(['scratch', 'data'], ['tmp', 'model-cache', 'init', 'shared-memory']);
const VOLUMES = fc.array(
  VOLUME_NAMES.map((name): k8s.Volume => ({ name, emptyDir: {} })),
  { maxLength: 2 },
);
const MOUNTS = fc.array(
  fc.record({ name: mostly(['tmp'], ['scratch', 'nowhere']), mountPath: mostly(['/a', '/b', '/c'], ['/tmp']) }, PLAIN),
  {
    maxLength: 1,
  },
);
const CONTAINERS = fc.array(
  fc.record(
    {
      name: mostly(['proxy', 'helper', 'other'], ['x', 'nim', 'qdrant']),
      image: fc.constant('registry.example.com/helper:1.0.0'),
      securityContext: fc.constantFrom<(k8s.SecurityContext | undefined)[]>(undefined, {}, { runAsUser: 2000 }),
      volumeMounts: fc.constantFrom<(k8s.VolumeMount[] | undefined)[]>(
        undefined,
        [],
        [{ name: 'scratch', mountPath: '/scratch' }],
      ),
      env: fc.constantFrom<(k8s.EnvVar[] | undefined)[]>(
        undefined,
        undefined,
        [{ name: 'MODE', value: 'x' }],
        [{ name: 'API_KEY', value: 'x' }],
      ),
    },
    PLAIN,
  ),
  { maxLength: 1 },
);

/** Properties that every workload takes; each may be missing, good or bad. */
export const WORKLOAD_PROPS: fc.Arbitrary<WorkloadProps> = fc.record(
  {
    name: mostly(['x', 'my-app', 'a'.repeat(52)], ['Bad_Name', '1x', '', 'a'.repeat(64), 'a'.repeat(60)]),
    env: fc.dictionary(ENV_NAMES, ENV_VALUES, { maxKeys: 3, ...PLAIN }),
    envFrom: fc.constantFrom([EnvSource.secret(SecretSource.existing('keys'))], []),
    egress: fc.constantFrom(
      [Egress.internet(443, 80)], [Egress.to(NetworkPeer.namespace('data'), 5432)],
      [Egress.ciliumDnsNames(['api.example.com'], 443).overUdp()], [],
    ),
    networkIsolation: mostly([NetworkIsolation.POLICY], [NetworkIsolation.none('a mesh decides who calls whom')]),
    secretMounts: mostly(
      [[{ secret: SecretSource.existing('tls'), mountPath: '/etc/tls' }], []],
      [[{ secret: SecretSource.inNamespace('tls', 'elsewhere'), mountPath: '/etc/tls' }]],
    ),
    disruptionBudget: fc.constantFrom(
      DisruptionBudget.maxUnavailable(1),
      DisruptionBudget.minAvailablePercent(50),
      DisruptionBudget.minAvailable(0),
      DisruptionBudget.none('its queue waits meanwhile'),
    ),
    imagePullSecrets: fc.constantFrom([SecretSource.existing('pull')], []),
    annotations: fc.constantFrom({ owner: 'me' }),
    podAnnotations: fc.constantFrom<{ [key: string]: string }[]>({ scrape: 'true' }, {}),
    volumes: VOLUMES,
    volumeMounts: MOUNTS,
    initContainers: CONTAINERS,
    sidecars: CONTAINERS,
    preStopDelay: shortDelays,
    terminationGracePeriod: longDelays,
    podSpecOverrides: fc.constantFrom({}, { hostname: 'me' }, { securityContext: undefined }),
  },
  { requiredKeys: [], ...PLAIN },
);

/** Those of them that a task takes. */
export const TASK_PROPS: fc.Arbitrary<WorkloadProps> = WORKLOAD_PROPS.map((props) => Object.fromEntries(
  Object.entries(props).filter(([name]) => !['sidecars', 'disruptionBudget', 'preStopDelay'].includes(name)),
));

/** How often properties were accepted and refused. */
export interface Tally {
  accepted: number;
  refused: number;
}

/**
 * Asserts that a construct either refuses its properties with one clear error, or renders manifests in which
 * everything fits together.
 */
export function expectCoherentOrRefused(tally: Tally, create: (chart: Chart) => unknown): void {
  const result = attempt(create);
  if (typeof result === 'string') {
    tally.refused += 1;
    expect(result).toMatch(/^lab\/x: [^\n]{20,}$/);
    expect(result).not.toMatch(/lab\/x: lab\/x|undefined|\[object|is not a function|cannot read/i);
  } else {
    tally.accepted += 1;
    expect(incoherences(result)).toEqual([]);
    const pods = controllersIn(result).map(({ spec }) => spec.template.spec);
    expect(pods.flatMap(restrictedViolations)).toEqual([]);
  }
}

function attempt(create: (chart: Chart) => unknown): Rendered[] | string {
  try {
    return render(create);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Runs a property over many properties of a construct, and sees that some are accepted and some refused. */
export function forAnyProps<Props>(
  props: fc.Arbitrary<Props>,
  create: (chart: Chart, props: Props) => unknown,
  inputs = 250,
): void {
  const tally: Tally = { accepted: 0, refused: 0 };
  const numRuns = runs(inputs);
  fc.assert(
    fc.property(props, (some) => expectCoherentOrRefused(tally, (chart) => create(chart, some))),
    { numRuns },
  );
  expect(tally.accepted).toBeGreaterThan(numRuns / 20);
  expect(tally.refused).toBeGreaterThan(numRuns / 20);
}
