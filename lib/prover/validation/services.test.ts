import { Json } from '../../../test/support/rules';
import { refusals } from '../../../test/support/refusals';

const saidOfService = (spec: Json): string[] => refusals({
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, spec: { ports: [{ port: 80 }], ...spec },
}).map((text) => text.replace('/spec/', ''));

describe('a Service', () => {
  test.each([
    '127.0.0.1', '0.0.0.0', '169.254.1.1', '224.0.0.7', '::', '::1', 'fe80::1', 'febf::1', 'ff02::1',
  ])('has no external address %s, which leads nowhere', (address) => {
    expect(saidOfService({ externalIPs: [address] }))
      .toEqual([expect.stringMatching(/^externalIPs\/0 must not be an unspecified, loopback or link-local address/)]);
  });

  test.each(['10.0.0.1', '225.0.0.1', '239.1.1.1', '128.0.0.1', '1.27.0.1', '2001:db8::1', 'ff05::1', '::2'])(
    'may have the external address %s', (address) => {
      expect(saidOfService({ externalIPs: [address] })).toEqual([]);
    });

  test('has addresses that are some, of each family once', () => {
    expect(saidOfService({ clusterIP: 'x' })).toEqual([expect.stringMatching(/^clusterIP must be/)]);
    expect(saidOfService({ clusterIP: 'None' })).toEqual([]);
    expect(saidOfService({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'] })).toEqual([]);
    expect(saidOfService({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', '10.0.0.2'] }))
      .toEqual([expect.stringMatching(/^clusterIPs must hold no more than one address of each family/)]);
    expect(saidOfService({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.2'] }))
      .toEqual([expect.stringMatching(/^clusterIPs must start with clusterIP 10\.0\.0\.1/)]);
    expect(saidOfService({ externalIPs: [''] }))
      .toEqual([expect.stringMatching(/^externalIPs\/0 must be an IP address/)]);
  });

  test('says of its type only what belongs to it', () => {
    const only = 'must not be given unless type is LoadBalancer';
    const balancer = {
      loadBalancerSourceRanges: ['10.0.0.0/8'], allocateLoadBalancerNodePorts: true, loadBalancerClass: 'a/b',
    };
    expect(saidOfService({ type: 'LoadBalancer', ...balancer })).toEqual([]);
    expect(saidOfService(balancer))
      .toEqual(['loadBalancerSourceRanges', 'allocateLoadBalancerNodePorts', 'loadBalancerClass']
      .map((field) => expect.stringMatching(`^${field} ${only}`)));
    expect(saidOfService({ healthCheckNodePort: 30000 }))
      .toEqual([expect.stringMatching(/^healthCheckNodePort must not be given unless type is LoadBalancer and/)]);
    expect(saidOfService({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30000 }))
      .toEqual([]);
    expect(saidOfService({ trafficDistribution: 'PreferFar' }))
      .toEqual([expect.stringMatching(/^trafficDistribution must be one of PreferClose, PreferSameZone, /)]);
    expect(saidOfService({ trafficDistribution: 'PreferSameNode' })).toEqual([]);
  });
});
