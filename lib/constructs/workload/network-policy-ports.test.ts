import { PortProtocol } from './port-protocol';
import { Egress } from '../..';
import { checkCidr } from '../../kubernetes/names';
import { checkPorts } from './workload-port';
import { aService, aStore } from '../../../test/support/examples';
import { only, opened, render } from '../../../test/support/synth';

const LAST = { name: 'last', containerPort: 65535, protocol: PortProtocol.HTTP };
const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });

test('a caller of two workloads reaches each at its own port only', () => {
  const manifests = render((chart) => {
    const web = aService(chart, 'web');
    web.connectTo(aService(chart, 'api'), { env: 'API_URL' });
    web.connectTo(aStore(chart, 'store'), { env: 'STORE_URL' });
  });
  const { egress } = only(manifests, 'NetworkPolicy', 'web').spec;
  expect(opened(egress, 'to', pods('api'))).toEqual([8080]);
  expect(opened(egress, 'to', pods('store'))).toEqual([6333]);
});

test('a caller of two ports of one workload reaches both by one rule, the lower first', () => {
  const manifests = render((chart) => {
    const [web, store] = [aService(chart, 'web'), aStore(chart, 'store')];
    web.connectTo(store, { env: 'GRPC_URL', port: 'grpc' });
    web.connectTo(store, { env: 'HTTP_URL', port: 'http' });
  });
  const rules = only(manifests, 'NetworkPolicy', 'web').spec.egress.slice(1);
  expect(rules).toEqual([{
    to: [pods('store')],
    ports: [
      { port: 6333, protocol: 'TCP' }, { port: 6334, protocol: 'TCP' },
    ],
  }]);
});

test('the first and the last port there is are ports', () => {
  expect(() => Egress.cidr('10.0.0.0/8', 1, 65535)).not.toThrow();
  expect(() => checkPorts([{ ...LAST, servicePort: 1 }])).not.toThrow();
});

test('a block of addresses may be one address or all of them', () => {
  ['0.0.0.0/0', '10.0.0.1/32', '::/0', 'fd00::1/128'].forEach((cidr) => expect(checkCidr(cidr)).toBe(cidr));
});

const NO_BLOCKS = ['x10.0.0.0/16', '10.0.0.0/16x', '10.0.0.0/33', 'fd00::/129', '10.0.0.0', '/16', '10.0.0/16'];

test.each(NO_BLOCKS)('fails when a block of addresses is %j', (cidr) => {
  expect(() => checkCidr(cidr)).toThrow(
    new Error(`'${cidr}' is not a block of addresses; write an address and a prefix length, such as 10.0.0.0/16`),
  );
});
