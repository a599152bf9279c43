import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import { EnvValue, OneOffTaskProps } from '../..';
import { aService, aTask } from '../../../test/support/examples';
import { fullOneOffProps } from '../../../test/support/full-props';
import { newChart, only, render } from '../../../test/support/synth';

const job = (props: Partial<OneOffTaskProps> = {}) =>
  only(render((chart) => aTask(chart, 'migrate', props)), 'Job');

test('with its required properties only', () => {
  expect(render(aTask)).toMatchSnapshot();
});

test('with every property', () => {
  expect(render((chart) => aTask(chart, 'migrate', fullOneOffProps(chart)))).toMatchSnapshot();
});

test('a changed task is another Job, because the template of a Job cannot change', () => {
  const name = job().metadata.name;
  expect(name).toMatch(/^migrate-[0-9a-f]{8}$/);
  expect(job().metadata.name).toBe(name);
  expect(job({ image: 'registry.example.com/task:1.2.4' }).metadata.name).not.toBe(name);
  expect(job({ env: { A: EnvValue.literal('1') } }).metadata.name).not.toBe(name);
});

test('what is added later, and what a patch changes, counts too', () => {
  const [added, patched, connected] = [
    (task: ReturnType<typeof aTask>) => task.addEnv('A', EnvValue.literal('1')),
    (task: ReturnType<typeof aTask>) => ApiObject.of(task).addJsonPatch(JsonPatch.replace('/spec/backoffLimit', 7)),
    (task: ReturnType<typeof aTask>) => task.connectTo(aService(task.node.scope as never, 'api'), { env: 'URL' }),
  ].map((change) => only(render((chart) => change(aTask(chart))), 'Job').metadata.name);
  expect(new Set([job().metadata.name, added, patched, connected]).size).toBe(4);
});

test('labels and annotations of the Job make no other Job of it', () => {
  expect(job({ annotations: { owner: 'me' } }).metadata.name).toBe(job().metadata.name);
});

test('it stays until somebody takes it away, or for a time', () => {
  expect(job().spec).not.toHaveProperty('ttlSecondsAfterFinished');
  expect(job({ keepFor: Duration.hours(1) }).spec.ttlSecondsAfterFinished).toBe(3600);
});

test.each<[string, Partial<OneOffTaskProps>, string]>([
  ['nothing must end well', { completions: 0 }, 'completions 0 is not a whole number from 1; write 1 or more'],
  ['no pod runs', { parallelism: 0.5 }, 'parallelism 0.5 is not a whole number from 1; write 1 or more'],
  ['it stays for no time', { keepFor: Duration.millis(10) },
    'keepFor 0.01 s is not a whole number of seconds from 1 to 100000000; write for example Duration.seconds(30)'],
  ['the image is not pinned', { image: 'task:latest' },
    "image 'task:latest' is not pinned; write an exact tag or a digest, such as task:1.0.0"],
])('fails when %s', (_, props, message) => {
  expect(() => job(props)).toThrow(new Error(`lab/migrate: ${message}`));
});

test('fails when the name leaves no room for the digest', () => {
  const name = 'a'.repeat(55);
  expect(() => aTask(newChart(), name)).toThrow(
    new Error(`lab/${name}: name '${name}' is too long for a Job; write at most 54 characters`),
  );
});
