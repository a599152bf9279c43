import { deployment, gpuNodes, Json, modelOf, object } from '../../../test/support/rules';
import { RuleContext } from './rule-context';

const scaler = (spec: object) => object('HorizontalPodAutoscaler', 'h', { spec: {
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec } }, 'autoscaling/v2');
const contextOf = (...objects: Json[]) => new RuleContext(modelOf(objects));

test('a subject is an object with its fields, and its workload where it has pods', () => {
  const context = contextOf(deployment(), object('ConfigMap', 'c'));
  const [web, config] = context.model.manifests.map((manifest) => context.subject(manifest));
  expect([web.root.get('spec', 'replicas').value, web.workload, config.workload])
    .toEqual([1, context.model.workloads[0], undefined]);
  expect(web.manifest).toBe(context.model.manifests[0]);
});

test('what cannot be read of a subject, or of its pods, is kept', () => {
  const context = contextOf(deployment({ hostNetwork: 5 }));
  context.subject(context.model.manifests[0]).root.get('spec', 'replicas').string();
  context.podSpec(context.model.workloads[0]).get('hostNetwork').boolean();
  expect(context.problems.map(({ pointer }) => pointer)).toEqual(['/spec/replicas', '/spec/template/spec/hostNetwork']);
});

test('a workload has as many replicas as its autoscaler allows, else its own', () => {
  const replicas = (...objects: Json[]) => {
    const context = contextOf(deployment({}, { replicas: 4 }), ...objects);
    return context.replicas(context.model.workloads[0]);
  };
  expect([replicas(), replicas(scaler({ minReplicas: 2, maxReplicas: 9 }))])
    .toEqual([{ least: 4, most: 4 }, { least: 2, most: 9 }]);
});

test('of objects of one name the first of their API group is known by each behind it', () => {
  const ingress = (apiVersion: string) => object('Ingress', 'i', {}, apiVersion);
  const context = contextOf(ingress('networking.k8s.io/v1'), ingress('extensions/v1beta1'),
    ingress('networking.k8s.io/v1beta1'), ingress('networking.k8s.io/v1'));
  const { manifests } = context.model;
  expect(manifests.map((manifest) => manifests.indexOf(context.firstOf.get(manifest)!))).toEqual([-1, -1, 0, 0]);
});

test('a context has the nodes, the plan and what runs that it was given', () => {
  const from = { model: modelOf([]), name: 'before', prune: true };
  const context = new RuleContext(modelOf([deployment()]), { cluster: gpuNodes(1), from });
  expect([context.cluster?.pools.length, context.from, context.plan]).toEqual([1, from, undefined]);
  expect([contextOf().cluster, contextOf().from]).toEqual([undefined, undefined]);
});

test('Secrets that are declared are known', () => {
  const { declaredSecrets } = new RuleContext(modelOf([deployment()]), { declaredSecrets: ['shop/a', 'b'] });
  expect([declaredSecrets.has('shop', 'a'), declaredSecrets.has('blue', 'a'), declaredSecrets.has('blue', 'b')])
    .toEqual([true, false, true]);
});
