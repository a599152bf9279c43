import { Manifest } from '../../manifests';
import { RuleContext } from './rule-context';

/** Where an object names the Secret that its controller will make of it. */
const PRODUCERS: { readonly [kind: string]: { readonly path: string[]; readonly ownName: boolean } } = {
  ExternalSecret: { path: ['spec', 'target', 'name'], ownName: true },
  SealedSecret: { path: ['spec', 'template', 'metadata', 'name'], ownName: true },
  Certificate: { path: ['spec', 'secretName'], ownName: false },
};

/** `namespace/name` of Secrets that other objects of the manifests produce: External Secrets, Sealed Secrets, cert-manager. */
export function producedSecrets(context: RuleContext): ReadonlySet<string> {
  const names = Object.entries(PRODUCERS).flatMap(([kind, { path, ownName }]) => context.model.byKind(kind).flatMap((manifest: Manifest) => {
    const name = context.subject(manifest).root.get(...path).string() ?? (ownName ? manifest.name : undefined);
    return name === undefined ? [] : [`${manifest.namespace}/${name}`];
  }));
  return new Set(names);
}

/** Whether a Secret is in the manifests, made from them, or declared to exist outside. */
export function secretExists(context: RuleContext, namespace: string, name: string): boolean {
  return context.model.find('Secret', namespace, name) !== undefined
    || context.declaredSecrets.has(namespace, name)
    || context.once(producedSecrets).has(`${namespace}/${name}`);
}
