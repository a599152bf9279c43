import { Cluster } from '../../cluster';
import { deployment, modelOf } from '../../../test/support/html-report';
import { plan } from '../plan';

const PROBE = { startupProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10, failureThreshold: 6 } };

/** A model server whose image tells its revision. */
function server(name: string, gpus: number, image: string): object {
  return deployment(name, gpus, { strategy: { type: 'Recreate' } }, { image, ...PROBE });
}

describe('the order of updates on known nodes', () => {
  const cluster = Cluster.fromSpec('gpu=1xg5.12xlarge');

  test('lets the one that shrinks go first, and then another without a pause where it leaves room', () => {
    const before = modelOf(server('chat', 1, 'a:1'), server('big', 3, 'b:1'));
    const after = modelOf(server('chat', 1, 'a:2'), server('big', 1, 'b:2'));
    const from = { model: before, name: 'before', prune: false };
    const { order } = plan(after, { cluster, from, order: true });
    expect(order).toMatchObject({
      isBest: true,
      steps: [
        { name: 'Deployment/big', way: 'as written', verdict: 'proven', downtimeSeconds: { most: 91 } },
        {
          name: 'Deployment/chat', way: 'a rolling update with maxSurge 1 and maxUnavailable 0', verdict: 'proven',
          downtimeSeconds: { most: 0 },
        },
      ],
      downtimeSeconds: { most: 91 },
    });
  });

  test('leaves out what does not change, and says of each step what the prover says', () => {
    const before = modelOf(server('chat', 1, 'a:1'), server('big', 3, 'b:1'));
    const after = modelOf(server('chat', 1, 'a:2'), server('big', 3, 'b:1'));
    const { order } = plan(after, { cluster, from: { model: before, name: 'before', prune: false }, order: true });
    expect(order!.steps).toMatchObject([{ name: 'Deployment/chat', way: 'as written', verdict: 'proven' }]);
  });

  test('has every workload where nothing is known of what runs, each alone', () => {
    const { order } = plan(modelOf(server('one', 1, 'a:1'), server('two', 3, 'b:1')), { cluster, order: true });
    expect(order!.steps.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['Deployment/one', 'proven'], ['Deployment/two', 'proven'],
    ]);
  });

  test('is not told unless it is asked for', () => {
    expect(plan(modelOf(server('one', 1, 'a:1')), { cluster }).order).toBeUndefined();
  });
});
