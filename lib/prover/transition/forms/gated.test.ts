import { made, standing } from '../../../../test/support/live-drains';
import { liveNode, plansOnLive } from '../../../../test/support/live-plan';

const set = (strategy: object, tag = '1') => {
  const object = made('StatefulSet', 'db', 1, { spec: { replicas: 2, updateStrategy: strategy } });
  object.spec.template.spec.containers[0].image = `a:${tag}`;
  return object;
};
const web = (cpu: number, pod: object = {}, tag = '1') => {
  const strategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  const object = made('Deployment', 'web', cpu, { spec: { replicas: 1, strategy }, pod });
  object.spec.template.spec.containers[0].image = `a:${tag}`;
  return object;
};
const rolling = (partition: number) => ({ type: 'RollingUpdate', rollingUpdate: { partition } });
const node = (name: string, cpu: number) => liveNode(name, {}, 'True', { cpu: String(cpu) });
const pods = (of: string, pod: object = {}) => [
  standing('db-0', 'StatefulSet/db', 'n1', 1), standing('db-1', 'StatefulSet/db', 'n1', 1),
  standing('web-1', 'Deployment/web', of, 1, { pod }),
];
const STANDS_STILL = 'where pods of StatefulSet/db stand still, some of which are replaced before it waits for a person';

describe('beside a StatefulSet that is updated down to a partition', () => {
  const judged = (cpu: number, strategy: object, tag = '2') => {
    const [{ verdict, witness: [why] }] = plansOnLive(
      [node('n1', 3), ...pods('n1'), web(1), set(strategy)], web(cpu, {}, '2'), set(strategy, tag)).change;
    return [verdict, why];
  };

  test.each([1, 0.5])('what has no room beside all its pods may find it as one is replaced: %d cores', (cpu) => {
    expect(judged(cpu, rolling(1))).toEqual(['unknown', `impossible ${STANDS_STILL}`]);
    expect(judged(cpu, rolling(0))[0]).not.toBe('impossible');
  });

  test('not where none of them is, or where the new pod fits no node', () => {
    expect(judged(1, rolling(2))[0]).toBe('impossible');
    expect(judged(1, { type: 'OnDelete' })[0]).toBe('impossible');
    expect(judged(1, rolling(1), '1')[0]).toBe('impossible');
    expect(judged(9, rolling(1))[0]).toBe('impossible');
  });

  test('what finds room where they stand may not, as they come elsewhere', () => {
    const pod = { nodeSelector: { 'kubernetes.io/hostname': 'n2' } };
    const finds = (second: number) => {
      const [{ verdict, witness: [why], alone }] = plansOnLive([node('n1', 2), node('n2', second), ...pods('n2', pod),
        web(1, pod), set(rolling(1))], web(1, pod, '2'), set(rolling(1), '2')).change;
      return [verdict, why, alone.verdict];
    };
    expect(finds(2)).toEqual(['unknown', `proven ${STANDS_STILL}`, 'proven']);
    expect(finds(4)[0]).toBe('proven');
  });
});
