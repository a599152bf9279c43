import { ClusterNode } from '../../cluster';
import { Field, Model, PodTemplate, Workload } from '../../manifests';
import { meetsSelector } from './device-selector';
import { OfferedDevice, offeredDevices } from './device-slices';

/** Devices that a pod asks for by dynamic resource allocation, or why that cannot be counted. */
export interface DeviceDemand {
  /** By resource name of the capacity, such as `devices of gpu.nvidia.com`. */
  readonly counts: ReadonlyMap<string, number>;
  readonly unmodelled: string[];
}

/** Devices that requests of one kind may take. */
interface DeviceSet {
  readonly name: string;
  readonly devices: ReadonlySet<OfferedDevice>;
  /** How many of them each node has. */
  readonly byNode: ReadonlyMap<string, number>;
}

const OWN_PREFIX = 'deviceclass.resource.kubernetes.io/';
const OPEN = 'dynamic resource claims';

/** Fields of a request that more decides than how many devices of the class there are. */
const MORE = ['adminAccess', 'tolerations', 'capacity'];

/**
 * Counts what ResourceSlices offer and what claims ask, where every request is for a number of whole devices and no two
 * requests may take some devices together and others apart (kubernetes
 * staging/src/k8s.io/dynamic-resource-allocation/structured).
 */
export class DeviceIndex {
  private readonly classes: ReadonlyMap<string, Field>;
  private readonly classOfResource = new Map<string, string>();
  private readonly templates: ReadonlyMap<string, Field>;
  private readonly offered: readonly OfferedDevice[];
  /** Whether a live cluster was asked for its ResourceSlices. */
  private readonly isComplete: boolean;
  private readonly sets = new Map<string, DeviceSet>();
  private readonly known = new Map<string, DeviceSet | undefined>();
  /** What is asked for by claims, and as extended resources. */
  private readonly wanted = new Map<string, ReadonlySet<OfferedDevice>>();
  private readonly taken = new Map<string, number>();
  /** Some pod outside the manifests holds devices that cannot be counted. */
  private isOpenOutside = false;

  constructor(model: Model, nodes: readonly ClusterNode[] = []) {
    this.classes = new Map(model.byKind('DeviceClass').map((manifest) => [manifest.name, Field.of(manifest, [])]));
    for (const [className, root] of this.classes) {
      const name = root.get('spec', 'extendedResourceName').value;
      this.classOfResource.set(OWN_PREFIX + className, className);
      if (typeof name === 'string') {
        this.classOfResource.set(name, className);
      }
    }
    this.templates = new Map(model.byKind('ResourceClaimTemplate').map((manifest) =>
      [`${manifest.namespace}\0${manifest.name}`, Field.of(manifest, []).get('spec', 'spec', 'devices')]));
    this.offered = offeredDevices(model.byKind('ResourceSlice'));
    this.isComplete = model.options.asked?.has('ResourceSlice') ?? false;
    model.podSets.forEach((workload) => this.want(workload));
    nodes.forEach(({ outside }) => outside.forEach(({ workload }) => this.want(workload)));
    nodes.forEach(({ name, outside }) => outside.forEach(({ workload }) => this.hold(workload, name)));
  }

  public demandOf({ pod, namespace }: Workload): DeviceDemand {
    const counts = new Map<string, number>();
    const unmodelled: string[] = [];
    for (const { claimName, templateName } of pod.deviceClaims) {
      const devices = templateName === undefined ? undefined : this.templates.get(`${namespace}\0${templateName}`);
      const counted = devices && this.countAll(devices);
      counted?.forEach(({ name, count }) => counts.set(name, (counts.get(name) ?? 0) + count));
      // A claim by name is allocated on one node for as long as some pod runs that it is reserved for, then anywhere
      // (kubernetes pkg/controller/resourceclaim/controller.go `syncClaim`), so that the order of steps decides.
      if (!counted) {
        unmodelled.push(claimName !== undefined ? `resource claim ${claimName}, which several pods may share` : OPEN);
      }
    }
    const mixed = [...counts.keys()].find((name) => this.isShared(name));
    return {
      counts,
      unmodelled: [
        ...unmodelled, ...mixed === undefined ? [] : [`${mixed}, some of which other requests may take too`],
        ...pod.deviceClaims.length > 0 && this.isOpenOutside ? ['devices that pods outside the manifests hold'] : [],
      ],
    };
  }

  /** Why devices that stand behind an extended resource cannot be counted; nothing where they can, or where none do. */
  public unmodelledResources({ requests }: PodTemplate): string[] {
    return [...requests.keys()].flatMap((name) => {
      const className = this.classOfResource.get(name);
      if (className === undefined) {
        return [];
      }
      return !this.setOf(className, [])
        ? [`${name} is served by DeviceClass ${className}, whose devices are not in the input`]
        : this.isShared(name)
          ? [`the devices of DeviceClass ${className} are asked for otherwise than as ${name} too`]
          : this.isOpenOutside ? ['devices that pods outside the manifests hold'] : [];
    });
  }

