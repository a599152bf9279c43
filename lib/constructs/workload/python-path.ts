import { EnvValue } from './env-value';

/** Tells Python where its modules are, when it is said. */
export function setPythonPath(
  workload: { addEnv(name: string, value: EnvValue): void },
  pythonPath: string | undefined,
): void {
  if (pythonPath !== undefined) {
    workload.addEnv('PYTHONPATH', EnvValue.literal(pythonPath));
  }
}
