import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, parse, stringify } from 'yaml';
import { writeFolder } from '../../lib/input/write-folder';
import { Cluster } from '../../lib/cluster';
import { Model } from '../../lib/manifests';
import { fixOf, plan } from '../../lib/prover/plan';
import { kustomizeFiles } from '../../lib/prover/reports';
import { Fix, isAppliedAlone } from '../../lib/prover/remedies';
import { deployment, modelOf, researchOps } from '../support/html-report';
import { operate } from '../support/json-patch';

const KUBECTL = join(homedir(), '.cache/cdk8s-nim/control-plane/1.37.2/kubectl');
const root = mkdtempSync(join(tmpdir(), 'fix-'));
afterAll(() => rmSync(root, { recursive: true }));

type Json = any;

/** A small applier of what kustomize calls a component, written from RFC 6902 and not from the library. */
function applied(objects: readonly Json[], files: ReadonlyMap<string, string>): Json[] {
  const { resources = [], patches = [] } = parse(files.get('kustomization.yaml')!) as Json;
  const result: Json[] = [...objects.map((object) => structuredClone(object) as Json),
    ...resources.map((name: string) => parse(files.get(name)!) as Json)];
  for (const { path, target } of patches) {
    const patch = parse(files.get(path)!) as Json;
    if (!Array.isArray(patch)) {
      const { $patch, kind, metadata } = patch;
      expect($patch).toBe('delete');
      result.splice(result.findIndex((each) => each.kind === kind && each.metadata.name === metadata.name
        && each.metadata.namespace === metadata.namespace), 1);
      continue;
    }
    const found = result.filter(({ apiVersion, kind, metadata }) => kind === target.kind
      && new RegExp(`^${target.name}$`).test(metadata.name) && metadata.namespace === target.namespace
      && apiVersion === [target.group, target.version].filter(Boolean).join('/'));
    expect(found).toHaveLength(1);
    patch.forEach((operation: Json) => operate(found[0], operation));
  }
  return result;
}

const SURGE = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const budget = (name: string, app: string, spec: object) => ({
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name },
  spec: { selector: { matchLabels: { app } }, ...spec },
});
const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard: { pods: '2' } } };
const claim = {
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'models' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '10Gi' } } },
};

function cached(): object {
  const mount = { volumeMounts: [{ name: 'models', mountPath: '/models' }] };
  const object = deployment('llm', 1, { replicas: 1, ...SURGE }, mount) as Json;
  object.spec.template.spec.volumes = [{ name: 'models', persistentVolumeClaim: { claimName: 'models' } }];
  return object;
}

const naive = researchOps().manifests.map(({ json }) => {
  const isNim = json.kind === 'Deployment' && (json as Json).spec.strategy.type === 'Recreate';
  return isNim ? { ...json, spec: { ...(json.spec as object), strategy: { type: 'RollingUpdate' } } } : json;
});

const sized = (cpu: string, gpus = 0) => ({
  requests: { cpu }, ...gpus > 0 && { limits: { 'nvidia.com/gpu': gpus } },
});

function apart(name: string, replicas: number): object {
  const object = deployment(name, 0, { replicas, ...SURGE }) as Json;
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: name } } };
  object.spec.template.spec.affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  return object;
}

const CASES: [string, readonly object[], string][] = [
  ['a rolling update of NIMs on full nodes, with budgets that refuse', naive, 'gpu=2xg5.2xlarge'],
  ['a quota without room for the surge', [deployment('nim', 1, { replicas: 2, ...SURGE }), quota], 'gpu=4xg5.2xlarge'],
  ['a claim of one node that keeps models', [cached(), claim], 'gpu=3xg5.2xlarge'],
  ['one node too few, which no manifest can mend', [
    deployment('a', 1, { replicas: 1 }), deployment('b', 1, { replicas: 1 }),
  ], 'gpu=1xg5.2xlarge'],
  ['an update that hangs only beside another one', [
    deployment('llm', 1, { strategy: { type: 'Recreate' } }, { resources: sized('5', 1) }),
    deployment('web', 0, SURGE, { resources: sized('4') }),
  ], 'gpu=1xg5.2xlarge,cpu=1xm6i.2xlarge'],
  ['pods that keep apart on as many nodes', [apart('web', 2)], 'cpu=2xm6i.large'],
  ['a DaemonSet, a StatefulSet and a Deployment that wait for a person', [
    { ...deployment('exporter', 1, { updateStrategy: SURGE.strategy }), kind: 'DaemonSet' },
    { ...deployment('db', 0, { serviceName: 'db', updateStrategy: { type: 'OnDelete' } }), kind: 'StatefulSet' },
    deployment('held', 0, { paused: true }),
  ], 'gpu=2xg5.2xlarge'],
  ['requests that are a little too large for two', [
    deployment('web', 0, SURGE, { resources: sized('4500m') }),
  ], 'cpu=1xm6i.2xlarge'],
  ['two budgets of one workload', [
    deployment('web', 0, { replicas: 2 }),
    budget('web', 'web', { maxUnavailable: 1 }), budget('other', 'web', { minAvailable: 1 }),
  ], 'cpu=3xm6i.large'],
];

