import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { surge, workload } from '../../../../test/support/rollout';

const job = (spec: object, status: object = {}) => ({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', namespace: 'default' },
  spec: { ...spec, template: { metadata: {}, spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a:1',
    resources: { requests: { cpu: 2 } } }] } } }, status,
});
const web = (image: string) => workload('Deployment', 'web', { cpu: 2 }, surge(1),
  { containers: [{ name: 'a', image, resources: { requests: { cpu: 2 } } }] });
const beside = (live: object, asked: object) => plansOnLive(
  [liveNode('n1'), web('a:1'), livePod('web-1', 'Deployment/web', 'n1', 2), live], web('a:2'), asked).change[0].verdict;

describe('pods of a Job', () => {
  test('come where the change lets it run', () => {
    expect(beside(job({ suspend: true }), job({ suspend: true }))).toBe('proven');
    expect(beside(job({ suspend: true }), job({ suspend: false }))).toBe('possible');
    expect(beside(job({ parallelism: 0 }), job({ parallelism: 1 }))).toBe('possible');
  });

  test('stay as many as they are where the manifests say nothing', () => {
    expect(beside(job({ parallelism: 0 }), job({}))).toBe('possible');
    expect(beside(job({ parallelism: 1 }), job({}))).toBe('possible');
  });

  test('never come again where it is over', () => {
    const over = { conditions: [{ type: 'Complete', status: 'True' }] };
    expect(beside(job({}, over), job({}))).toBe('proven');
  });
});

describe('a number of pods that the manifests do not write', () => {
  const x = (image: string, replicas?: number, more: object = {}) => ({ ...workload('Deployment', 'x', { cpu: 2 },
    { ...surge(1), replicas }, { containers: [{ name: 'a', image, resources: { requests: { cpu: 2 } } }] }), ...more });
  const pods = [1, 2].map((index) => livePod(`x-${index}`, 'Deployment/x', 'n1', 2));
  const change = (live: object[]) => plansOnLive([liveNode('n1'), ...live], x('a:2')).change[0];

  test('goes, stays, or is open, as the snapshot tells', () => {
    const said = (whenNotWritten?: string) => change([x('a:1', 2, { whenNotWritten }), ...pods]);
    expect(['default', 'stays', 'open', undefined].map((each) => said(each).verdict))
      .toEqual(['proven', 'impossible', 'unknown', 'unknown']);
    expect(said().witness[0]).toBe('spec.replicas is not written, and whether an apply leaves 2 or makes it 1 depends on ' +
      'what the last one wrote: write it');
    expect(said('default').change?.replicas).toEqual({ from: 2, to: 1 });
  });

  test('makes no difference where there is one', () => {
    expect(change([x('a:1', 1), pods[0]]).verdict).toBe('proven');
    expect(change([x('a:1', 0, { whenNotWritten: 'stays' })]).verdict).toBe('proven');
  });

  test('brings a pod where there was none', () => {
    const full = livePod('y-1', 'Deployment/y', 'n1', 4);
    const said = (whenNotWritten?: string) => change([x('a:1', 0, { whenNotWritten }), full]).verdict;
    expect(['default', 'stays', undefined].map(said)).toEqual(['impossible', 'proven', 'unknown']);
  });
});
