import { App, Chart, ChartProps, Testing } from 'cdk8s';

/** A rendered Kubernetes object. */
export type Rendered = any;

/** A chart of its own app, in the namespace `lab`. */
export function newChart(props: ChartProps = {}): Chart {
  return new Chart(new App(), 'lab', { namespace: 'lab', disableResourceNameHashes: true, ...props });
}

/** The manifests of a new chart that holds what is built in it. */
export function render(build: (chart: Chart) => unknown): Rendered[] {
  const chart = newChart();
  build(chart);
  return Testing.synth(chart);
}

/** The only manifest of a kind, or the one of that name. */
export function only(manifests: Rendered[], kind: string, name?: string): Rendered {
  const found = manifests.filter(
    (manifest) => manifest.kind === kind && (name === undefined || manifest.metadata.name === name),
  );
  if (found.length !== 1) {
    const all = manifests.map((manifest) => `${manifest.kind} ${manifest.metadata.name}`).join(', ');
    throw new Error(`${found.length} objects of kind ${kind}${name ? ` named ${name}` : ''} among ${all}`);
  }
  return found[0];
}

/** The Deployment or StatefulSet, the only one or the one of that name. */
export function controller(manifests: Rendered[], name?: string): Rendered {
  const kind = manifests.some((manifest) => manifest.kind === 'StatefulSet') ? 'StatefulSet' : 'Deployment';
  return only(manifests, kind, name);
}

/** The spec of its pods. */
export function podSpec(manifests: Rendered[], name?: string): Rendered {
  return controller(manifests, name).spec.template.spec;
}

/** The first container of its pods. */
export function mainContainer(manifests: Rendered[], name?: string): Rendered {
  return podSpec(manifests, name).containers[0];
}

/** The environment of that container by name: the literal, or where the value comes from. */
export function environment(manifests: Rendered[], name?: string): { [name: string]: any } {
  return Object.fromEntries(
    (mainContainer(manifests, name).env ?? []).map((entry: any) => [entry.name, entry.value ?? entry.valueFrom]),
  );
}

/** Ports that the rules of a network policy open to or from a peer. */
export function opened(rules: Rendered[], side: 'from' | 'to', peer: object): number[] {
  const same = (candidate: object): boolean => JSON.stringify(candidate) === JSON.stringify(peer);
  return rules.filter((rule) => rule[side].some(same)).flatMap((rule) => rule.ports.map((port: any) => port.port));
}