  /**
   * What a node offers of a resource by devices; undefined when it has no part in it, endless where its devices are not
   * in the input.
   */
  public offeredOn(resource: string, node: ClusterNode): number | undefined {
    const className = this.classOfResource.get(resource);
    const set = className === undefined ? this.sets.get(resource) : this.setOf(className, []);
    if (!set) {
      return className === undefined ? undefined : Infinity;
    }
    return Math.max(0, (set.byNode.get(node.name) ?? 0) - (this.taken.get(`${resource}\0${node.name}`) ?? 0));
  }

  private want(workload: Workload): void {
    this.demandOf(workload).counts.forEach((_, name) => this.wanted.set(name, this.sets.get(name)!.devices));
    for (const name of workload.pod.requests.keys()) {
      const className = this.classOfResource.get(name);
      const set = className === undefined ? undefined : this.setOf(className, []);
      if (set) {
        this.wanted.set(name, set.devices);
      }
    }
  }

  /** Devices that a running pod outside the manifests keeps. */
  private hold(workload: Workload, node: string): void {
    const { counts, unmodelled } = this.demandOf(workload);
    this.isOpenOutside ||= unmodelled.length > 0;
    const behind = [...workload.pod.requests].filter(([name]) => this.classOfResource.has(name));
    [...counts, ...behind].forEach(([name, count]) => {
      const key = `${name}\0${node}`;
      this.taken.set(key, (this.taken.get(key) ?? 0) + count);
    });
  }

  /** Whether some, or all, of the devices that one kind of request may take are wanted by another kind. */
  private isShared(name: string): boolean {
    const own = this.wanted.get(name);
    return own !== undefined
      && [...this.wanted].some(([other, devices]) => other !== name && [...devices].some((device) => own.has(device)));
  }

  private countAll(devices: Field): { name: string; count: number }[] | undefined {
    const requests = devices.get('requests').items();
    const counted = requests.map((request) => this.count(request));
    const total = counted.reduce((sum, each) => sum + (each?.count ?? 0), 0);
    const isPlain = total <= 1 || devices.get('constraints').items().length === 0;
    return isPlain && requests.length > 0 && counted.every((each) => each !== undefined) ? counted : undefined;
  }

  private count(request: Field): { name: string; count: number } | undefined {
    const exactly = request.get('exactly').isPresent ? request.get('exactly') : request;
    const className = exactly.get('deviceClassName').string();
    const isPlain =
      (exactly.get('allocationMode').value ?? 'ExactCount') === 'ExactCount'
      && MORE.every((key) => !exactly.get(key).isPresent);
    const set =
      className === undefined || !isPlain ? undefined : this.setOf(className, exactly.get('selectors').items());
    return set && { name: set.name, count: exactly.get('count').integer(1) ?? 1 };
  }

  /** The devices of a class that meet selectors besides; undefined where that cannot be told. */
  private setOf(className: string, selectors: Field[]): DeviceSet | undefined {
    const key = JSON.stringify([className, ...selectors.map((selector) => selector.value)]);
    if (!this.known.has(key)) {
      this.known.set(key, this.findSet(className, selectors));
    }
    return this.known.get(key);
  }

  private findSet(className: string, selectors: Field[]): DeviceSet | undefined {
    const root = this.classes.get(className);
    if (!root) {
      return undefined;
    }
    const all = [...root.get('spec', 'selectors').items(), ...selectors];
    const answers = this.offered.map((device) => {
      const met = all.map((selector) => meetsSelector(selector, device));
      return met.includes(false) ? false : met.includes(undefined) ? undefined : true;
    });
    const devices = this.offered.filter((_, index) => answers[index]);
    // Slices that are written beside the manifests may be those of some drivers only.
    const isOpen = devices.length === 0 && !this.isComplete;
    if (isOpen || answers.includes(undefined) || devices.some(({ isPlain, node }) => !isPlain || node === undefined)) {
      return undefined;
    }
    return this.named(className, new Set(devices));
  }

  private named(className: string, devices: ReadonlySet<OfferedDevice>): DeviceSet {
    const isSame = (set: DeviceSet) =>
      set.devices.size === devices.size && [...devices].every((device) => set.devices.has(device));
    const known = [...this.sets.values()].find(isSame);
    if (known) {
      return known;
    }
    const base = `devices of ${className}`;
    const alike = [...this.sets.keys()].filter((name) => name.startsWith(base)).length;
    const byNode = new Map<string, number>();
    devices.forEach(({ node = '' }) => byNode.set(node, (byNode.get(node) ?? 0) + 1));
    const set = { name: alike === 0 ? base : `${base} (${alike + 1})`, devices, byNode };
    this.sets.set(set.name, set);
    return set;
  }
}
