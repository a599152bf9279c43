import { ContainerResources } from './container-resources';
import { EnvValue } from './env-value';
import { ProcessProps } from './process-props';
import { PodDefinition } from './workload-definition';
import { writableMounts } from './writable-paths';

/** What a process asks of its pod. */
type ProcessDefinition = Pick<PodDefinition,
  'image' | 'resources' | 'command' | 'args' | 'uid' | 'readOnlyRootFilesystem' | 'volumes' | 'volumeMounts'>;

/**
 * The part of a pod that its process decides, with the variables that it needs set on its workload.
 *
 * @throws when resources make no sense, or a writable path is none
 */
export function defineProcess(
  workload: { addEnv(name: string, value: EnvValue): void },
  { image, resources, command, args, pythonPath, uid, readOnlyRootFilesystem, writablePaths = ['/tmp'] }: ProcessProps,
): ProcessDefinition {
  const volumeMounts = writableMounts(writablePaths);
  if (pythonPath !== undefined) {
    workload.addEnv('PYTHONPATH', EnvValue.literal(pythonPath));
  }
  return {
    image, command, args, uid, readOnlyRootFilesystem, volumeMounts, resources: ContainerResources.of(resources),
    volumes: volumeMounts.map(({ name }) => ({ name, emptyDir: {} })),
  };
}
