import { findConnections } from './connections';
import { deployment, fleet, modelOf, researchOps, service } from '../../../test/support/html-report';

interface Rules {
  readonly ingress?: object[];
  readonly egress?: object[];
}

const to = (...names: string[]) => names.map((app) => ({ podSelector: { matchLabels: { app } } }));
const ports = (...list: (string | number)[]) => list.map((port) => ({ port }));

function policy(name: string, { ingress, egress }: Rules, selector: object = { matchLabels: { app: name } }): object {
  const policyTypes = [...ingress ? ['Ingress'] : [], ...egress ? ['Egress'] : []];
  const spec = { podSelector: selector, policyTypes, ingress, egress };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec };
}

/** Connections between `web` and `api`, as text. */
function between(...objects: object[]): string[] {
  const { list } = findConnections(modelOf(deployment('web'), deployment('api'), ...objects));
  return list.map(({ from, to: { name }, ports: numbers, blockedBy }) =>
    `${from.name} > ${name} ${numbers.join(' ')}${blockedBy === undefined ? '' : ` blocked by ${blockedBy}`}`);
}

describe('connections', () => {
  test('of research-ops are the four it documents, on the ports that callers use, none blocked', () => {
    expect(
      findConnections(researchOps())
        .list.map((each) => [each.from.name, each.to.name, each.ports, each.blockedBy])
        .sort(),
    ).toEqual([
      ['agent-orchestrator', 'embedding-nim', ['8001'], undefined],
      ['agent-orchestrator', 'qdrant', ['6333'], undefined],
      ['agent-orchestrator', 'reasoning-nim', ['8000'], undefined],
      ['web-ui', 'agent-orchestrator', ['8080'], undefined],
    ]);
  });

  test('are described by either side of the policies', () => {
    expect(between(policy('web', { egress: [{ to: to('api'), ports: ports(8080) }] }))).toEqual(['web > api 8080']);
    expect(between(policy('api', { ingress: [{ from: to('web'), ports: ports('http') }] }))).toEqual([
      'web > api 8080',
    ]);
    const caller = policy('web', { egress: [{ to: to('api'), ports: ports(8080) }] });
    expect(between(caller, policy('api', { ingress: [{ from: to('web'), ports: ports('http') }] }))).toEqual([
      'web > api 8080',
    ]);
  });

  test('are blocked where the other side does not allow them', () => {
    expect(
      between(policy('web', { egress: [{ to: to('api'), ports: ports(8080) }] }), policy('api', { ingress: [] })),
    ).toEqual(['web > api 8080 blocked by the NetworkPolicy of api (api, ingress)']);
    expect(
      between(policy('web', { egress: [] }), policy('api', { ingress: [{ from: to('web'), ports: ports(8080) }] })),
    ).toEqual(['web > api 8080 blocked by the NetworkPolicy of web (web, egress)']);
  });

  test('are open on some ports and blocked on others, or blocked on all when the sides differ', () => {
    const egress = policy('web', { egress: [{ to: to('api'), ports: ports(8080, 9) }] });
    expect(between(egress, policy('api', { ingress: [{ from: to('web'), ports: ports('http') }] })))
      .toEqual(['web > api 9 blocked by the NetworkPolicy of api (api, ingress)', 'web > api 8080']);
    expect(between(egress, policy('api', { ingress: [{ from: to('web'), ports: ports(7) }] }))).toEqual([
      'web > api 7 blocked by the NetworkPolicy of web (web, egress)',
      'web > api 9 8080 blocked by the NetworkPolicy of api (api, ingress)',
    ]);
  });

  test('are not blocked by rules for all pods, for pods that cannot be told, or for a range of ports', () => {
    const egress = policy('web', { egress: [{ to: to('api'), ports: ports(8080) }] });
    const elsewhere = { namespaceSelector: { matchLabels: { team: 'a' } } };
    for (const rule of [
      {}, { from: [{ podSelector: {} }] }, { from: [elsewhere] }, { ports: [{ port: 8000, endPort: 9000 }] },
    ]) {
      expect(between(egress, policy('api', { ingress: [rule] }))[0]).toBe('web > api 8080');
    }
  });

  test('are restricted in the directions that a policy names, or has rules for', () => {
    const calling = deployment('web', 0, {}, { env: [{ name: 'API', value: 'http://api' }] });
    const blocked = (spec: object) => findConnections(modelOf(calling, deployment('api'), service('api'), {
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p' },
      spec: { podSelector: {}, ...spec },
    })).list.map(({ blockedBy }) => blockedBy);
    const [egress, ingress] = [
      'the NetworkPolicy of web (p, egress)', 'the NetworkPolicy of api (p, ingress)',
    ];
    expect(blocked({})).toEqual([ingress]);
    expect(blocked({ policyTypes: ['Ingress'] })).toEqual([ingress]);
    expect(blocked({ policyTypes: ['Egress'] })).toEqual([egress]);
    expect(blocked({ policyTypes: ['Egress', 'Ingress'], ingress: [{}], egress: [{}] })).toEqual([undefined]);
    expect(blocked({ egress: [], ingress: [{}] })).toEqual([egress]);
    expect(blocked({ policyTypes: ['Ingress'], ingress: [{}], egress: [] })).toEqual([undefined]);
  });

  test('are not opened by addresses outside the cluster', () => {
    const calling = deployment('web', 0, {}, { env: [{ name: 'API', value: 'http://api' }] });
    const from = [{ ipBlock: { cidr: '10.0.0.0/8' } }];
    const { list } = findConnections(modelOf(calling, deployment('api'), service('api'),
      policy('api', { ingress: [{ from }] })));
    expect(list.map(({ blockedBy }) => blockedBy)).toEqual(['the NetworkPolicy of api (api, ingress)']);
  });

  test('name ports in the order of their numbers, those that nobody numbers by name', () => {
    const names = ['metrics', 'admin', 9000, 80];
    expect(between(policy('web', { egress: [{ to: to('api'), ports: ports(...names) }] })))
      .toEqual([expect.stringMatching(/^web > api .*80 9000/)]);
    expect(between(policy('web', { egress: [{ to: to('api'), ports: ports('metrics', 'admin') }] })))
      .toEqual(['web > api admin metrics']);
  });

  test('on any port are open where some port is', () => {
    const calling = deployment('web', 0, {}, { env: [{ name: 'API', value: 'http://api:81' }] });
    const { list } = findConnections(modelOf(calling, deployment('api'), service('api'),
      policy('api', { ingress: [{ from: to('web'), ports: ports(7) }] })));
    expect(list.map(({ blockedBy }) => blockedBy)).toContain(undefined);
  });

  test('are not drawn for a policy that opens a whole namespace', () => {
    const model = fleet(40);
    const all = policy(
      'all',
      { ingress: [{ from: [{ podSelector: {} }] }], egress: [{ to: [{ podSelector: {} }] }] },
      {},
    );
    const wide = modelOf(...model.manifests.map(({ json }) => json), all);
    expect(findConnections(wide).list).toHaveLength(findConnections(model).list.length);
  });

  test('follow the address of a Service in the environment and name the port that callers use', () => {
    const calling = (value: string) => {
      const web = deployment('web', 0, {}, { env: [{ name: 'API', value }] });
      return findConnections(modelOf(web, deployment('api'), service('api'))).list.map(
        ({ to: { name }, ports: numbers }) => [name, ...numbers],
      );
    };
    const addresses = [
      'http://api', 'http://api/v1', 'http://api.default:80/', 'http://u:p@api.default.svc.cluster.local:80', 'api:80',
      'grpc://api:80',
    ];
    for (const address of addresses) {
      expect([address, ...calling(address)]).toEqual([address, ['api', '80']]);
    }
    for (const address of [
      'api', 'http://gone', 'http://api.elsewhere', 'http://api.example.com', '', 'api:80x', 'http://', '::1',
    ]) {
      expect([address, ...calling(address)]).toEqual([address]);
    }
    expect(calling('http://api:81')).toEqual([['api']]);
  });

  test('are blocked by policies although the environment names them', () => {
    const web = deployment('web', 0, {}, { env: [{ name: 'API', value: 'http://api' }] });
    const { list } = findConnections(modelOf(web, deployment('api'), service('api'), policy('api', { ingress: [] })));
    expect(list).toMatchObject([{ ports: ['80'], blockedBy: 'the NetworkPolicy of api (api, ingress)' }]);
  });

  test('are cut at a number that a page can hold', () => {
    const peers = to(...Array.from({ length: 20 }, (_, index) => `svc-${index}`));
    const groups = Array.from({ length: 40 }, (_, index) => policy(`svc-${index}`, { egress: [{ to: peers }] }));
    const { list, isCut } = findConnections(modelOf(...fleet(40).manifests.map(({ json }) => json), ...groups));
    expect(list).toHaveLength(600);
    expect(isCut).toBe(true);
  });
});
