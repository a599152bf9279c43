import { stringify } from 'yaml';
import { isObject, Manifest } from '../../manifests';
import { Fix, ObjectPatch, Remedy, effectText } from '../remedies';
import { WorkloadPlan } from '../updates';
import { markdownCode, markdownText, printable } from './escape';

/** Files by name. */
export type Files = ReadonlyMap<string, string>;

/**
 * A fix as a Component of kustomize (https://kubectl.docs.kubernetes.io/guides/config_management/components/): patches
 * of RFC 6902, objects that are new, objects that go, and a README with what no patch can say. A kustomization that
 * names the folder under `components` has it applied to its own resources, before its own `namespace` and the like act:
 * so it is to be one of its own, whose resources have the names that were judged.
 */
export function kustomizeFiles(fix: Fix): Files {
  const { added, removed } = fix.change;
  const byCommand = new Set(fix.chosen.filter(({ remedy }) => remedy.commands)
    .flatMap(({ remedy }) => remedy.change.patches.map(({ manifest }) => manifest)));
  const patches = fix.change.patches.filter(({ manifest }) => !byCommand.has(manifest));
  const files = new Map<string, string>();
  const write = (name: string, content: unknown): string => {
    const free = freeName(name, files);
    files.set(free, typeof content === 'string' ? content : stringify(content, { lineWidth: 0 }));
    return free;
  };
  const resources = added.map((json) => write(`${fileName(json)}.yaml`, json));
  const changes = patches.map((patch) => ({
    path: write(`${fileName(patch.manifest.json)}.patch.yaml`, operationsOf(patch)),
    target: targetOf(patch.manifest),
  }));
  const deletions = removed.map((manifest) => ({
    path: write(`${fileName(manifest.json)}.delete.yaml`, { ...identityOf(manifest), $patch: 'delete' }),
  }));
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    // Kustomize refuses a file that says nothing, as where the remedies are nodes or an order alone.
    metadata: { name: 'remedies' },
    ...resources.length > 0 && { resources },
    ...changes.length + deletions.length > 0 && { patches: [...changes, ...deletions] },
  };
  write('kustomization.yaml', kustomization);
  write('README.md', readme(fix));
  return files;
}

/** `add` where kustomize accepts that the member is there already, which RFC 6902 lets replace it. */
function operationsOf({ operations }: ObjectPatch): unknown {
  return operations.map(({ op, path, value }) => (op === 'remove' ? { op, path } : { op, path, value }));
}

function targetOf({ apiVersion, kind, name, json }: Manifest): object {
  const [version, group] = apiVersion.split('/').reverse();
  const namespace = isObject(json.metadata) ? json.metadata.namespace : undefined;
  return {
    ...(group !== undefined && { group }),
    version,
    kind,
    name: escaped(name),
    ...(namespace !== undefined && { namespace: escaped(String(namespace)) }),
  };
}

/** Names of a target are regular expressions. */
function escaped(name: string): string {
  return name.replace(/\./g, '\\.');
}

function identityOf({ apiVersion, kind, json }: Manifest): object {
  const { name, namespace } = isObject(json.metadata) ? json.metadata : {};
  return { apiVersion, kind, metadata: { name, ...namespace !== undefined && { namespace } } };
}

function fileName(json: { readonly [key: string]: unknown }): string {
  const { name, namespace } = isObject(json.metadata) ? json.metadata : {};
  return [json.kind, ...(namespace === undefined ? [] : [namespace]), name]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .slice(0, 200);
}

function freeName(name: string, files: Files): string {
  return files.has(name)
    ? freeName(
        name.replace(
          /(?:-(\d+))?(\.[a-z.]+)$/,
          (_, number: string | undefined, end: string) => `-${Number(number ?? 1) + 1}${end}`,
        ),
        files,
      )
    : name;
}

function readme({ chosen, covered, open, change }: Fix): string {
  const nodes = change.nodes.map(({ pool, count }) => `${count} more in pool ${markdownText(pool)}`);
  return [
    '# Remedies', '', 'Make a kustomization of what was judged and of this folder, and apply that:', '', '```yaml',
    'resources:', '  - path/to/what/was/judged', 'components:', '  - path/to/this/folder', '```', '',
    'It is to be one of its own: where `namespace`, `namePrefix` or the like stand beside `components`, they act after it, ' +
    'and kustomize says nothing where a patch finds no object.', '',
    'With all of it the prover gives the verdicts below. For objects that constructs of cdk8s-nim render, write the prop instead.',
    '', ...(nodes.length === 0 ? [] : [`Nodes to be added, which is no manifest: ${nodes.join(', ')}.`, '']),
    ...chosen.flatMap(({ workload, remedy }) => section(workload, remedy)),
    ...covered.length === 0 ? [] : [
      '## Mended by these too', '',
      ...covered.map(({ workload, cure }) => `- ${markdownText(workload.workload)}, ${cure}`), '',
    ],
    ...open.length === 0 ? [] : ['## Still open', '', ...open.map(({ workload }) => `- ${markdownText(workload)}`), ''],
  ].join('\n');
}

function section({ workload }: WorkloadPlan, remedy: Remedy): string[] {
  const { cures, title, verdict, toFill, notes, props, after, commands = [] } = remedy;
  const line = (label: string, text: string) => `- ${label}: ${markdownText(text)}`;
  return [
    `## ${markdownText(workload)}, ${cures}`, '',
    line('change', title),
    line('verdict', `${cures === 'drain' ? verdict : after.verdict}; ${effectText(remedy)}`),
    ...toFill.map((text) => line('to be filled in', text)),
    ...props.map((text) => `- prop: ${markdownCode(text)}`),
    ...notes.map((text) => line('note', text)),
    ...commands.length === 0 ? []
      : ['', 'No patch does that, but this:', '', '```sh', ...commands.map(printable), '```'],
    '',
  ];
}
