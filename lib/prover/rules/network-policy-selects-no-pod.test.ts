import { container, deployment, Json, judge, networkPolicy as policy, object } from '../../../test/support/rules';

const ported = (...ports: Json[]) => deployment({ containers: [container({ ports })] });
const web = ported({ name: 'http', containerPort: 8000 });
const app = (name: string) => ({ matchLabels: { app: name } });

describe('network-policy-selects-no-pod', () => {
  const id = 'network-policy-selects-no-pod';
  test('fails for labels nobody has', () => expect(judge(id, [policy({})])).toHaveLength(1));
  test('complies when it selects pods', () => expect(judge(id, [policy({}), web])).toBe('compliant'));
  test('does not apply to all pods', () => expect(judge(id, [policy({ podSelector: {} })])).toBe('not applicable'));
});

describe('network-policy-selects-no-pod', () => {
  const policy = (spec: Json) => object('NetworkPolicy', 'web', { spec }, 'networking.k8s.io/v1');
  const id = 'network-policy-selects-no-pod';
  test('names the labels nobody has', () =>
    expect(judge(id, [policy({ podSelector: app('web') })])).toEqual([
      { pointer: '/spec/podSelector', message: 'no pod in namespace shop has app=web' },
    ]));
});
