import fc from 'fast-check';
import { OneOffTask, OneOffTaskProps } from '../..';
import { BUDGETS, forAnyProps, mostly, RESOURCES, TASK_PROPS } from '../../../test/support/arbitrary-props';

const PROPS: fc.Arbitrary<OneOffTaskProps> = fc
  .record(
    {
      image: mostly(['registry.example.com/task:1.0'], ['task', 'task:latest']),
      resources: RESOURCES,
      deadline: BUDGETS,
      backoffLimit: mostly([0, 6], [-1, 1.5]),
      completions: mostly([1, 3], [0, -1]),
      parallelism: mostly([1, 2], [0, NaN]),
    },
    { requiredKeys: ['image', 'resources'] },
  )
  .chain((props) => TASK_PROPS.map((common) => ({ ...common, ...props })));

test('any properties are refused with one clear error, or give manifests that fit together', () => {
  forAnyProps(PROPS, (chart, props) => new OneOffTask(chart, 'x', props));
});
