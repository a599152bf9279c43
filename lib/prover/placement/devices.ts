import { ClusterNode } from '../../cluster';
import { Field, Model, PodTemplate, Workload } from '../../manifests';

/** Devices that a pod asks for by dynamic resource allocation, or why that cannot be counted. */
export interface DeviceDemand {
  /** By resource name of the capacity, such as `devices of gpu.nvidia.com`. */
  readonly counts: ReadonlyMap<string, number>;
  readonly unmodelled: string[];
}

const DRIVER = /^\s*device\.driver\s*==\s*(?:"([^"]+)"|'([^']+)')\s*$/;
const OWN_PREFIX = 'deviceclass.resource.kubernetes.io/';

/**
 * Counts what ResourceSlices offer and what claims of one plain request ask (kubernetes
 * staging/src/k8s.io/dynamic-resource-allocation/structured). Only classes that select by driver alone are understood.
 */
export class DeviceIndex {
  private readonly classes = new Map<string, Field>();
  private readonly classOfResource = new Map<string, string>();
  private readonly templates: ReadonlyMap<string, Field>;
  private readonly drivers = new Set<string>();
  private readonly offers = new Map<string, Map<string, number>>();
  private readonly claimed = new Set<string>();

  constructor(model: Model) {
    for (const manifest of model.byKind('DeviceClass')) {
      const root = Field.of(manifest, []);
      const name = root.get('spec', 'extendedResourceName').value;
      this.classes.set(manifest.name, root);
      this.classOfResource.set(OWN_PREFIX + manifest.name, manifest.name);
      if (typeof name === 'string') {
        this.classOfResource.set(name, manifest.name);
      }
    }
    this.templates = new Map(model.byKind('ResourceClaimTemplate').map((manifest) =>
      [`${manifest.namespace}\0${manifest.name}`, Field.of(manifest, []).get('spec', 'spec', 'devices', 'requests')]));
    for (const manifest of model.byKind('ResourceSlice')) {
      this.readSlice(Field.of(manifest, []).get('spec'));
    }
    model.podSets.forEach((workload) =>
      [...this.demandOf(workload).counts.keys()].forEach((name) => this.claimed.add(name)),
    );
  }

  public demandOf({ pod, namespace }: Workload): DeviceDemand {
    const counts = new Map<string, number>();
    const unmodelled: string[] = [];
    for (const { claimName, templateName } of pod.deviceClaims) {
      const requests =
        templateName === undefined ? undefined : this.templates.get(`${namespace}\0${templateName}`)?.items();
      const counted = requests?.length === 1 ? this.count(requests[0]) : undefined;
      if (counted) {
        counts.set(counted.name, (counts.get(counted.name) ?? 0) + counted.count);
      } else {
        unmodelled.push(
          claimName !== undefined
            ? `resource claim ${claimName}, which several pods may share`
            : 'dynamic resource claims',
        );
      }
    }
    return { counts, unmodelled };
  }

  /** Why devices that stand behind an extended resource cannot be counted; nothing where they can, or where none do. */
  public unmodelledResources({ requests }: PodTemplate): string[] {
    return [...requests.keys()].flatMap((name) => {
      const className = this.classOfResource.get(name);
      const driver = className === undefined ? undefined : this.driverOf(className);
      return className === undefined
        ? []
        : driver === undefined || !this.drivers.has(driver)
          ? [`${name} is served by DeviceClass ${className}, whose devices are not in the input`]
          : this.claimed.has(resourceName(driver))
            ? [`the devices of ${driver} are asked for by claims and as ${name}`]
            : [];
    });
  }

  /**
   * What a node offers of a resource by devices; undefined when it has no part in it, endless where its devices are not
   * in the input.
   */
  public offered(resource: string, node: ClusterNode): number | undefined {
    const className = this.classOfResource.get(resource);
    const driver =
      className === undefined
        ? resource.startsWith('devices of ')
          ? resource.slice('devices of '.length)
          : undefined
        : this.driverOf(className);
    if (driver === undefined) {
      return className === undefined ? undefined : Infinity;
    }
    return this.drivers.has(driver) ? this.offers.get(node.name)?.get(driver) ?? 0 : Infinity;
  }

  private readSlice(spec: Field): void {
    const driver = spec.get('driver').string();
    const node = spec.get('nodeName').string();
    if (driver !== undefined) {
      this.drivers.add(driver);
      const offers = this.offers.get(node ?? '') ?? new Map<string, number>();
      this.offers.set(node ?? '', offers);
      offers.set(driver, (offers.get(driver) ?? 0) + spec.get('devices').items().length);
    }
  }

  private count(request: Field): { name: string; count: number } | undefined {
    const exactly = request.get('exactly').isPresent ? request.get('exactly') : request;
    const className = exactly.get('deviceClassName').string();
    const driver = className === undefined ? undefined : this.driverOf(className);
    const isPlain =
      (exactly.get('allocationMode').value ?? 'ExactCount') === 'ExactCount'
      && exactly.get('selectors').items().length === 0;
    return driver === undefined || !isPlain || !this.drivers.has(driver)
      ? undefined
      : { name: resourceName(driver), count: exactly.get('count').integer(1) ?? 1 };
  }

  private driverOf(className: string): string | undefined {
    const selectors = this.classes.get(className)?.get('spec', 'selectors').items() ?? [];
    const match = selectors.length === 1 ? DRIVER.exec(String(selectors[0].get('cel', 'expression').value)) : null;
    return match ? match[1] ?? match[2] : undefined;
  }
}

function resourceName(driver: string): string {
  return `devices of ${driver}`;
}
