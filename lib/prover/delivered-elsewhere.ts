import { listed } from '../util/listed';
import { Model } from '../manifests';

/** Objects that have somebody apply the manifests of another place, by kind and the end of their group. */
const DELIVERS: readonly (readonly [kind: string, group: string])[] = [
  ['Application', 'argoproj.io'], ['ApplicationSet', 'argoproj.io'], ['Kustomization', 'kustomize.toolkit.fluxcd.io'],
];

/** That what such objects deliver is not among the manifests, so that nobody takes their silence for a verdict. */
export function deliveredElsewhere({ manifests }: Pick<Model, 'manifests'>): string[] {
  const names = manifests.filter(({ kind, apiVersion }) =>
    DELIVERS.some(([each, group]) => kind === each && apiVersion.startsWith(`${group}/`))).map(({ id }) => id);
  return names.length === 0 ? [] : [
    `what ${listed(names)} ${names.length === 1 ? 'delivers' : 'deliver'}, which is written elsewhere; give what it renders`,
  ];
}
