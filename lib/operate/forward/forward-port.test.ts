import { livePod, viewOf } from '../../../test/support/operate';
import { Json, modelOf } from '../../../test/support/rules';
import { KubectlPort } from '../kubectl-port';
import { forward, ForwardOf } from './forward-port';
import { forwardTargets, servingPod } from './forward-targets';

const WEB: ForwardOf = { namespace: 'a', target: 'pod/web', remote: 8000 };

/** A port-forward that writes some lines and may end. */
function forwarding(of: ForwardOf, ...lines: string[]) {
  const started: string[] = [];
  let end: (status: number) => void = () => undefined;
  const start: KubectlPort['start'] = (args, said) => {
    started.push(args.join(' '));
    lines.forEach(said);
    return { ended: new Promise<number>((resolve) => (end = resolve)), stop: () => end(9) };
  };
  return { each: forward(of, { start } as KubectlPort), started, end: () => end(1) };
}

test('a port of this machine is free, or the one that is wanted, and reachable from it alone', () => {
  expect(forwarding(WEB).started).toEqual(['--namespace a port-forward --address 127.0.0.1 pod/web :8000']);
  expect(forwarding({ ...WEB, local: 80 }).started)
    .toEqual(['--namespace a port-forward --address 127.0.0.1 pod/web 80:8000']);
});

test('it is open once kubectl says at which port', async () => {
  const { each } = forwarding(WEB, 'a word', 'Forwarding from 127.0.0.1:4321 -> 8000', 'Handling connection for 4321');
  expect(await each.opened).toBe(4321);
  expect(each.said()).toEqual(['a word']);
});

test('it is not where kubectl ends before', async () => {
  const { each, end } = forwarding(WEB, 'x Forwarding from 127.0.0.1:1 -> 8000', 'Forwarding from [::1]:4321 -> 8000');
  end();
  expect([await each.opened, await each.ended]).toEqual([undefined, 1]);
});

test('the last five lines of kubectl are kept', () => {
  expect(forwarding(WEB, '1', '2', '3', '4', '5', '6', '7').each.said()).toEqual(['3', '4', '5', '6', '7']);
});

test('it is stopped by us', async () => {
  const { each } = forwarding(WEB);
  each.stop();
  expect(await each.ended).toBe(9);
});

describe('a pod that serves behind a Service', () => {
  const READY = { conditions: [{ type: 'Ready', status: 'True' }] };
  const containers = [{ name: 'main', image: 'a:1', ports: [{ name: 'http', containerPort: 8000 }] }];
  const service = (ports: Json[], spec: Json = { selector: { app: 'web' } }) => modelOf([{
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'research-ops' }, spec: { ports, ...spec },
  }]).byKind('Service')[0];
  const pod = (metadata: Json = {}) =>
    livePod(2, READY, { spec: { containers }, metadata: { labels: { app: 'web' }, ...metadata } });
  const serving = (port: Json, objects: Json[] = [pod()], spec?: Json) =>
    servingPod({ service: service([{ port: 1 }, port], spec), port: 80 }, viewOf(...objects));

  test('is asked at the port to which the Service leads', () => {
    expect(serving({ port: 80, targetPort: 'http' })).toEqual({ pod: 'web-2-a', port: 8000 });
    expect(serving({ port: 80, targetPort: 9000 })).toEqual({ pod: 'web-2-a', port: 9000 });
    expect(serving({ port: 80 })).toEqual({ pod: 'web-2-a', port: 80 });
    expect(serving({ port: 80, targetPort: 'grpc' })).toBeUndefined();
  });

  test('is one of its namespace and its labels', () => {
    expect(serving({ port: 80 }, [pod({ namespace: 'b' })])).toBeUndefined();
    expect(serving({ port: 80 }, [pod({ labels: { app: 'api' } })])).toBeUndefined();
    expect(serving({ port: 80 }, [pod()], {})).toBeUndefined();
  });
});

test('a Service that several callers use is brought once, and one without a selector by its name alone', () => {
  const deployment = (name: string, url?: string): Json => ({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'a' },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'a:1', env: url ? [{ name: 'API_URL', value: url }] : [] }] },
      },
    },
  });
  const service = (name: string, spec: Json): Json => ({
    apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'a' }, spec: { ports: [{ port: 80 }], ...spec },
  });
  const model = modelOf([
    deployment('web', 'http://api:80'), deployment('api'), service('web', { selector: { app: 'web' } }),
    service('api', { selector: { app: 'api' } }), service('out', {}),
  ]);
  const named = (...names: string[]) => forwardTargets(model, names).map((each) => [each.service.name, each.port]);
  expect(named()).toEqual([['web', 80]]);
  expect(named('out', 'api')).toEqual([['api', 80], ['out', 80]]);
  expect(() => forwardTargets(modelOf([deployment('web')]), ['web']))
    .toThrow('service web: is not among the manifests; write one of none');
});
