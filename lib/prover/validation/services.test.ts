import { Json } from '../../../test/support/rules';
import { refusals, refusalsOfSpec, saysOfEach } from '../../../test/support/refusals';

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
    const ipFamilyPolicy = 'PreferDualStack';
    expect(saidOfService({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'], ipFamilyPolicy })).toEqual([]);
    expect(saidOfService({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', '10.0.0.2'], ipFamilyPolicy }))
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

const LABEL = 'must be lower-case letters, digits and - (no dots), starting and ending with a letter or digit';
const SUBDOMAIN = 'must be lower-case letters, digits, - and ., starting and ending with a letter or digit';
const QUALIFIED = 'must be letters, digits, -, _ and ., starting and ending with a letter or digit';
const PORT = 'must be a port from 1 to 65535';

describe('the ports of a Service', () => {
  const ports = ([type, ...all]: [string, ...Json[]]) => saidOfService({ type, ports: all });
  const one = { name: 'a', port: 80 };
  const two = { name: 'b', port: 81 };
  saysOfEach(ports, [
    [['', one]], [['', one, two]], [['ClusterIP', { port: 65535, targetPort: 1 }]],
    [['', one, { ...two, port: 80, protocol: 'UDP' }]],
    [['', one, { port: 81 }], 'ports/1/name is missing; each of several ports needs one'],
    [['', one, { ...two, name: 'a' }], 'ports/1/name must be the name of one port only, is "a"'],
    [['', one, { ...two, port: 80 }], 'ports/1/port must be used once for a protocol, is 80'],
    [['', one, { ...two, port: 80, protocol: 'TCP' }], 'ports/1/port must be used once for a protocol, is 80'],
    [['', { port: 0 }], `ports/0/port ${PORT}, is 0`], [['', { name: 'A', port: 1 }], `ports/0/name ${LABEL}, is "A"`],
    [['', { port: 1, targetPort: 0 }]], [['', { port: 1, targetPort: '' }]], [['', { port: 1, targetPort: 'http' }]],
    [['', { port: 1, targetPort: 65536 }], `ports/0/targetPort ${PORT}, is 65536`],
    [['', { port: 1, targetPort: 'A' }],
      'ports/0/targetPort must be lower-case letters, digits and single -, with a letter in it, is "A"'],
    [['', { port: 1, appProtocol: 'a.b/c' }]],
    [['', { port: 1, appProtocol: 'a b' }], `ports/0/appProtocol ${QUALIFIED}, is "a b"`],
    [['', { port: 1, appProtocol: '' }], 'ports/0/appProtocol is missing'],
    [['NodePort', { ...one, nodePort: 30000 }, { ...two, nodePort: 30001 }]],
    [['LoadBalancer', { ...one, nodePort: 30000 }, { ...two, nodePort: 30000, protocol: 'UDP' }]],
    [['NodePort', one, two]],
    [['NodePort', { ...one, nodePort: 30000 }, { ...two, nodePort: 30000 }],
      'ports/1/nodePort must be used once for a protocol, is 30000'],
    ...['', 'ClusterIP'].map((type) => [[type, { ...one, nodePort: 30000 }] as [string, Json],
      'ports/0/nodePort must not be given with type ClusterIP; write type NodePort or LoadBalancer, is 30000'] as const),
    [['', { ...one, nodePort: 0 }]],
  ]);
});

describe('the type of a Service', () => {
  const outside = { type: 'ExternalName', externalName: 'a.b', ports: undefined };
  const notOutside = (field: string) =>
    expect.stringMatching(`^${field} must not be given with type ExternalName`) as string;
  const only = 'must not be given unless type is LoadBalancer';
  const ranges = (...loadBalancerSourceRanges: string[]) => ({ type: 'LoadBalancer', loadBalancerSourceRanges });
  const BLOCK = 'must be a block of addresses, such as 10.0.0.0/16';
  saysOfEach(saidOfService, [
    [{ ports: [] }, 'ports is missing'], [{ ports: [], clusterIP: 'None' }],
    [{ ports: [], type: 'NodePort' }, 'ports is missing'],
    ...['LoadBalancer', 'NodePort'].map((type) => [
      { type, clusterIP: 'None' }, `clusterIP must not be None with type ${type}, is "None"`,
    ] as const),
    [{ type: 'ClusterIP', clusterIP: 'None', clusterIPs: ['None'] }],
    [outside], [{ ...outside, externalName: 'a.b.' }], [{ ...outside, ports: [{ port: 1 }] }],
    [{ ...outside, externalName: '' }, 'externalName is missing; type ExternalName needs it'],
    [{ ...outside, externalName: 'A' }, `externalName ${SUBDOMAIN}, is "A"`],
    [{ ...outside, externalName: 'a..' }, `externalName ${SUBDOMAIN}, is "a.."`],
    [{ ...outside, clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'], ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack' },
      ...['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'].map(notOutside)],
    [{ ...outside, clusterIP: '', clusterIPs: [] }],
    [{ loadBalancerSourceRanges: [] }], [{ loadBalancerClass: '' }, `loadBalancerClass ${only}, is ""`],
    [{ allocateLoadBalancerNodePorts: false }, `allocateLoadBalancerNodePorts ${only}, is false`],
    [ranges('10.0.0.0/8', ' 10.0.0.0/8 ')], [ranges('10.0.0.0/8', 'a'), `loadBalancerSourceRanges/1 ${BLOCK}, is "a"`],
    [ranges(' '), `loadBalancerSourceRanges/0 ${BLOCK}, is " "`],
    [{ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } } }],
    ...[0, 86401].map((timeoutSeconds) => [
      { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds } } },
      `sessionAffinityConfig/clientIP/timeoutSeconds must be from 1 to 86400, is ${timeoutSeconds}`,
    ] as const),
    [{ selector: { 'a b': 'c' } }, `selector/a b has a key that ${QUALIFIED}, is "c"`],
  ]);
});

describe('the addresses and the traffic of a Service', () => {
  const unreachable = 'externalTrafficPolicy must not be given unless type is NodePort or LoadBalancer, is "Local"';
  const local = { externalTrafficPolicy: 'Local' };
  const dual = { ipFamilyPolicy: 'PreferDualStack' };
  const TWO = (field: string) =>
    `ipFamilyPolicy must be PreferDualStack or RequireDualStack where there are several ${field}`;
  saysOfEach(saidOfService, [
    [{ clusterIP: '10.0.0.1' }], [{ clusterIP: '' }],
    [{ clusterIPs: ['10.0.0.1'] }, 'clusterIPs must start with clusterIP (which is missing)'],
    [{ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'a'], ...dual },
      'clusterIPs/1 must be an IP address, such as 10.0.0.1, is "a"'],
    [{ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1', 'fd00::2'], ...dual },
      'clusterIPs must hold no more than one address of each family'],
    [{ ipFamilies: ['IPv4', 'IPv6'], ...dual }], [{ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' }],
    [{ ipFamilies: ['IPv4', 'IPv6'] }, TWO('ipFamilies')], [{ ipFamilies: ['IPv4'] }],
    [{ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'SingleStack' }, `${TWO('ipFamilies')}, is "SingleStack"`],
    [{ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'] }, TWO('clusterIPs')],
    [{ ipFamilies: ['IPv4', 'IPv6'], clusterIP: 'None' }],
    [{ ipFamilies: ['IPv4', 'IPv6'], clusterIP: 'None', selector: { a: 'b' } }, TWO('ipFamilies')],
    [{ ipFamilies: ['IPv4', 'IPv6'], clusterIP: 'None', ipFamilyPolicy: 'SingleStack' },
      `${TWO('ipFamilies')}, is "SingleStack"`],
    [{ ipFamilies: ['IPv4', 'IPv4'], ...dual }, 'ipFamilies/1 must be named once, is "IPv4"'],
    [{ externalIPs: ['a'] }, 'externalIPs/0 must be an IP address, such as 10.0.0.1, is "a"'],
    [{ ...local }, unreachable], [{ ...local, type: 'ClusterIP' }, unreachable],
    [{ ...local, externalIPs: ['10.0.0.1'] }],
    [{ ...local, type: 'NodePort' }], [{ ...local, type: 'LoadBalancer' }],
    [{ ...local, type: 'ExternalName', externalName: 'a', externalIPs: ['10.0.0.1'] }, unreachable],
    [{ ...local, type: 'NodePort', healthCheckNodePort: 30000 },
      'healthCheckNodePort must not be given unless type is LoadBalancer and externalTrafficPolicy is Local, is 30000'],
    [{ externalTrafficPolicy: 'Cluster', type: 'LoadBalancer', healthCheckNodePort: 30000 },
      'healthCheckNodePort must not be given unless type is LoadBalancer and externalTrafficPolicy is Local, is 30000'],
    [{ healthCheckNodePort: 0 }], [{ trafficDistribution: 'PreferClose' }], [{ trafficDistribution: 'PreferSameZone' }],
    [{ trafficDistribution: '' },
      'trafficDistribution must be one of PreferClose, PreferSameZone, PreferSameNode, is ""'],
  ]);
});

describe('an Ingress', () => {
  const service = { name: 's', port: { number: 80 } };
  const defaultBackend = { service };
  const ingress = refusalsOfSpec('networking.k8s.io/v1', 'Ingress', { defaultBackend });
  const backend = (more: Json) => ({ defaultBackend: more });
  const resource = (more: Json = {}) => ({ defaultBackend: { resource: { apiGroup: 'a.b', kind: 'C', name: 'd',
    ...more } } });
  const port = (more: Json) => backend({ service: { ...service, port: more } });
  const ONE_OF_PORT = 'must have exactly one of name and number';
  saysOfEach(ingress, [
    [{}], [{ defaultBackend: undefined, rules: [{ host: 'a' }] }],
    [{ defaultBackend: undefined }, 'rules is missing; write rules or defaultBackend'],
    [{ ingressClassName: 'a.b' }], [{ ingressClassName: '' }, 'ingressClassName must not be empty, is ""'],
    [{ ingressClassName: 'A' }, `ingressClassName ${SUBDOMAIN}, is "A"`],
    [{ rules: [{ host: '*.a.b' }] }],
    [{ rules: [{ host: '10.0.0.1' }] }, 'rules/0/host must be a DNS name, not an IP address, is "10.0.0.1"'],
    [{ rules: [{ http: { paths: [] } }] }, 'rules/0/http/paths is missing'],
    [{ tls: [{ hosts: ['a.b', '*.a.b', '10.0.0.1'], secretName: 'a' }] }],
    [{ tls: [{ hosts: [''] }] }, 'tls/0/hosts/0 must be a DNS name, is ""'],
    [{ tls: [{ hosts: ['A'] }] }, `tls/0/hosts/0 ${SUBDOMAIN}, without scheme, port or path, is "A"`],
    [{ tls: [{ secretName: 'A' }] }, `tls/0/secretName ${SUBDOMAIN}, is "A"`],
    [backend({}), 'defaultBackend must have exactly one of service and resource'],
    [backend({ service, ...resource().defaultBackend }),
      'defaultBackend must have exactly one of service and resource'],
    [port({ name: 'http' })], [port({}), 'defaultBackend/service/port is missing; write its name or number'],
    [port({ name: 'http', number: 80 }), `defaultBackend/service/port ${ONE_OF_PORT}`],
    [port({ number: 65536 }), `defaultBackend/service/port/number ${PORT}, is 65536`],
    [port({ name: 'A' }),
      'defaultBackend/service/port/name must be lower-case letters, digits and single -, with a letter in it, is "A"'],
    [backend({ service: { ...service, name: 'a.b' } }), `defaultBackend/service/name ${LABEL}, is "a.b"`],
    [resource()], [resource({ apiGroup: undefined })],
    [resource({ apiGroup: '' }), 'defaultBackend/resource/apiGroup must not be empty, is ""'],
    [resource({ apiGroup: 'A' }), `defaultBackend/resource/apiGroup ${SUBDOMAIN}, is "A"`],
    [resource({ kind: '' }), 'defaultBackend/resource/kind is missing'],
    [resource({ name: 'a/b' }), `defaultBackend/resource/name must not contain '/' or '%', is "a/b"`],
  ]);
});

describe('a class of Ingresses', () => {
  const CONTROLLER = 'must be a domain and a path, such as k8s.io/ingress-nginx';
  const parameters = (more: Json) => ({ controller: 'a/b',
    parameters: { kind: 'C', name: 'd', scope: 'Cluster', ...more } });
  saysOfEach(refusalsOfSpec('networking.k8s.io/v1', 'IngressClass'), [
    [{ controller: 'k8s.io/a-b/C_d~%!$&\'()*+,;=:.' }], [{ controller: `a/${'b'.repeat(248)}` }],
    [{ controller: `a/${'b'.repeat(249)}` }, expect.stringMatching(/^controller must be no more than 250 characters/)],
    ...['', 'a', 'A/b', 'a/', '/b', 'a..b/c', 'a/b c', '-a/b', 'a/b?', 'a-/b', 'a.-b/c'].map((controller) => [
      { controller }, `controller ${CONTROLLER}, is "${controller}"`,
    ] as const),
    [parameters({})], [parameters({ scope: 'Namespace', namespace: 'n' })],
    [parameters({ scope: 'Namespace' }), 'parameters/namespace is missing; scope Namespace needs it'],
    [parameters({ namespace: 'n' }), 'parameters/namespace must not be given unless scope is Namespace, is "n"'],
    [parameters({ scope: 'Some' }), 'parameters/scope must be Cluster or Namespace, is "Some"'],
    [parameters({ kind: 'a%' }), `parameters/kind must not contain '/' or '%', is "a%"`],
    [parameters({ name: '' }), 'parameters/name is missing'],
    [parameters({ apiGroup: 'A' }), `parameters/apiGroup ${SUBDOMAIN}, is "A"`],
  ]);
});
