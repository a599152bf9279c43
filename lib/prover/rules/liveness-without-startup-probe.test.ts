import { STARTUP_BUDGET_ANNOTATION } from '../../kubernetes/annotations';
import { container, deployment, gpus, Json, judge, only } from '../../../test/support/rules';

const declared = (seconds: string) => ({ annotations: { [STARTUP_BUDGET_ANNOTATION]: seconds } });
const startupProbe = (failureThreshold: number) => ({
  startupProbe: { failureThreshold, periodSeconds: 10, tcpSocket: { port: 80 } },
});
const CONTAINERS = '/spec/template/spec/containers';
const tcp = { tcpSocket: { port: 80 } };

describe('liveness-without-startup-probe', () => {
  const id = 'liveness-without-startup-probe';
  const live = (extra: object, liveness: object = {}) =>
    container({ ...extra, livenessProbe: { tcpSocket: { port: 80 }, ...liveness } });
  test('warns of a container with a GPU', () => {
    expect(only(judge(id, [deployment({ containers: [live(gpus(1))] })]))).toMatchObject({
      pointer: '/spec/template/spec/containers/0/livenessProbe',
      message: expect.stringContaining('kill it 20 s after its start'),
      severity: 'warning',
    });
  });
  test.each<[string, object]>([
    ['nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8', {}],
    ['vllm/vllm-openai:v0.10.0', {}],
    ['ghcr.io/huggingface/text-generation-inference:3', {}],
    ['registry.example.com/app:1', { command: ['python', '-m', 'vllm.entrypoints.openai.api_server'] }],
  ])('fails for a server that loads before it answers: %s %j', (image, extra) =>
    expect(
      only(judge(id, [deployment({ containers: [live({ ...gpus(1), image, ...extra })] })])).severity,
    ).toBeUndefined(),
  );
  test.each(['ollama/ollama:0.12.0', 'quay.io/jupyter/pytorch-notebook:2025'])(
    'only warns of %s, which loads on request',
    (image) =>
      expect(only(judge(id, [deployment({ containers: [live({ ...gpus(1), image })] })])).severity).toBe('warning'),
  );
  test('fails when a declared load time is longer than liveness waits', () => {
    expect(
      judge(id, [deployment({ containers: [live({}, { initialDelaySeconds: 60 })] }, {}, declared('120'))]),
    ).toHaveLength(1);
  });
  test('complies with a startup probe, or with enough patience', () => {
    expect(judge(id, [deployment({ containers: [live({ ...gpus(1), ...startupProbe(60) })] })])).toBe('compliant');
    expect(judge(id, [deployment({ containers: [live(gpus(1), { initialDelaySeconds: 280 })] })])).toBe('compliant');
  });
  test('does not apply to containers that start fast, or without liveness', () => {
    expect(judge(id, [deployment({ containers: [live({})] })])).toBe('not applicable');
    expect(judge(id, [deployment({ containers: [container(gpus(1))] })])).toBe('not applicable');
  });
});

describe('liveness-without-startup-probe', () => {
  const id = 'liveness-without-startup-probe';
  const live = (name: string, extra: Json = {}) => container({ name, livenessProbe: tcp, ...extra });
  const violation = (name: string, index: number, why: string) => ({
    pointer: `${CONTAINERS}/${index}/livenessProbe`,
    message: `container ${name} has no startupProbe: liveness may kill it 20 s after its start, ${why}`,
  });
  test('warns of the container with the GPU only', () =>
    expect(judge(id, [deployment({ containers: [live('proxy'), live('nim', gpus(1))] })])).toEqual([
      { ...violation('nim', 1, 'and a model on a GPU takes minutes to load'), severity: 'warning' },
    ]));
  test('does not apply when the GPU is in a container without liveness', () =>
    expect(judge(id, [deployment({ containers: [live('proxy'), container({ name: 'nim', ...gpus(1) })] })])).toBe(
      'not applicable',
    ));
  test('names the declared load time, with a GPU too', () => {
    expect(judge(id, [deployment({ containers: [live('app')] }, {}, declared('120'))])).toEqual([
      violation('app', 0, 'but it may take 120 s to start'),
    ]);
    expect(judge(id, [deployment({ containers: [live('nim', gpus(1))] }, {}, declared('21'))])).toEqual([
      violation('nim', 0, 'but it may take 21 s to start'),
    ]);
  });
  test('complies with a GPU whose declared load time is short', () =>
    expect(judge(id, [deployment({ containers: [live('nim', gpus(1))] }, {}, declared('20'))])).toBe('compliant'));
});
