import fc from 'fast-check';
import { ScheduledTask, ScheduledTaskProps } from '../..';
import { BUDGETS, forAnyProps, mostly, RESOURCES, TASK_PROPS } from '../../../test/support/arbitrary-props';

const PROPS: fc.Arbitrary<ScheduledTaskProps> = fc
  .record(
    {
      image: mostly(['registry.example.com/task:1.0'], ['task', 'task:latest']),
      resources: RESOURCES,
      deadline: BUDGETS,
      backoffLimit: mostly([0, 6], [-1, 1.5]),
      schedule: mostly(['0 3 * * *', '@hourly'], ['0 3 * *', '61 * * * *']),
      timeZone: mostly(['Etc/UTC', 'Europe/Berlin'], ['Mars/Olympus']),
      successfulRunsKept: mostly([0, 3], [-1, 0.5]),
    },
    { requiredKeys: ['image', 'resources', 'schedule'] },
  )
  .chain((props) => TASK_PROPS.map((common) => ({ ...common, ...props })));

test('any properties are refused with one clear error, or give manifests that fit together', () => {
  forAnyProps(PROPS, (chart, props) => new ScheduledTask(chart, 'x', props));
});
