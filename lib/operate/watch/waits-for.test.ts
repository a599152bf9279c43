import { livePod, liveDeployment, viewOf } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { RolloutState } from './rollout-state';
import { waitsFor } from './waits-for';
import { Phase, phaseOfPod } from './phase';

const view = viewOf(liveDeployment(), livePod(2));
const state = (missing?: string): RolloutState =>
  ({ isComplete: false, wanted: 1, updated: 1, available: 0, missing });
const words = (phase: Phase, more: Json = {}) => waitsFor({
  phase, old: [], state: state(), workload: view.snapshot.objects[0], view, ...more,
});
const olds = (...names: string[]) => names.map((name) => viewOf(livePod(1, {}, { metadata: { name } })).pods[0]);
const podWith = (spec: Json, status: Json = {}) =>
  viewOf(livePod(2, status, { spec: { nodeName: 'gpu-1', ...spec } })).pods[0];

test('what is ready waits for old pods, the end of a Job, what is missing, or a count', () => {
  const job = { ...liveDeployment(), kind: 'Job' };
  expect(words('ready', { old: olds('a', 'b') })).toBe('old pod a, b to stop');
  expect(words('ready', { workload: viewOf(job).snapshot.objects.find(({ kind }) => kind === 'Job') }))
    .toBe('it to end');
  expect(words('ready', { state: state('1 more pod to be available') })).toBe('1 more pod to be available');
  expect(words('ready')).toBe('its controller to count');
});

test('what is not made waits for its controller, or for what is missing', () => {
  expect(words('applied')).toBe('its controller to make a pod');
  expect(words('applied', { state: state('somebody to unpause it') })).toBe('somebody to unpause it');
  expect(words('applied', { old: olds('a') })).toBe('its controller to make a pod');
});

test('volumes are named, whose claims a pod mounts', () => {
  const volumes = ['one', 'two'].map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } }));
  expect(words('scheduled', { pod: podWith({ volumes }) })).toBe('volume one, two to be attached on gpu-1');
  expect(words('scheduled', { pod: podWith({}) })).toBe('its volumes and its network on gpu-1');
});

test('a pod without containers has none that was pulled', () => {
  expect(phaseOfPod(podWith({}), [{ about: view.pods[0], reason: 'Pulled', message: '', at: 0 }])).toBe('image pulled');
  expect(phaseOfPod(podWith({}), [{ about: view.pods[0], reason: 'Created', message: '', at: 0 }])).toBe('scheduled');
  expect(phaseOfPod(podWith({ containers: [] }), [])).toBe('scheduled');
  expect(phaseOfPod(podWith({}, { containerStatuses: [] }), [])).toBe('scheduled');
});

test('a pod of which an init container ran has started', () => {
  const ran = (state: Json) => phaseOfPod(podWith({}, { initContainerStatuses: [{ name: 'i', ...state }] }), []);
  expect([ran({ state: { terminated: {} } }), ran({ lastState: { terminated: {} } }), ran({ state: { waiting: {} } })])
    .toEqual(['started', 'started', 'scheduled']);
});
