import { deployment, modelOf } from '../../test/support/rules';
import { liveObjects } from '../../test/support/admission';
import { labelsOfSomePods } from './rollout-labels';

const of = (kind: string, strategy: object) => {
  const [workload] = modelOf([deployment()]).workloads;
  const [manifest] = liveObjects([{ ...deployment(), kind, spec: { strategy } }]);
  return labelsOfSomePods({ ...workload, kind, manifest }).map((labels) => Object.fromEntries(labels));
};
const part = (role: string) => ({ labels: { role } });

test('some pods of a Rollout have the labels of the part that they play', () => {
  expect(of('Rollout', {
    canary: { canaryMetadata: part('canary'), stableMetadata: part('stable') },
    blueGreen: { activeMetadata: part('active'), previewMetadata: part('preview') },
  })).toEqual([{ role: 'canary' }, { role: 'stable' }, { role: 'active' }, { role: 'preview' }]);
});

test('so have pods of its experiments', () => {
  const steps = [{ setWeight: 5 }, { experiment: { templates: [{ metadata: part('a') }, { metadata: part('b') }] } }];
  expect(of('Rollout', { canary: { steps } }).slice(4)).toEqual([{ role: 'a' }, { role: 'b' }]);
});

test('pods of other kinds have none', () => {
  expect(of('Deployment', { canary: { canaryMetadata: part('canary') } })).toEqual([]);
});
