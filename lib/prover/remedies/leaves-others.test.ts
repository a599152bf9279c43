import { Cluster } from '../../cluster';
import { deployment, modelOf } from '../../../test/support/html-report';
import { plan } from '../plan';
import { remediesFor } from './remedy-text';

const cluster = Cluster.fromSpec('gpu=2xg5.2xlarge');
const RECREATE = { type: 'Recreate' };
const nim = (name: string, replicas: number) => deployment(name, 1, { replicas, strategy: RECREATE });
const changed = (from: object[], to: object[]) =>
  plan(modelOf(...to), { cluster, from: { model: modelOf(...from), prune: false, name: 'before' } });
const idsOf = (report: ReturnType<typeof changed>) =>
  report.workloads.map((each) => remediesFor(report.remedies, each, 'update').map(({ id }) => id));

test('nothing is to be applied first that takes the last room for good from what comes after it', () => {
  const report = changed([nim('a', 1)], [nim('a', 1), nim('b', 1), nim('c', 1)]);
  expect(report.workloads.map(({ verdict, alone }) => [verdict, alone.verdict]))
    .toEqual([['proven', 'proven'], ['possible', 'proven'], ['possible', 'proven']]);
  expect(idsOf(report).flat()).not.toContain('apply-alone');
});

test('what leaves the others their room may go first', () => {
  const sized = (name: string, cpu: string, strategy: object, gpus = 0) => deployment(name, gpus, { strategy }, {
    resources: { requests: { cpu }, ...gpus > 0 && { limits: { 'nvidia.com/gpu': gpus } } },
  });
  const surge = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  const release = (image: string) => [sized('llm', '5', RECREATE, 1), sized('web', '4', surge)].map((each) => {
    const object = structuredClone(each) as { spec: { template: { spec: { containers: { image: string }[] } } } };
    object.spec.template.spec.containers[0].image = image;
    return object;
  });
  const nodes = Cluster.fromSpec('gpu=1xg5.2xlarge,cpu=1xm6i.4xlarge');
  const report = plan(modelOf(...release('a:2')), {
    cluster: nodes, from: { model: modelOf(...release('a:1')), prune: false, name: 'before' },
  });
  expect(report.workloads.map(({ verdict }) => verdict)).toContain('possible');
  expect(idsOf(report).flat()).toContain('apply-alone');
});
