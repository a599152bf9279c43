import { distManifests } from '../../../test/support/manifests';
import { livePod, viewOf } from '../../../test/support/operate';
import { Model } from '../../manifests';
import { forwardTargets, servingPod } from './forward-targets';

const items = distManifests('research-ops');
const model = Model.load([{ file: 'a.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }]);
const named = (...names: string[]) => forwardTargets(model, names).map(({ service, port }) => [service.name, port]);

test('people use the services that call others', () => {
  expect(named()).toEqual([['agent-orchestrator', 8080], ['web-ui', 8501]]);
  expect(named('qdrant')).toEqual([['qdrant', 6333]]);
});

test('fails when a name is not that of a Service', () => {
  expect(() => named('nothing')).toThrow('service nothing: is not among the manifests; write one of reasoning-nim');
});

test('fails when there is nothing to forward', () => {
  const serviceOf = (spec: object) => Model.load([{
    file: 'a.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec }),
  }]);
  expect(() => forwardTargets(serviceOf({ ports: [{ port: 80 }] }), []))
    .toThrow('services: there is none whose pods call others; name the ones that you want');
  expect(() => forwardTargets(serviceOf({ ports: [] }), ['web']))
    .toThrow('service web: has no port; name one that has');
});

test('the port of a Service leads to that of a pod that is ready and stays', () => {
  const [target] = forwardTargets(model, ['embedding-nim']);
  const labels = { app: 'embedding-nim' };
  const ready = { conditions: [{ type: 'Ready', status: 'True' }] };
  const spec = { containers: [{ name: 'nim', ports: [{ name: 'http', containerPort: 8000 }] }] };
  const pod = (name: string, status: object, more: object = {}) =>
    livePod(2, status, { spec, metadata: { name, labels, ...more } });
  const deletionTimestamp = '2026-11-26T10:00:00Z';
  expect(servingPod(target, viewOf(pod('a', {}), pod('b', ready, { deletionTimestamp })))).toBeUndefined();
  expect(servingPod(target, viewOf(pod('a', {}), pod('c', ready)))).toEqual({ pod: 'c', port: 8000 });
});
