import { defineProcess } from './process';
import { ProcessProps } from './process-props';

const props = { image: 'registry.example.com/a:1', resources: { cpu: '1', memory: '1Gi' } };

/** What a process asks of its pod, and the variables that it sets. */
function defined(more: Partial<ProcessProps> = {}) {
  const env: string[] = [];
  return { pod: defineProcess({ addEnv: (name) => env.push(name) }, { ...props, ...more }), env };
}

test('a process can write to /tmp alone unless it says where else', () => {
  expect(defined().pod.volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  const { volumes, volumeMounts } = defined({ writablePaths: ['/var/cache'] }).pod;
  expect([volumes, volumeMounts])
    .toEqual([[{ name: 'var-cache', emptyDir: {} }], [{ name: 'var-cache', mountPath: '/var/cache' }]]);
});

test('modules of Python are where PYTHONPATH says, which is not set for others', () => {
  expect([defined().env, defined({ pythonPath: '/app' }).env]).toEqual([[], ['PYTHONPATH']]);
});

test('fails when a path is relative, or a limit is below its request', () => {
  expect(() => defined({ writablePaths: ['tmp'] })).toThrow("writable path 'tmp' is not absolute; write '/tmp'");
  expect(() => defined({ resources: { ...props.resources, memoryLimit: '1Mi' } })).toThrow('memory');
});
