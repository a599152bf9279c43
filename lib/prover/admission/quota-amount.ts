import { isCpu } from '../../manifests';

const [MEBI, GIBI] = [2 ** 20, 2 ** 30];

/** An amount of a resource of a quota, for a person to read. */
export function quotaAmount(resource: string, value: number): string {
  if (isCpu(resource)) {
    return String(value / 1000);
  }
  const [unit, name] = value >= GIBI ? [GIBI, 'Gi'] : [MEBI, 'Mi'];
  return /memory|storage$/.test(resource) && value >= MEBI
    ? `${Math.round(value / unit * 100) / 100}${name}` : String(value);
}
