import { container, deployment, gpuNodes, gpus, modelOf } from '../../../../test/support/rules';
import { planRollout } from '../plan-rollout';

const pod = { containers: [container(gpus(1))] };
const recreate = { strategy: { type: 'Recreate' } };

test('an object that the API server refuses is never proven, and the verdict names the field', () => {
  const [web] = planRollout(modelOf([deployment(pod, { ...recreate, replicas: '2' })]), gpuNodes(4)).workloads;
  expect(web).toMatchObject({
    verdict: 'impossible',
    witness: ['the API server refuses this object: /spec/replicas must be a whole number without quotes, is "2"'],
    fits: { verdict: 'unknown' },
    drain: { verdict: 'unknown' },
  });
});

test.each([[NaN, '.nan'], [Infinity, '.inf'], [-Infinity, '-.inf'], [2.5, '2.5']])(
  'a number that no JSON has is named as YAML writes it: %d', (replicas, shown) => {
    const [web] = planRollout(modelOf([deployment(pod, { ...recreate, replicas })]), gpuNodes(4)).workloads;
    expect(web.witness).toEqual([
      `the API server refuses this object: /spec/replicas must be a whole number without quotes, is ${shown}`,
    ]);
  });

test('without nodes the refusal is said too', () =>
  expect(planRollout(modelOf([deployment({ containers: [container({ name: 'Main' })] })])).workloads[0]).toMatchObject({
    verdict: 'impossible',
  }));

const surge = { replicas: 1, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };

test('pods that could not be read make the verdicts of others that depend on room unknown, and name the field', () => {
  const model = modelOf([
    deployment(pod, { ...surge, replicas: '2' }), deployment(pod, surge, { name: 'other' }),
    deployment(pod, recreate, { name: 'calm' }),
  ]);
  const [, other, calm] = planRollout(model, gpuNodes(9)).workloads;
  expect(other).toMatchObject({
    verdict: 'unknown',
    witness: ['Deployment/web could not be read: /spec/replicas must be a whole number of at least 0, is "2"'],
  });
  expect([calm.alone.verdict, calm.together.verdict]).toEqual(['proven', 'unknown']);
});

describe('an image whose name the kubelet cannot read', () => {
  const of = (image: string, spec: object = recreate) =>
    planRollout(
      modelOf([deployment({ containers: [container({ ...gpus(1), image })] }, spec)]), gpuNodes(1),
    ).workloads[0];
  test('makes what was proven or possible unknown, and is named', () => {
    expect(of('web:1').verdict).toBe('proven');
    expect(of('{{ .Values.image }}')).toMatchObject({
      verdict: 'unknown',
      witness: ["no container starts by the image '{{ .Values.image }}', whose name the kubelet cannot read"],
      alone: { verdict: 'unknown' }, together: { verdict: 'unknown' }, fits: { verdict: 'proven' },
    });
  });
  test('leaves what is impossible, and what has no pods', () => {
    expect(of('Web', { ...surge, replicas: 1 }).verdict).toBe('impossible');
    expect(of('Web', { ...recreate, replicas: 0 }).verdict).toBe('proven');
  });
});
