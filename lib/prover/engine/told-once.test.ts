import { check, CheckOptions } from '../check';
import { renderJson, renderMarkdown, renderTable, viewOf } from '../reports';
import {
  claim, container, deployment, gpuNodes, gpus, Json, modelOf, mountsData,
} from '../../../test/support/rules';
import { applyBaseline, toBaseline } from './baseline';

const CAUSE = 'surge-on-read-write-once-claim';
const EFFECT = 'update-cannot-finish';
const ABOUT = [
  EFFECT, CAUSE, 'replicas-share-read-write-once-claim', 'workloads-share-read-write-once-claim',
  'node-selector-matches-no-pool', 'requests-fit-no-node', 'pods-do-not-fit-cluster', 'drain-has-nowhere-to-go',
];

const full = { ...mountsData, containers: [container(gpus(1))] };
const checked = (objects: Json[], options: CheckOptions = {}) =>
  check(modelOf(objects), { cluster: gpuNodes(2), rules: ABOUT, ...options });
const said = (objects: Json[], options?: CheckOptions) => checked(objects, options).findings
  .map(({ rule, tells = [] }) => [rule.id, ...tells.map((each) => each.rule.id)].join(' + '));
const ofUpdate = (objects: Json[], options?: CheckOptions) =>
  said(objects, options).filter((text) => text.includes(EFFECT) || text.includes(CAUSE));
const hanging = (metadata: Json = {}) => [claim('ReadWriteOnce'), deployment(full, {}, metadata)];

test('an update that a claim keeps from finishing is told once, with the verdict, its reasons and what is proven', () => {
  const [finding, ...others] = checked(hanging(), { rules: [EFFECT, CAUSE] }).findings;
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    rule: { id: CAUSE }, severity: 'error', pointer: '/spec/strategy',
    message: 'an update with maxSurge 1 and maxUnavailable 0 can never finish on this cluster: ' +
      'maxSurge 1 starts a new pod while the old one holds claim data (ReadWriteOnce); on another node neither can go on',
    remediation: expect.stringMatching(/^Write one of these, each proven: .*\.$/),
  });
  expect(finding.witness[0]).toBe('claim data is ReadWriteOnce: it stays attached to the node of the running pod');
  expect(finding.remediation.match(/each proven/g)).toHaveLength(1);
});

test('every report names both rules', () => {
  const view = viewOf(checked(hanging(), { rules: [EFFECT, CAUSE] }));
  expect(renderTable(view)).toContain(`  ${CAUSE}, ${EFFECT}\n`);
  expect(renderMarkdown(view)).toContain(`\`${CAUSE}, ${EFFECT}\``);
  expect(JSON.parse(renderJson(view)).findings).toEqual([
    expect.objectContaining({ rule: CAUSE, tells: [EFFECT] }),
  ]);
});

test('a claim that replicas or workloads share is told once, with what comes of it', () => {
  const two = { ...deployment(mountsData, { replicas: 2 }) };
  expect(said([claim('ReadWriteOncePod'), two])).toContain(
    'replicas-share-read-write-once-claim + pods-do-not-fit-cluster');
  const recreate = { strategy: { type: 'Recreate' } };
  const other = deployment(mountsData, recreate, { name: 'worker' });
  expect(said([claim('ReadWriteOnce'), deployment(mountsData, recreate), other])
    .filter((text) => !text.startsWith('drain'))).toEqual([
    'workloads-share-read-write-once-claim + update-cannot-finish + pods-do-not-fit-cluster',
    'workloads-share-read-write-once-claim + update-cannot-finish + pods-do-not-fit-cluster',
  ]);
});

test('pods that a DaemonSet keeps off every node are told of once, and nothing of a drain', () => {
  const ports = (name: string) => [{ name, image: 'i', ports: [{ containerPort: 80, hostPort: 80 }] }];
  const { spec, metadata } = deployment({ containers: ports('daemon') }, {}, { name: 'lb' });
  const { replicas: _, ...ofDaemon } = spec;
  const daemon = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: ofDaemon };
  const found = said([daemon, deployment({ containers: ports('web') }, { strategy: { type: 'Recreate' } })]);
  expect(found).toEqual([EFFECT, `node-selector-matches-no-pool + ${EFFECT}`]);
});

test.each<[string, Json[], CheckOptions, string[]]>([
  ['the nodes are not known', hanging(), { cluster: undefined }, [CAUSE]],
  ['only one of the rules runs', hanging(), { rules: [EFFECT] }, [EFFECT]],
  ['the other one is left out', hanging(), { rules: undefined, skipRules: [CAUSE] }, [EFFECT]],
  ['there is no claim', [deployment({ containers: [container(gpus(1))] }, { replicas: 2 })], {}, [EFFECT]],
  [
    'somebody has accepted the cause', hanging({ annotations: { [`acknowledge.cdk8s-nim/${CAUSE}`]: 'one node' } }), {},
    [EFFECT, CAUSE],
  ],
  [
    'somebody has accepted the verdict', hanging({ annotations: { [`acknowledge.cdk8s-nim/${EFFECT}`]: 'by hand' } }), {},
    [EFFECT, CAUSE],
  ],
])('both stand by themselves, or one does, where %s', (_, objects, options, rules) =>
  expect(ofUpdate(objects, options)).toEqual(rules));

describe('a baseline', () => {
  const bare = checked(hanging(), { cluster: undefined }).findings;
  const all = checked(hanging()).findings;

  test('that knows the cause does not know the verdict', () => {
    const { fresh } = applyBaseline(all, toBaseline(bare));
    expect(fresh.map(({ rule }) => rule.id)).toContain(CAUSE);
  });

  test('of all of it knows all of it, told once or by themselves', () => {
    const baseline = toBaseline(all);
    expect(applyBaseline(all, baseline)).toMatchObject({ fresh: [], stale: [] });
    expect(applyBaseline(checked(hanging(), { rules: [EFFECT] }).findings, baseline).fresh).toEqual([]);
  });
});
