import { isCpu } from '../../manifests';

/** An amount of a resource of a quota, for a person to read. */
export function quotaAmount(resource: string, value: number): string {
  const gibibytes = value / 2 ** 30;
  return isCpu(resource) ? String(value / 1000)
    : /memory|storage$/.test(resource) && value >= 2 ** 20 ? `${Math.round(gibibytes * 100) / 100}Gi` : String(value);
}
