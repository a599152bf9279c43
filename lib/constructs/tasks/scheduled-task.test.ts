import { Duration } from 'cdk8s';
import { ConcurrencyPolicy, ScheduledTaskProps } from '../..';
import { aSchedule, aService } from '../../../test/support/examples';
import { fullScheduleProps } from '../../../test/support/full-props';
import { newChart, only, render } from '../../../test/support/synth';

const schedule = (props: Partial<ScheduledTaskProps> = {}) =>
  only(render((chart) => aSchedule(chart, 'nightly', props)), 'CronJob').spec;

test('with its required properties only', () => {
  expect(render(aSchedule)).toMatchSnapshot();
});

test('with every property', () => {
  expect(render((chart) => aSchedule(chart, 'nightly', fullScheduleProps(chart)))).toMatchSnapshot();
});

test('runs do not pile up, are in a time zone that is written, and start late rather than never again', () => {
  expect(schedule()).toMatchObject({
    concurrencyPolicy: 'Forbid', timeZone: 'Etc/UTC', startingDeadlineSeconds: 600, suspend: false,
    successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 3,
  });
});

test('a run has an end, and a few attempts', () => {
  expect(schedule().jobTemplate.spec).toMatchObject({ activeDeadlineSeconds: 3600, backoffLimit: 3 });
  expect(schedule({ deadline: Duration.minutes(5), backoffLimit: 0 }).jobTemplate.spec).toMatchObject({
    activeDeadlineSeconds: 300, backoffLimit: 0,
  });
});

test('its pods are those of every workload, and end', () => {
  const { spec } = schedule().jobTemplate.spec.template;
  expect(spec).toMatchObject({
    restartPolicy: 'Never',
    securityContext: { runAsNonRoot: true, runAsUser: 10001 },
    automountServiceAccountToken: false,
  });
  expect([spec.topologySpreadConstraints, spec.containers[0].ports, spec.containers[0].readinessProbe])
    .toEqual([undefined, undefined, undefined]);
});

test('it has no Service and no budget, and calls others', () => {
  const manifests = render((chart) => aSchedule(chart).connectTo(aService(chart, 'api'), { env: 'API_URL' }));
  const own = manifests.filter(({ metadata }) => metadata.name.startsWith('nightly'));
  expect(own.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'NetworkPolicy', 'CronJob']);
  expect(own[2].spec.jobTemplate.spec.template.spec.containers[0].env).toEqual([
    { name: 'API_URL', value: 'http://api.lab.svc.cluster.local:8080' },
  ]);
});

const SCHEDULES = ['*/15 8-18 * * MON-FRI', '@daily', '0 0 1,15 jan-jun ?', '@every 90m'];

test.each(SCHEDULES)('the schedule %s is taken', (each) => {
  expect(schedule({ schedule: each }).schedule).toBe(each);
});

test.each<[string, object, string]>([
  ['the schedule has seconds', { schedule: '0 0 3 * * *' },
    "schedule '0 0 3 * * *' must have five fields (minute, hour, day of month, month, day of week), has 6; write five fields, such as '0 3 * * *'"],
  ['there is no such hour', { schedule: '0 24 * * *' },
    "schedule '0 24 * * *' has the hour '24' in it, which is not within 0 to 23; write five fields, such as '0 3 * * *'"],
  ['there is no such weekday', { schedule: '0 3 * * monday' },
    "schedule '0 3 * * monday' has the day of week 'monday' in it, which is no number from 0 to 6; write five fields, such as '0 3 * * *'"],
  ['a range is turned round', { schedule: '30-10 * * * *' },
    "schedule '30-10 * * * *' has the minute '30-10' in it, which is not within 0 to 59; write five fields, such as '0 3 * * *'"],
  ['a step is nothing', { schedule: '*/0 * * * *' },
    "schedule '*/0 * * * *' has the minute '*/0' in it, whose step is 0; write five fields, such as '0 3 * * *'"],
  ['the schedule names the time zone', { schedule: 'TZ=UTC 0 3 * * *' },
    "schedule 'TZ=UTC 0 3 * * *' must not name a time zone, which is for timeZone to say; write timeZone: 'Europe/Berlin' beside it"],
  ['there is no such time zone', { timeZone: 'Berlin' },
    "timeZone 'Berlin' is not in the IANA database; write a name such as 'Etc/UTC' or 'Europe/Berlin'"],
  ['the time zone is that of the node', { timeZone: 'Local' },
    "timeZone 'Local' is not in the IANA database; write a name such as 'Etc/UTC' or 'Europe/Berlin'"],
  ['no run may start', { startingDeadline: Duration.seconds(5) },
    'startingDeadline 5 s is not a whole number of seconds from 10 to 100000000; write for example Duration.seconds(30)'],
  ['runs have no time', { deadline: Duration.seconds(0) },
    'deadline 0 s is not a whole number of seconds from 1 to 100000000; write for example Duration.seconds(30)'],
  ['attempts are negative', { backoffLimit: -1 },
    'backoffLimit -1 is not a whole number from 0; write 0 or more'],
  ['it has a Service', { serviceType: 'ClusterIP' },
    'serviceType has no place in a task, whose pods end and which nobody calls; leave it out'],
  ['it has a budget', { disruptionBudget: {} },
    'disruptionBudget has no place in a task, whose pods end and which nobody calls; leave it out'],
  ['a sidecar never ends', { sidecars: [{ name: 'proxy', image: 'proxy:1.0' }] },
    "sidecar 'proxy' never ends, and the task with it; write it into initContainers with restartPolicy: 'Always'"],
])('fails when %s', (_, props, message) => {
  expect(() => schedule(props)).toThrow(new Error(`lab/nightly: ${message}`));
});

test('fails when the controller could not put its own characters behind the name', () => {
  expect(() => aSchedule(newChart(), 'a'.repeat(53))).toThrow(
    new Error(`lab/${'a'.repeat(53)}: name '${'a'.repeat(53)}' is too long for a CronJob; write at most 52 characters`),
  );
});

test('an enum names what happens to a run that is due too early', () => {
  expect(schedule({ concurrency: ConcurrencyPolicy.ALLOW }).concurrencyPolicy).toBe('Allow');
});
