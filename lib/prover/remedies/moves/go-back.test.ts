import { Remedy, remediesFor } from '..';
import { kustomizeFiles, renderPlanJson, renderPlanTable } from '../../reports';
import { asked, FIRST, halfWay, RECREATE, Revision, SURGE } from '../../../../test/support/half-way-deployment';
import { keptRevision } from '../../../../test/support/kept-revision';
import {
  liveNode, liveSet, podOfSet, reportOnLive, SET_HALF_WAY,
} from '../../../../test/support/live-plan';

type Json = any;

const two = [liveNode('n1'), liveNode('n2')];
const full: Revision[] = [{ tag: '1', cpu: 3, nodes: ['n1', 'n2'] }, { tag: '2', cpu: 3, nodes: [''] }];
const UNDO = 'kubectl --namespace default rollout undo deployment/web --to-revision 1';

const remediesOf = (live: object[], ...wanted: object[]): Remedy[] => {
  const { report } = reportOnLive(live, ...wanted);
  return remediesFor(report.remedies, report.workloads[0], 'update');
};
const idsOf = (live: object[], ...wanted: object[]) => remediesOf([...two, ...live], ...wanted).map(({ id }) => id);
const backOf = (live: object[], ...wanted: object[]) =>
  remediesOf(live, ...wanted).find(({ id }) => id === 'go-back');
/** The objects of a snapshot with what differs in those of one kind. */
const each = (live: object[], kind: string, change: (object: Json) => object) =>
  live.map((object: Json) => (object.kind === kind ? change(object) : object));

/** Its controller says that it is in the middle of it. */
const unfinished = (live: object[]) => each(live, 'Deployment', (web) =>
  ({ ...web, status: { ...web.status, conditions: [{ type: 'Progressing', reason: 'ReplicaSetUpdated' }] } }));
/** With a variable in the container of each ReplicaSet. */
const withVariable = (live: object[], value: string, container: object = {}) => each(live, 'ReplicaSet', (set) => {
  const [written] = set.spec.template.spec.containers;
  const containers = [{ ...written, ...container, env: [{ name: 'A', value }] }];
  return { ...set, spec: { ...set.spec, template: { ...set.spec.template, spec: { containers } } } };
});

