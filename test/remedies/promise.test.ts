import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { Cluster } from '../../lib/cluster';
import { Manifest, Model } from '../../lib/manifests';
import { check } from '../../lib/prover/check';
import { plan, PlanReport } from '../../lib/prover/plan';
import { APPLY_ALONE, isAppliedAlone, Remedy } from '../../lib/prover/remedies';
import { Verdict } from '../../lib/prover/updates';
import { deployment } from '../support/html-report';
import { operate } from '../support/json-patch';
import { runs } from '../support/sample';

type Json = any;

const strategies = fc.constantFrom(
  { type: 'Recreate' }, { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }, {},
);
const workload = fc.record({
  gpus: fc.constantFrom(0, 1, 1, 2),
  replicas: fc.integer({ min: 1, max: 2 }),
  strategy: strategies,
  path: fc.constantFrom(undefined, '/cache', '/var/lib/db'),
  budget: fc.constantFrom(undefined, { minAvailable: 1 }, { minAvailable: '100%' }, { maxUnavailable: 0 }),
  apart: fc.boolean(),
});
const input = fc.record({
  workloads: fc.array(workload, { minLength: 1, maxLength: 3 }),
  nodes: fc.constantFrom('gpu=2xg5.2xlarge', 'gpu=1xg5.12xlarge', 'gpu=2xg5.2xlarge,cpu=1xm6i.large'),
  quota: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
});
type Input = typeof input extends fc.Arbitrary<infer T> ? T : never;

function objectsOf({ workloads, quota }: Input): Json[] {
  return [
    ...workloads.flatMap(({ gpus, replicas, strategy, path, budget, apart }, index): Json[] => {
      const name = `w${index}`;
      const mounts = path === undefined ? {} : { volumeMounts: [{ name: 'data', mountPath: path }] };
      const object = deployment(name, gpus, { replicas, strategy }, mounts) as Json;
      const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: name } } };
      Object.assign(object.spec.template.spec, path !== undefined && {
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }],
      }, apart && { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } });
      const claim = {
        apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name },
        spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } },
      };
      const limits = {
        apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name },
        spec: { selector: { matchLabels: { app: name } }, ...budget },
      };
      return [object, ...path === undefined ? [] : [claim], ...budget ? [limits] : []];
    }),
    ...quota === undefined ? [] : [{
      apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard: { pods: String(quota) } },
    }],
  ];
}

function loaded(objects: readonly Json[]): Model {
  return Model.load([{ file: 'app.yaml', text: objects.map((object) => stringify(object)).join('---\n') }]);
}

/** The objects with a remedy, by way of text. */
function changed(objects: readonly Json[], { change }: Remedy): Json[] {
  const is = ({ kind, name }: Manifest) => (object: Json) => object.kind === kind && object.metadata.name === name;
  const result = [...objects.map((object) => structuredClone(object) as Json), ...change.added as Json[]];
  change.patches.forEach(({ manifest, operations }) =>
    operations.forEach((operation) => operate(result.find(is(manifest)), operation)));
  return result.filter((object) => !change.removed.some((manifest) => is(manifest)(object)));
}

/** Rules that are silent where another has said why pods are missing; verdicts are compared. */
const SILENT_AFTER_OTHERS = ['pods-do-not-fit-cluster', 'quota-blocks-surge', 'update-cannot-finish'];

function errorsOf(model: Model, cluster: Cluster): string[] {
  return check(model, { cluster }).findings
    .filter(({ severity, rule }) => severity === 'error' && !SILENT_AFTER_OTHERS.includes(rule.id))
    .map(({ rule, manifest }) => `${rule.id} ${manifest.id}`);
}

const WORTH: { readonly [verdict in Verdict]: number } = { impossible: 0, possible: 1, unknown: 1, proven: 2 };

function expectNothingWorse(before: PlanReport, after: PlanReport): void {
  before.workloads.forEach((one, index) => {
    const two = after.workloads[index];
    expect(WORTH[two.verdict]).toBeGreaterThanOrEqual(WORTH[one.verdict]);
    expect(WORTH[two.fits.verdict]).toBeGreaterThanOrEqual(WORTH[one.fits.verdict]);
    expect(WORTH[two.drain.verdict]).toBeGreaterThanOrEqual(WORTH[one.drain.verdict]);
  });
}

test('every remedy cures when its patches are applied, makes nothing worse, and lets no rule find a new error', () => {
  let remedies = 0;
  fc.assert(fc.property(input, (given) => {
    const objects = objectsOf(given);
    const [model, cluster] = [loaded(objects), Cluster.fromSpec(given.nodes)];
    const before = plan(model, { cluster });
    const errors = errorsOf(model, cluster);
    before.workloads.forEach((each, index) => before.remedies.byWorkload.get(each)?.remedies.forEach((remedy) => {
      if (remedy.id === APPLY_ALONE) {
        return expect(each.alone.verdict).toBe('proven');
      }
      remedies++;
      const grown = remedy.change.nodes.reduce((all, { pool, count }) => all._grownBy(pool, count).cluster, cluster);
      const next = loaded(changed(objects, remedy));
      const after = plan(next, { cluster: grown });
      const { verdict: whole, alone, drain, downtimeSeconds } = after.workloads[index];
      const verdict = isAppliedAlone(remedy) ? alone.verdict : whole;
      expect(remedy.cures === 'drain' ? [drain.verdict, ...drain.evictionBlockedBy] : [verdict]).toEqual(['proven']);
      expect(remedy.cures === 'drain' ? remedy.downtimeSeconds : downtimeSeconds).toEqual(remedy.downtimeSeconds);
      expectNothingWorse(before, after);
      expect(errors).toEqual(expect.arrayContaining(errorsOf(next, grown)));
    }));
  }), { numRuns: runs(15) });
  expect(remedies).toBeGreaterThan(runs(5));
}, 120_000);

test('a volume that may have one writer is never given to a second pod', () => {
  fc.assert(fc.property(input, (given) => {
    const workloads = given.workloads.map((each) => ({ ...each, path: '/var/lib/db' as const, replicas: 1 }));
    const report = plan(loaded(objectsOf({ ...given, workloads })), { cluster: Cluster.fromSpec(given.nodes) });
    for (const { remedies } of report.remedies.byWorkload.values()) {
      remedies.forEach(({ id }) => expect(id).not.toMatch(/shared-claim|volume-per-pod|^surge|no-surge|replica/));
    }
  }), { numRuns: runs(15) });
}, 120_000);
