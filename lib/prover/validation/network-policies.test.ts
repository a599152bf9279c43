import { Json } from '../../../test/support/rules';
import { refusalsOfSpec, saysOfEach } from '../../../test/support/refusals';

const policy = refusalsOfSpec('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: {} });
const PORT = 'must be a port from 1 to 65535';

describe('a network policy', () => {
  saysOfEach((...policyTypes: [string[]]) => policy({ policyTypes: policyTypes[0] }), [
    [[]], [['Ingress', 'Egress']],
    [['Ingress', 'Both'], expect.stringMatching(/^policyTypes\/1 must be .*Ingress.*, is "Both"$/)],
    [['Ingress', 'Egress', 'Ingress'], 'policyTypes must hold no more than Ingress and Egress'],
    [[''], expect.stringMatching(/^policyTypes\/0 must be .*, is ""$/)],
  ]);
});

describe('a peer of a network policy', () => {
  const peer = (from: Json) => policy({ ingress: [{ from: [from] }] })
    .map((text) => text.replace(/ingress\/0\/from\/0\/?/, ''));
  const block = (cidr: string, ...except: string[]) => ({ ipBlock: { cidr, except } });
  const BLOCK = 'must be a block of addresses';
  const within = (outer: string, inner: string) =>
    `ipBlock/except/0 must lie within cidr ${outer} and be smaller, is "${inner}"`;
  saysOfEach(peer, [
    [{ podSelector: {} }], [{ podSelector: {}, namespaceSelector: {} }], [block('10.0.0.0/8')],
    [{ ...block('10.0.0.0/8'), podSelector: {} }, 'ipBlock must not be given beside a selector'],
    [{ ...block('10.0.0.0/8'), namespaceSelector: {} }, 'ipBlock must not be given beside a selector'],
    [block('10.0.0.0'), `ipBlock/cidr ${BLOCK}, such as 10.0.0.0/16, is "10.0.0.0"`],
    [block(''), 'ipBlock/cidr is missing'],
    [block('10.0.0.0/8', '10.1.0.0/16', '10.255.255.255/32')],
    [block('10.0.0.0/8', ''), `ipBlock/except/0 ${BLOCK}, is ""`],
    [block('10.0.0.0/8', 'a'), `ipBlock/except/0 ${BLOCK}, such as 10.0.0.0/16, is "a"`],
    [block('10.0.0.0/8', '10.0.0.1/16'),
      'ipBlock/except/0 must not have bits beyond its prefix; write 10.0.0.0/16, is "10.0.0.1/16"'],
    [block('10.0.0.0/8', '11.0.0.0/16'), within('10.0.0.0/8', '11.0.0.0/16')],
    [block('10.0.0.0/8', '10.0.0.0/8'), within('10.0.0.0/8', '10.0.0.0/8')],
    [block('fd00::/8', '10.0.0.0/16'), within('fd00::/8', '10.0.0.0/16')],
    [block('a', '10.0.0.0/16'), `ipBlock/cidr ${BLOCK}, such as 10.0.0.0/16, is "a"`],
  ]);
  test('is something', () => {
    expect(policy({ egress: [{ to: [{}] }] }))
      .toEqual(['egress/0/to/0 must have podSelector, namespaceSelector or ipBlock']);
  });
});

describe('a port of a network policy', () => {
  const port = (more: Json) => policy({ ingress: [{ ports: [more] }] })
    .map((text) => text.replace('ingress/0/ports/0/', ''));
  saysOfEach(port, [
    [{}], [{ port: 1 }], [{ port: 'http', protocol: 'UDP' }], [{ port: 1, endPort: 1 }], [{ port: 1, endPort: 65535 }],
    [{ port: 0 }, `port ${PORT}, is 0`], [{ port: '' }, 'port must be the name of a port, is ""'],
    [{ port: 'A' }, 'port must be lower-case letters, digits and single -, with a letter in it, is "A"'],
    [{ protocol: 'X' }, 'protocol must be SCTP, TCP or UDP, is "X"'],
    [{ protocol: '' }, 'protocol must be TCP, UDP or SCTP, is ""'],
    [{ port: 2, endPort: 1 }, 'endPort must be at least port 2, is 1'],
    [{ port: 1, endPort: 65536 }, `endPort ${PORT}, is 65536`],
    [{ port: 'http', endPort: 1 }, 'endPort must not be given unless port is a number, is 1'],
    [{ endPort: 1 }, 'endPort must not be given unless port is a number, is 1'],
  ]);
});
