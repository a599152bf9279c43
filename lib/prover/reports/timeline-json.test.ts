import { Timeline, TimelinePod } from '../updates';
import { timelineJson } from './timeline-json';

const pod = (workload: string): TimelinePod =>
  ({ workload, revision: 'old', phase: 'Running', node: 'n', pool: 'p', units: 1 });
const [beside, own] = [pod('beside'), pod('own')];
const timeline: Timeline = {
  resource: 'cpu', nodes: [{ node: 'n', pool: 'p', units: 4 }], blocked: false,
  steps: [
    { title: 'before', pods: [beside, own] }, { title: 'stopped', pods: [beside] },
    { title: 'made', pods: [beside, pod('own')] },
  ],
};

test('pods that stand through all steps are told once', () => {
  const { standing, steps, ...rest } = timelineJson(timeline);
  expect([standing, steps.map(({ title, pods }) => [title, pods.map(({ workload }) => workload)]), rest]).toEqual([
    [beside], [['before', ['own']], ['stopped', []], ['made', ['own']]],
    { resource: 'cpu', nodes: timeline.nodes, blocked: false },
  ]);
});

test('steps and what stands beside them are all that there was', () => {
  const { standing, steps } = timelineJson(timeline);
  expect(steps.map(({ pods }) => [...standing, ...pods])).toEqual(timeline.steps.map(({ pods }) => pods));
});
