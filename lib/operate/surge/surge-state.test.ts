import { parseSurge, SURGE_STEPS } from './surge-state';

test.each(SURGE_STEPS)('a surge goes on at %s', (step) => {
  const state = { step, nodes: ['a'], wanted: 3, victim: 'a' };
  expect(parseSurge(JSON.stringify(state), 'ops')).toEqual(state);
});

test.each([
  '', '{}', '{"step":"drain","nodes":[],"wanted":3}', '{"step":"grow","nodes":[1],"wanted":3}',
  '{"step":"grow","nodes":[],"wanted":0}', '{"step":"drain","nodes":[],"wanted":3,"victim":""}',
  '{"step":"grow"}', '{"step":"leap","nodes":[],"wanted":3}', '{"step":"grow","nodes":[],"wanted":"3"}',
])(
  'fails when the annotation is %j', (text) => {
    expect(() => parseSurge(text, 'ops')).toThrow(
      'namespace ops: annotation cdk8s-nim/surge is not what a surge writes; look which node is a temporary one, and remove',
    );
  });