describe('an update that hangs', () => {
  const hangs = [...two, ...halfWay(2, full)];

  test('is taken back by a command, without downtime where its old pods serve', () => {
    const back = backOf(hangs, asked('2', 3, 2))!;
    expect(back).toMatchObject({
      cures: 'update', verdict: 'proven', title: `go back to revision 1 (${UNDO})`, commands: [UNDO],
      downtimeSeconds: { least: 0, most: 0 }, costPerHour: 0,
    });
    expect(back.notes).toEqual([expect.stringMatching(/^this update is given up, .* GitOps/)]);
  });

  test('comes after what finishes it, before what needs nodes, and with nothing else', () => {
    const ids = idsOf(halfWay(2, full), asked('2', 3, 2));
    expect(ids).toContain('recreate');
    expect(ids.indexOf('recreate')).toBeLessThan(ids.indexOf('go-back'));
    expect(ids.findIndex((id) => id.startsWith('more-nodes'))).toBeGreaterThan(ids.indexOf('go-back'));
    expect(ids.filter((id) => id.includes('go-back'))).toEqual(['go-back']);
  });

  test('is taken back from another template that is asked for as well', () =>
    expect(backOf(hangs, asked('3', 20, 2))?.commands).toEqual([UNDO]));

  test('is judged with the strategy that runs, not with the one that is asked for', () => {
    // Its old pods are gone, so that they come again beside the new one.
    const gone: Revision[] = [{ tag: '1', cpu: 3, nodes: ['n1'] }, { tag: '2', cpu: 3, nodes: ['', 'n2'] }];
    const [first, surge] = [FIRST, SURGE].map((strategy) =>
      backOf([...two, ...halfWay(2, gone, strategy)], asked('2', 20, 2, { strategy: RECREATE })));
    expect([first?.verdict, surge?.verdict]).toEqual(['proven', undefined]);
  });

  test('of which nobody knows whether it finishes can only be taken back', () => {
    const failing = { name: 'a', ready: false, restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff' } } };
    const live = each(halfWay(2, [full[0], { tag: '2', cpu: 1, nodes: ['n1'], available: 0 }]), 'Pod', (pod) =>
      pod.metadata.name !== 'web-2-0' ? pod
        : { ...pod, status: { ...pod.status, phase: 'Running', containerStatuses: [failing] } });
    expect(idsOf(live, asked('2', 1, 2))).toEqual(['go-back']);
  });

  test('goes back to the newest template that has a pod which is ready', () => {
    const three: Revision[] = [full[0], { tag: '2', cpu: 20, nodes: [''] }, { tag: '3', cpu: 9, nodes: [''] }];
    expect(backOf([...two, ...halfWay(2, three)], asked('3', 9, 2))?.commands).toEqual([UNDO]);
    const none: Revision[] = [
      { tag: '1', cpu: 1, nodes: [] }, { tag: '2', cpu: 2, nodes: [] }, { tag: '3', cpu: 9, nodes: [''] },
    ];
    const recreated = unfinished(halfWay(1, none, RECREATE));
    expect(backOf([...two, ...recreated], asked('3', 9, 1, { strategy: RECREATE }))?.commands)
      .toEqual([UNDO.replace('-revision 1', '-revision 2')]);
  });
});

describe('no way back is offered', () => {
  test.each<[string, object[], object]>([
    ['where it is what is asked for', halfWay(2, full), asked('1', 3, 9)],
    ['where the update finishes', halfWay(2, [{ ...full[0], nodes: ['n1'] }, { ...full[1], nodes: ['n2'] }]),
      asked('2', 3, 2, { strategy: FIRST })],
    ['of a paused Deployment', halfWay(2, full, SURGE, { paused: true }), asked('2', 3, 2)],
    ['where no ReplicaSet is numbered', each(halfWay(2, full), 'ReplicaSet', (set) =>
      ({ ...set, metadata: { ...set.metadata, annotations: {} } })), asked('2', 3, 2)],
    [
      'where nothing that was kept tells the templates apart',
      withVariable(halfWay(2, full), '(not kept)', { image: 'a:2' }), asked('2', 3, 2),
    ],
  ])('%s', (_, live, wanted) => expect(idsOf(live, wanted)).not.toContain('go-back'));

  test('where its pods would not find room', () => {
    const lost: Revision[] = [{ tag: '1', cpu: 4, nodes: [] }, { tag: '2', cpu: 3, nodes: ['n1', ''] }];
    expect(backOf([liveNode('n1'), ...unfinished(halfWay(2, lost))], asked('2', 3, 2))).toBeUndefined();
  });
});

describe('a StatefulSet', () => {
  const { spec } = liveSet(1);
  const template = (cpu: number) => ({
    ...spec.template,
    spec: { containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu: String(cpu) } } }] },
  });
  const kept = [3, 9].map((cpu, index) =>
    keptRevision('StatefulSet/db', index + 1, ['one', 'two'][index], template(cpu)));
  const half = (more: object = {}) => [
    { ...liveSet(9, more), status: SET_HALF_WAY }, podOfSet(0, 'n1', 3, 'one'), podOfSet(1, '', 9, 'two'),
  ];
  const undo = 'kubectl --namespace default rollout undo statefulset/db --to-revision 1';

  test('that makes its pods in order also has the one that waits deleted', () => {
    const back = backOf([...two, ...half(), ...kept], liveSet(9))!;
    expect(back.commands).toEqual([undo, 'kubectl --namespace default delete pod db-1']);
    expect(back.notes[0]).toContain('#forced-rollback');
  });

  test('that makes them at once does it by itself', () => {
    const parallel = { podManagementPolicy: 'Parallel' };
    expect(backOf([...two, ...half(parallel), ...kept], liveSet(9, parallel))!.commands).toEqual([undo]);
  });

  test('without the revisions that its controller keeps has none, nor without room for the pod', () => {
    expect(backOf([...two, ...half()], liveSet(9))).toBeUndefined();
    expect(backOf([two[0], ...half(), ...kept], liveSet(9))).toBeUndefined();
  });
});

describe('what is written of a way back', () => {
  const secret = withVariable(halfWay(2, full), 'hidden');

  test('is the command, and nothing of the template', () => {
    const { report } = reportOnLive([...two, ...secret], asked('2', 3, 2));
    const json = renderPlanJson(report);
    const [workload] = JSON.parse(json).workloads;
    expect(workload.remedies.find(({ id }: Json) => id === 'go-back')).toMatchObject({ commands: [UNDO], patches: [] });
    expect(renderPlanTable(report)).toContain(`  remedy     go back to revision 1 (${UNDO}): finishes, no downtime`);
    expect(json).not.toContain('hidden');
  });

  test('is no patch of a component, whose README has the command', () => {
    const far: Revision[] = [full[0], { tag: '2', cpu: 20, nodes: [''] }];
    const { fix } = reportOnLive([...two, ...halfWay(2, far)], asked('2', 20, 2));
    expect(fix!.chosen.map(({ remedy }) => remedy.id)).toEqual(['go-back']);
    const files = kustomizeFiles(fix!);
    expect([...files.keys()]).toEqual(['kustomization.yaml', 'README.md']);
    expect(files.get('README.md')).toContain(`No patch does that, but this:\n\n\`\`\`sh\n${UNDO}\n\`\`\``);
  });
});
