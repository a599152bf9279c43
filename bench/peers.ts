import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { parseAllDocuments, stringify } from 'yaml';

/** Stands for the number of the group in the names of a template. */
const GROUP = '@';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/**
 * What one group of five services renders to, from which the inputs of all tools are made, so that all render the same
 * objects.
 */
export class Peers {
  private readonly template: string;
  private readonly manifests: Manifest[];

  /** @param rendered manifests of the app with one group */
  constructor(rendered: string) {
    this.template = rendered.replace(/\b(model|service)-0\b/g, `$1-${GROUP}`);
    this.manifests = parseAllDocuments(this.template).map((document) => document.toJS() as Manifest);
  }

  /** Writes the inputs of all tools for a number of services. */
  public write(folder: string, services: number): void {
    const groups = Array.from({ length: services / 5 }, (_, group) => String(group));
    write(join(folder, 'floor', 'group.yaml'), this.template);
    write(
      join(folder, 'jsonnet', 'main.jsonnet'),
      `std.flatMap(function(group) ${jsonnet(this.manifests)}, std.range(0, ${groups.length - 1}))\n`,
    );
    this.writeFlat(join(folder, 'flat'), groups);
    this.writeOverlays(join(folder, 'overlay'), groups);
  }

  private writeFlat(folder: string, groups: string[]): void {
    groups.forEach((group) => write(join(folder, `group-${group}.yaml`), this.template.replaceAll(GROUP, group)));
    write(join(folder, 'kustomization.yaml'), stringify({ resources: groups.map((group) => `group-${group}.yaml`) }));
  }

  /** A base for the model and one for the services, and for each service an overlay with a patch of what is its own. */
  private writeOverlays(folder: string, groups: string[]): void {
    const services = ['model-@', 'service-@-0', 'service-@-1', 'service-@-2', 'service-@-3'];
    const objectsOf = (service: string): Manifest[] =>
      this.manifests.filter(({ metadata: { name } }) => name === service || name.startsWith(`${service}-`));
    const base = (kind: string, manifests: Manifest[]): void => {
      write(
        join(folder, kind, 'objects.yaml'),
        manifests.map((manifest) => stringify(manifest, { aliasDuplicateObjects: false })).join('---\n'),
      );
      write(join(folder, kind, 'kustomization.yaml'), stringify({ resources: ['objects.yaml'] }));
    };
    // Of other names than the services, because kustomize looks for references to all names that an object ever had.
    const bases: { [kind: string]: Manifest[] } = {
      model: renamed(objectsOf('model-@'), 'model-@', 'model-base'),
      service: renamed(objectsOf('service-@-0'), 'service-@-0', 'service-base'),
    };
    Object.entries(bases).forEach(([kind, manifests]) => base(kind, manifests));
    const overlays = groups.flatMap((group) => services.map((service) => {
      const kind = service.slice(0, service.indexOf('-'));
      const name = service.replace(GROUP, group);
      const patches = renamed(objectsOf(service), GROUP, group).map((manifest, index) => ({
        target: { kind: manifest.kind, name: bases[kind][index].metadata.name },
        options: { allowNameChange: true },
        patch: JSON.stringify(differences(bases[kind][index], manifest, '')),
      }));
      write(
        join(folder, name, 'kustomization.yaml'),
        stringify({ resources: [`../${kind}`], patches: patches.filter(({ patch }) => patch !== '[]') }),
      );
      return name;
    }));
    write(join(folder, 'kustomization.yaml'), stringify({ resources: overlays }));
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function renamed(manifests: Manifest[], from: string, to: string): Manifest[] {
  return JSON.parse(JSON.stringify(manifests).replaceAll(from, to)) as Manifest[];
}

/** A function of the number of the group, its names concatenated by jsonnet. */
function jsonnet(manifests: Manifest[]): string {
  return JSON.stringify(manifests)
    .replace(/"(?:[^"\\]|\\.)*"/g, (text) => text.replaceAll(GROUP, '" + group + "'))
    .replace(/("[^"]*(?:" \+ group \+ "[^"]*)+")(:)/g, '[$1]$2');
}

/** JSON patch operations from one value to another of the same form. */
function differences(from: unknown, to: unknown, path: string): object[] {
  if (typeof from === 'object' && from !== null && typeof to === 'object' && to !== null) {
    return Object.keys(from).flatMap((key) =>
      differences(
        (from as { [key: string]: unknown })[key],
        (to as { [key: string]: unknown })[key],
        `${path}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`,
      ),
    );
  }
  return from === to ? [] : [{ op: 'replace', path, value: to }];
}
