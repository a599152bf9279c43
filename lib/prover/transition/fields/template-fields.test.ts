import { load, workload } from '../../../../test/support/rollout';
import { planTransition } from '..';

const container = (name: string, more: object = {}) => ({ name, image: `${name}:1`, ...more });
const deployed = (spec: object, metadata: object = {}, kind = 'Deployment') => {
  const made = workload(kind, 'web', {}, { replicas: 1 }, spec) as { spec: { template: { metadata: object } } };
  const { template } = made.spec;
  const marked = { ...template, metadata: { ...template.metadata, ...metadata } };
  return load({ ...made, spec: { ...made.spec, template: marked } });
};
const app = { containers: [container('app')] };

/** What a change says of the template. */
const told = (from: ReturnType<typeof load>, to: ReturnType<typeof load>) =>
  planTransition(to, { model: from, name: 'a', prune: false }).workloads[0].change!.template;

describe('what differs of a pod template', () => {
  test('is an image, before and after', () => {
    const images = [{ container: 'app', from: 'app:1', to: 'app:2' }];
    const next = { containers: [container('app', { image: 'app:2' })] };
    expect(told(deployed(app), deployed(next))).toEqual({ images, fields: [] });
  });

  test('is told by name, and never by value, which may be secret', () => {
    const env = [{ name: 'TOKEN', value: 'secret' }];
    const next = { containers: [container('app', { env })], hostNetwork: true };
    expect(told(deployed(app), deployed(next))).toEqual({ images: [], fields: ['env', 'hostNetwork'] });
  });

  test('is of one of several containers, some of which come or go', () => {
    const [two, other] = [['app', 'log'], ['app', 'proxy']].map((names) => ({ containers: names.map((name) =>
      container(name, name === 'app' && names.includes('proxy') ? { command: ['run'] } : {})) }));
    expect(told(deployed(two), deployed(other))!.fields)
      .toEqual(['command of app', 'container proxy (new)', 'container log (gone)']);
  });

  test('is an annotation', () => {
    const restarted = { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-11-28' } };
    expect(told(deployed(app), deployed(app, restarted))).toEqual({ images: [], fields: ['annotations'] });
  });

  test('is nothing where no template changes, what is written says the same, or the workload is new', () => {
    expect(told(deployed(app), deployed(app))).toBeUndefined();
    expect(told(deployed(app), deployed({ ...app, restartPolicy: 'Always', volumes: [] }))).toBeUndefined();
    expect(told(load(), deployed(app))).toBeUndefined();
  });
});
