import { fieldOf } from '../../test/support/fields';
import { clash, HostPort, readHostPorts } from './host-port';

const ports = (list: object[], more: object = {}) => readHostPorts(fieldOf({ containers: [{ ports: list }], ...more }));

test('a pod takes on its node the ports that it names there', () => {
  expect(ports([{ containerPort: 80, hostPort: 8080 }, { containerPort: 81 }, { hostPort: 0 },
    { hostPort: 53, protocol: 'UDP', hostIP: '10.0.0.1' }, { hostPort: 54, hostIP: '0.0.0.0' },
    { hostPort: 55, hostIP: '' }])).toEqual([
    { protocol: 'TCP', number: 8080, address: undefined }, { protocol: 'UDP', number: 53, address: '10.0.0.1' },
    { protocol: 'TCP', number: 54, address: undefined }, { protocol: 'TCP', number: 55, address: undefined },
  ]);
});

test('every port, where it shares the network of the node', () => {
  const list = [{ containerPort: 80 }, { containerPort: 81, hostPort: 82 }, {}];
  expect(ports(list, { hostNetwork: true }).map(({ number }) => number)).toEqual([80, 82]);
  expect(ports(list, { hostNetwork: 'true' }).map(({ number }) => number)).toEqual([82]);
  expect(readHostPorts(fieldOf({ initContainers: [{ ports: [{ hostPort: 1 }] },
    { restartPolicy: 'Always', ports: [{ hostPort: 2 }] }] })).map(({ number }) => number)).toEqual([2]);
});

test.each<[Partial<HostPort>, Partial<HostPort>, boolean]>([
  [{}, {}, true], [{ protocol: 'UDP' }, {}, false], [{ number: 81 }, {}, false], [{ address: '10.0.0.1' }, {}, true],
  [{}, { address: '10.0.0.1' }, true], [{ address: '10.0.0.1' }, { address: '10.0.0.1' }, true],
  [{ address: '10.0.0.1' }, { address: '10.0.0.2' }, false],
])('%j and %j clash: %p', (one, two, expected) => {
  const port = (more: Partial<HostPort>) => ({ protocol: 'TCP', number: 80, ...more });
  expect(clash(port(one), port(two))).toBe(expected);
});
