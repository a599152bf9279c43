import { getOrMake } from '../../util/get-or-make';
import { Field, Model, objectReferences, parsePointer } from '../../manifests';
import { RuleContext, secretExists } from '../../prover/engine';

/** A Secret that pods need and that the manifests do not bring. */
export interface NeededSecret {
  readonly namespace: string;
  readonly name: string;
  /** Keys that are read by name. */
  readonly keys: readonly string[];
}

/** The Secrets that have to be there before, with the keys that are named. */
export function neededSecrets(model: Model): NeededSecret[] {
  const context = new RuleContext(model);
  const isFromOutside = (namespace: string, name: string) => !secretExists(context, namespace, name)
    || context.declaredSecrets.has(namespace, name);
  const needed = new Map<string, { namespace: string; name: string; keys: Set<string> }>();
  for (const { manifest, pod } of model.podSets) {
    const spec = Field.of(manifest, []).get(...parsePointer(pod.pointer));
    const pulled = spec.get('imagePullSecrets').items()
      .map((each) => ({ name: each.get('name').string() ?? '', key: undefined }));
    for (const { name, key } of [...objectReferences(spec, 'Secret'), ...pulled]) {
      if (name !== '' && isFromOutside(manifest.namespace, name)) {
        const id = `${manifest.namespace}/${name}`;
        const entry = getOrMake(needed, id, () => ({ namespace: manifest.namespace, name, keys: new Set<string>() }));
        if (key !== undefined) {
          entry.keys.add(key);
        }
      }
    }
  }
  return [...needed.values()].map(({ keys, ...each }) => ({ ...each, keys: [...keys] }));
}

/** Prints the keys of a Secret, one a line, inside kubectl: no value enters this process. */
const KEYS_TEMPLATE = '{{range $key, $value := .data}}{{$key}}{{"\\n"}}{{end}}';

export function secretKeysCommand({ namespace, name }: NeededSecret): string[] {
  return [
    '--namespace', namespace, 'get', 'secret', name, '--ignore-not-found', '--output', `go-template=${KEYS_TEMPLATE}`,
  ];
}

/** What is wrong with a Secret whose keys were printed; undefined where nothing is. */
export function secretProblem({ namespace, name, keys }: NeededSecret, printed: string): string | undefined {
  const there = printed.split('\n').filter((line) => line !== '');
  if (there.length === 0) {
    return `Secret ${name} is not in namespace ${namespace}`;
  }
  const missing = keys.filter((key) => !there.includes(key));
  return missing.length === 0 ? undefined : `Secret ${name} in namespace ${namespace} has no key ${missing.join(', ')}`;
}
