import { HalfWay, PodsInState, PodState, WorkloadPlan } from '../updates';
import { halfWayText } from './half-way-text';

const of = (halfWay?: HalfWay) => halfWayText({ change: { halfWay } } as unknown as WorkloadPlan);
const pods = (state: PodState, count = 1, more: Partial<PodsInState> = {}): PodsInState =>
  ({ state, count, reasons: [], ...more });
const SINCE = { since: '2026-11-28T15:45:43Z' };
const GPU = { reasons: ['nvidia.com/gpu'], ...SINCE };

test.each<[string, HalfWay]>([
  [
    '1 pod of the old template runs, 1 of the new waits for nvidia.com/gpu (Pending since 2026-11-28T15:45:43Z)',
    { old: [pods('ready')], new: [pods('waiting', 1, GPU)], asked: 'new' },
  ],
  [
    '2 pods of the old template run, 1 of the old is about to go, ' +
    '2 of the new wait for a node (the first Pending since 2026-11-28T15:45:43Z); the old template is asked for',
    { old: [pods('ready', 2), pods('leaving')], new: [pods('waiting', 2, SINCE)], asked: 'old' },
  ],
  [
    'no pod of the old template is left, 1 pod of the new template waits for a node (Pending)',
    { old: [], new: [pods('waiting')], asked: 'new' },
  ],
  [
    '1 pod of the old template runs, none of the new is there; another template is asked for',
    { old: [pods('ready')], new: [], asked: 'another' },
  ],
  [
    '1 pod of the old template starts, 1 of the new is not ready (CrashLoopBackOff, made 2026-11-28T15:45:43Z), ' +
    '2 of the new are not made (FailedCreate); whether the new template is asked for is not known',
    {
      old: [pods('starting')],
      new: [
        pods('failing', 1, { reasons: ['CrashLoopBackOff'], ...SINCE }),
        pods('missing', 2, { reasons: ['FailedCreate'] }),
      ],
      asked: 'perhaps new',
    },
  ],
  [
    '1 pod of the old template runs, 1 of the new runs; the new template is not asked for',
    { old: [pods('ready')], new: [pods('ready')], asked: 'not new' },
  ],
])('%s', (text, told) => expect(of(told)).toBe(text));

test('nothing is said where no snapshot shows an update in its middle', () => expect(of()).toBeUndefined());
