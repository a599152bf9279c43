import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { aNim, aService, aStore } from '../../../test/support/examples';
import { controller, newChart, only, render, Rendered } from '../../../test/support/synth';

const aPlusDeployment = (chart: Chart, id: string = 'front'): kplus.Deployment =>
  new kplus.Deployment(chart, id, { containers: [{ image: 'registry.example.com/front:1.0.0', portNumber: 3000 }] });
const policies = (manifests: Rendered[]): Rendered[] =>
  manifests.filter(({ kind, spec }) => kind === 'NetworkPolicy' && !(spec.ingress && spec.egress?.length > 1));
const OURS = { podSelector: { matchLabels: { app: 'web' } } };
const HERE = { matchLabels: { 'kubernetes.io/metadata.name': 'lab' } };

describe('constructs of cdk8s-plus take ours', () => {
  test('its HorizontalPodAutoscaler scales a workload, whose number of pods is then not written', () => {
    const manifests = render((chart) => new kplus.HorizontalPodAutoscaler(chart, 'hpa', {
      target: aService(chart), minReplicas: 2, maxReplicas: 5,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    }));
    expect(only(manifests, 'HorizontalPodAutoscaler').spec).toMatchObject({
      minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    });
    expect(controller(manifests).spec).not.toHaveProperty('replicas');
    expect(controller(render(aService)).spec.replicas).toBe(2);
  });

  test('its HorizontalPodAutoscaler sees the requests of our container, and wants no metric', () => {
    const chart = newChart();
    const target = aNim(chart);
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', { target, maxReplicas: 2 });
    expect(chart.node.findAll().flatMap((each) => each.node.validate())).toEqual([]);
    const [{ resources }] = target.toScalingTarget().containers;
    expect([resources?.cpu?.request?.amount, resources?.memory?.request?.toMebibytes()]).toEqual(['4000m', 20 * 1024]);
  });

  test('its HorizontalPodAutoscaler refuses a workload with a number of its own', () => {
    const chart = newChart();
    const target = aService(chart, 'web', { replicas: 3 });
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', { target, maxReplicas: 5 });
    expect(chart.node.findAll().flatMap((each) => each.node.validate())).toEqual([
      'HorizontalPodAutoscaler target cannot have a fixed number of replicas (3).',
    ]);
  });

  test('connections of its Deployment lead to ours, on the port of our container', () => {
    const manifests = render((chart) => aPlusDeployment(chart).connections.allowTo(aService(chart)));
    const [out, inward] = policies(manifests);
    const ports = [{ port: 8080, protocol: 'TCP' }];
    expect(out.spec.egress).toEqual([{ to: [{ ...OURS, namespaceSelector: HERE }], ports }]);
    expect([inward.spec.podSelector, inward.metadata.namespace]).toEqual([OURS.podSelector, 'lab']);
    expect(inward.spec.ingress[0].ports).toEqual(ports);
  });

  test('its NetworkPolicy selects ours, and names ours as a peer', () => {
    const manifests = render((chart) => {
      const web = aService(chart);
      const policy = new kplus.NetworkPolicy(chart, 'extra', { selector: web, metadata: { name: 'extra' } });
      policy.addIngressRule(aStore(chart), [kplus.NetworkPolicyPort.tcp(8080)]);
    });
    const { spec } = only(manifests, 'NetworkPolicy', 'extra');
    expect(spec.podSelector).toEqual({ matchLabels: { app: 'web' } });
    expect(spec.ingress[0].from).toEqual([{ podSelector: { matchLabels: { app: 'store' } }, namespaceSelector: HERE }]);
  });

  test('its Service selects our pods', () => {
    const manifests = render((chart) => new kplus.Service(chart, 'extra', {
      selector: aService(chart), ports: [{ port: 80, targetPort: 8080 }], metadata: { name: 'extra' },
    }));
    const { selector, ports } = only(manifests, 'Service', 'extra').spec;
    expect([selector, ports]).toEqual([{ app: 'web' }, [{ port: 80, targetPort: 8080 }]]);
  });

  test('its Ingress leads to a port of our Service, and nothing else is rendered for that', () => {
    const manifests = render((chart) => {
      const ingress = new kplus.Ingress(chart, 'ingress');
      ingress.addRule('/', aService(chart, 'web', { port: 80 }).toIngressBackend());
      ingress.addRule('/store', aStore(chart).toIngressBackend('grpc'));
    });
    const { paths } = only(manifests, 'Ingress').spec.rules[0].http;
    expect(paths.map(({ backend }: Rendered) => [backend.service.name, backend.service.port.number])).toEqual([
      ['web', 80], ['store', 6334],
    ]);
    expect(manifests.filter(({ kind }) => kind === 'Service')).toHaveLength(2);
  });
});

test('fails when an Ingress wants a port that the Service has not', () => {
  expect(() => aService(newChart()).toIngressBackend('grpc')).toThrow(
    new Error("lab/web: lab/web has no port 'grpc' on its Service; it offers 'http'"),
  );
});
