import { Egress, NetworkPeer } from '../..';
import { aService } from '../../../test/support/examples';
import { customProblems } from '../../../test/support/custom-schemas';
import { only, render } from '../../../test/support/synth';

test('names of hosts are opened by a CiliumNetworkPolicy beside the NetworkPolicy, which stays as it is', () => {
  const manifests = render((chart) =>
    aService(chart, 'web', { egress: [Egress.ciliumDnsNames(['api.example.com', '*.example.org'], 443, 8443)] }));
  const policy = only(manifests, 'CiliumNetworkPolicy');
  expect(policy).toMatchSnapshot();
  expect(customProblems(policy)).toEqual([]);
  expect(only(manifests, 'NetworkPolicy').spec).toEqual(only(render(aService), 'NetworkPolicy').spec);
});

test('the proxy of Cilium is let in by a CiliumNetworkPolicy, and names need not be asked for', () => {
  const manifests = render((chart) => aService(chart).allowIngressFrom(NetworkPeer.ciliumIngress()));
  expect(only(manifests, 'CiliumNetworkPolicy').spec).toEqual({
    endpointSelector: { matchLabels: { app: 'web' } },
    ingress: [{ fromEntities: ['ingress'], toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }] }],
  });
});

test('there is one, whatever is declared when', () => {
  const manifests = render((chart) => {
    const service = aService(chart);
    service.allowEgressTo(Egress.ciliumDnsNames(['api.example.com'], 443));
    service.allowEgressTo(Egress.ciliumDnsNames(['queue.example.com'], 5671));
    service.allowIngressFrom(NetworkPeer.ciliumIngress());
  });
  const policy = only(manifests, 'CiliumNetworkPolicy');
  expect([policy.spec.egress.length, policy.spec.ingress.length]).toEqual([3, 1]);
  expect(customProblems(policy)).toEqual([]);
});

test('without them there is none', () => {
  expect(render(aService).map(({ kind }) => kind)).not.toContain('CiliumNetworkPolicy');
});

test.each<[string, () => unknown, string]>([
  [
    'a name is a URL', () => Egress.ciliumDnsNames(['https://api.example.com'], 443),
    "'https://api.example.com' is not a name of a host; write such as api.example.com or *.example.com, without scheme and port",
  ],
  [
    'there is no name', () => Egress.ciliumDnsNames([], 443),
    "Egress.ciliumDnsNames: names [] lead nowhere; write such as ['api.example.com']",
  ],
  [
    'there is no port', () => Egress.ciliumDnsNames(['api.example.com']),
    'egress has the ports []; write at least one port from 1 to 65535',
  ],
  [
    'its proxy is to be called', () => Egress.to(NetworkPeer.ciliumIngress(), 80),
    'Egress.to: the proxy of Cilium is nobody to call; write Egress.to(NetworkPeer.namespace(name), port)',
  ],
])('fails when %s', (_, build, message) => {
  expect(build).toThrow(message);
});
