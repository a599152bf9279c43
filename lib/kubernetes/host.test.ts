import { addressOf, HostPlace, placeOf } from './host';

const { CLUSTER, LOOPBACK, PRIVATE, PUBLIC } = HostPlace;

test.each([
  ['qdrant', CLUSTER],
  ['pg.data.svc', CLUSTER],
  ['pg.data.svc.cluster.local', CLUSTER],
  ['kubernetes.default', CLUSTER],
  ['pg.my-team', CLUSTER],
  ['pg-0.pg.my-team', CLUSTER],
  ['pg-0.pg.default', CLUSTER],
  ['localhost', LOOPBACK],
  ['app.localhost', LOOPBACK],
  ['127.0.0.1', LOOPBACK],
  ['127.8.8.8', LOOPBACK],
  ['0.0.0.0', LOOPBACK],
  ['[::1]', LOOPBACK],
  ['[::]', LOOPBACK],
  ['[::ffff:7f00:1]', LOOPBACK],
  ['10.0.0.7', PRIVATE],
  ['172.16.0.1', PRIVATE],
  ['172.31.255.255', PRIVATE],
  ['192.168.1.1', PRIVATE],
  ['100.64.0.1', PRIVATE],
  ['169.254.169.254', PRIVATE],
  ['[fd00::1]', PRIVATE],
  ['[fe80::1]', PRIVATE],
  ['[::ffff:a00:7]', PRIVATE],
  ['metadata.google.internal', PRIVATE],
  ['nas.local', PRIVATE],
  ['router.home.arpa', PRIVATE],
  ['172.32.0.1', PUBLIC],
  ['100.128.0.1', PUBLIC],
  ['8.8.8.8', PUBLIC],
  ['[2606:4700::1111]', PUBLIC],
  ['[2606:4700::ffff:a00:7]', PUBLIC],
  ['[::ffff:a00:7:8]', PUBLIC],
  ['integrate.api.nvidia.com', PUBLIC],
  ['example.com', PUBLIC],
  ['index.svc.us-east1-gcp.pinecone.io', PUBLIC],
  ['my-team.example.xn--p1ai', PUBLIC],
  ['example.xn--p1ai', PUBLIC],
])('%s is told by its name', (host, place) => {
  expect([host, HostPlace[placeOf(host)]]).toEqual([host, HostPlace[place]]);
});

test('an address has no brackets, and IPv4 in IPv6 is IPv4', () => {
  expect(['[fd00::1]', '[::ffff:a00:107]', '[1::ffff:a00:7]', '10.0.0.7', 'example.com'].map(addressOf)).toEqual([
    'fd00::1', '10.0.1.7', '1::ffff:a00:7', '10.0.0.7', undefined,
  ]);
});