function loaded(objects: readonly object[]): Model {
  return Model.load([{ file: 'app.yaml', text: objects.map((object) => stringify(object)).join('---\n') }]);
}

function fixFor(objects: readonly object[], nodes: string): { readonly fix: Fix; readonly cluster: Cluster } {
  const [model, cluster] = [loaded(objects), Cluster.fromSpec(nodes)];
  return { fix: fixOf(plan(model, { cluster }), model)!, cluster };
}

describe.each(CASES)('the fix of %s', (_, objects, nodes) => {
  const { fix, cluster } = fixFor(objects, nodes);
  const files = kustomizeFiles(fix);

  test('gives the verdicts it promises when its patches are applied and all is planned again', () => {
    const grown = fix.change.nodes.reduce((known, { pool, count }) => known._grownBy(pool, count).cluster, cluster);
    const after = plan(loaded(applied(objects, files)), { cluster: grown });
    expect(fix.chosen.length).toBeGreaterThan(0);
    const byThemselves = fix.chosen.filter(({ remedy }) => isAppliedAlone(remedy));
    const applyAlone = new Set(byThemselves.map(({ workload }) => workload));
    const chosen = fix.chosen.map(({ workload, remedy: { cures } }) => ({ workload, cure: cures }));
    for (const { workload, cure } of [...chosen, ...fix.covered]) {
      const { verdict, alone, drain } = after.workloads.find((each) => each.workload === workload.workload)!;
      const update = applyAlone.has(workload) ? alone.verdict : verdict;
      expect([cure, cure === 'drain' ? drain.verdict : update]).toEqual([cure, 'proven']);
      expect(cure === 'drain' ? drain.evictionBlockedBy : []).toEqual([]);
      expect(files.get('README.md')).toMatch(new RegExp(`^(## |- )${workload.workload}, ${cure}$`, 'm'));
    }
    expect(JSON.stringify(fix.after.workloads.map(({ verdict }) => verdict)))
      .toBe(JSON.stringify(after.workloads.map(({ verdict }) => verdict)));
  });

  (existsSync(KUBECTL) ? test : test.skip)('is applied by kustomize as it is meant', () => {
    const folder = mkdtempSync(join(root, 'kustomize-'));
    writeFolder(join(folder, 'fix'), files, []);
    const text = objects.map((object) => stringify(object)).join('---\n');
    writeFileSync(join(folder, 'app.yaml'), text);
    writeFileSync(join(folder, 'kustomization.yaml'), stringify({ resources: ['app.yaml'], components: ['fix'] }));
    const { status, stdout, stderr } = spawnSync(KUBECTL, ['kustomize', folder], { encoding: 'utf8' });
    expect([stderr, status]).toEqual(['', 0]);
    const byName = (list: readonly Json[]) =>
      Object.fromEntries(list.map((object) => [`${object.kind}/${object.metadata.name}`, object]));
    expect(byName(parseAllDocuments(stdout).map((document) => document.toJS() as Json)))
      .toEqual(byName(applied(objects, files)));
    expect(readFileSync(join(folder, 'app.yaml'), 'utf8')).toBe(text);
  });
});

(existsSync(KUBECTL) ? test : test.skip)('what a kustomization puts into a namespace is patched by the README', () => {
  const folder = mkdtempSync(join(root, 'namespace-'));
  const render = (name: string) => {
    const { status, stdout, stderr } = spawnSync(KUBECTL, ['kustomize', join(folder, name)], { encoding: 'utf8' });
    expect([stderr, status]).toEqual(['', 0]);
    return stdout;
  };
  const write = (name: string, content: object) =>
    writeFolder(join(folder, name), new Map([['kustomization.yaml', stringify(content)]]), []);
  write('own', { namespace: 'ml', resources: ['app.yaml'] });
  writeFileSync(join(folder, 'own/app.yaml'), stringify(deployment('llm', 1, { replicas: 2, ...SURGE })));
  const model = Model.load([{ file: 'rendered.yaml', text: render('own') }]);
  const cluster = Cluster.fromSpec('gpu=2xg5.2xlarge');
  const files = kustomizeFiles(fixOf(plan(model, { cluster }), model)!);
  writeFolder(join(folder, 'fix'), files, []);
  const [, said] = /```yaml\n([^]*?)```/.exec(files.get('README.md')!)!;
  const both = said.replace('path/to/what/was/judged', '../own').replace('path/to/this/folder', '../fix');
  write('both', parse(both) as object);
  expect(render('both')).toContain('maxSurge: 0');
});

test('there is no fix of what needs none', () => {
  const [model, cluster] = [modelOf(deployment('web', 0, { replicas: 2 })), Cluster.fromSpec('cpu=4xm6i.large')];
  expect(fixOf(plan(model, { cluster }), model)).toBeUndefined();
});
