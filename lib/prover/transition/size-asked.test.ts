import { liveNode, livePod, plansOnLive } from '../../../test/support/live-plan';
import { surge, workload } from '../../../test/support/rollout';

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
