import { ClusterNode } from '../../../cluster';
import { Field, Manifest, Model, PodTemplate, Workload } from '../../../manifests';
import { DeviceSets } from './device-sets';
import { OfferedDevice } from './device-slices';
import { isForOnePod, SharedDevices } from './shared-devices';

/** Devices that a pod asks for by dynamic resource allocation, or why that cannot be counted. */
export interface DeviceDemand {
  /** By resource name of the capacity, such as `devices of gpu.nvidia.com`. */
  readonly counts: ReadonlyMap<string, number>;
  /** Claims that it shares with other pods. */
  readonly shared: readonly SharedDevices[];
  readonly unmodelled: string[];
}

const OWN_PREFIX = 'deviceclass.resource.kubernetes.io/';
const OPEN = 'dynamic resource claims';
const BESIDE = `${OPEN} beside devices with a taint, or that no slice has any more, which claims still hold`;
/** Before the name of devices that are asked for by claims which several pods share. */
const SHARED = 'shared ';

/** Fields of a request that more decides than how many devices of the class there are. */
const MORE = ['adminAccess', 'tolerations', 'capacity'];

/**
 * Counts what ResourceSlices offer and what claims ask, where every request is for a number of whole devices and no two
 * requests may take some devices together and others apart (kubernetes
 * staging/src/k8s.io/dynamic-resource-allocation/structured).
 */
export class DeviceIndex {
  private readonly sets: DeviceSets;
  private readonly classOfResource = new Map<string, string>();
  private readonly templates: ReadonlyMap<string, Field>;
  private readonly claims: ReadonlyMap<string, Field>;
  /** Those whose pods name a claim, by its key. */
  private readonly users = new Map<string, Workload[]>();
  /** What is asked for by claims, and as extended resources. */
  private readonly wanted = new Map<string, ReadonlySet<OfferedDevice>>();
  private readonly taken = new Map<string, number>();
  /** Claims that pods outside the manifests name, by key, and those of them whose devices are counted. */
  private readonly keptOutside = new Set<string>();
  private readonly heldOutside = new Set<string>();
  /** Some pod outside the manifests holds devices that cannot be counted. */
  private isOpenOutside = false;

  constructor(
    private readonly model: Model, nodes: readonly ClusterNode[] = [], waiting: readonly Workload[] = [],
  ) {
    this.sets = new DeviceSets(model);
    for (const [className, root] of this.sets.classes) {
      const name = root.get('spec', 'extendedResourceName').value;
      this.classOfResource.set(OWN_PREFIX + className, className);
      if (typeof name === 'string') {
        this.classOfResource.set(name, className);
      }
    }
    this.templates = new Map(model.byKind('ResourceClaimTemplate').map((manifest) =>
      [keyOf(manifest), Field.of(manifest, []).get('spec', 'spec', 'devices')]));
    this.claims = new Map(model.byKind('ResourceClaim').map((manifest) =>
      [keyOf(manifest), Field.of(manifest, []).get('spec', 'devices')]));
    const outside = nodes.flatMap(({ name, outside: pods }) => pods.map(({ workload }) => [workload, name] as const));
    const all = [...model.podSets, ...waiting, ...outside.map(([workload]) => workload)];
    for (const workload of all) {
      for (const key of new Set(namedBy(workload))) {
        this.users.set(key, [...this.users.get(key) ?? [], workload]);
      }
    }
    outside.forEach(([workload]) => namedBy(workload).forEach((key) => this.keptOutside.add(key)));
    all.forEach((workload) => this.want(workload));
    outside.forEach(([workload, node]) => this.hold(workload, node));
  }

  public demandOf(workload: Workload): DeviceDemand {
    const { pod, namespace } = workload;
    const counts = new Map<string, number>();
    const shared: SharedDevices[] = [];
    const unmodelled: string[] = [];
    for (const { claimName, templateName } of pod.deviceClaims) {
      const key = `${namespace}\0${claimName ?? templateName}`;
      const devices = this.devicesOf(key, claimName !== undefined);
      const counted = devices && this.countAll(devices);
      if (!counted) {
        unmodelled.push(claimName === undefined ? (this.sets.withdrawn.length > 0 ? BESIDE : OPEN)
          : `resource claim ${claimName}, ${devices ? 'whose devices are not counted' : 'which is not in the input'}`);
      } else if (claimName !== undefined && !isForOnePod(this.model, this.users.get(key) ?? [])) {
        shared.push({ claim: claimName, key, counts: summed(counted) });
      } else {
        counted.forEach(({ name, count }) => counts.set(name, (counts.get(name) ?? 0) + count));
      }
    }
    const asShared = shared.filter(({ key }) => !this.keptOutside.has(key))
      .flatMap((claim) => [...claim.counts.keys()].map((name) => SHARED + name));
    const mixed = [...counts.keys(), ...asShared].find((name) => this.isShared(name));
    return {
      counts, shared,
      unmodelled: [
        ...unmodelled,
        ...mixed === undefined || this.isOpenOutside ? []
          : [`${mixed.replace(SHARED, '')}, some of which other requests may take too`],
        ...pod.deviceClaims.length > 0 && this.isOpenOutside ? ['devices that pods outside the manifests hold'] : [],
      ],
    };
  }

  /** Workloads whose pods name a claim, pods outside the manifests included. */
  public usersOf({ key }: SharedDevices): readonly Workload[] {
    return this.users.get(key) ?? [];
  }

  /** Why devices that stand behind an extended resource cannot be counted; nothing where they can, or where none do. */
  public unmodelledResources({ requests }: PodTemplate): string[] {
    return [...requests.keys()].flatMap((name) => {
      const className = this.classOfResource.get(name);
      if (className === undefined) {
        return [];
      }
      return !this.sets.of(className, [])
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
    const set = className === undefined ? this.sets.named(resource) : this.sets.of(className, []);
    if (!set) {
      return className === undefined ? undefined : Infinity;
    }
    return Math.max(0, (set.byNode.get(node.name) ?? 0) - (this.taken.get(`${resource}\0${node.name}`) ?? 0));
  }

  /** What a claim, or a template of claims, asks. */
  private devicesOf(key: string, isClaim: boolean): Field | undefined {
    return isClaim ? this.claims.get(key) : this.templates.get(key);
  }

  private want(workload: Workload): void {
    for (const { claimName, templateName } of workload.pod.deviceClaims) {
      const key = `${workload.namespace}\0${claimName ?? templateName}`;
      const devices = this.devicesOf(key, claimName !== undefined);
      if (!devices || !this.countAll(devices)) {
        this.wanted.set(`uncounted ${key}`, this.sets.perhapsTaken(devices));
      }
    }
    const { counts, shared } = this.demandOf(workload);
    counts.forEach((_, name) => this.wanted.set(name, this.sets.named(name)!.devices));
    // One that a pod outside the manifests has takes what it has, and no other device.
    shared.filter(({ key }) => !this.keptOutside.has(key)).forEach((claim) => claim.counts.forEach((_, name) =>
      this.wanted.set(SHARED + name, this.sets.named(name)!.devices)));
    for (const name of workload.pod.requests.keys()) {
      const className = this.classOfResource.get(name);
      const set = className === undefined ? undefined : this.sets.of(className, []);
      if (set) {
        this.wanted.set(name, set.devices);
      }
    }
  }

  /** Devices that a running pod outside the manifests keeps. */
  private hold(workload: Workload, node: string): void {
    const { counts, shared, unmodelled } = this.demandOf(workload);
    this.isOpenOutside ||= unmodelled.length > 0;
    const behind = [...workload.pod.requests].filter(([name]) => this.classOfResource.has(name));
    const first = shared.filter(({ key }) => !this.heldOutside.has(key));
    first.forEach(({ key }) => this.heldOutside.add(key));
    [...counts, ...behind, ...first.flatMap((claim) => [...claim.counts])].forEach(([name, count]) => {
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
      className === undefined || !isPlain ? undefined : this.sets.of(className, exactly.get('selectors').items());
    return set && { name: set.name, count: exactly.get('count').integer(1) ?? 1 };
  }
}

function keyOf({ namespace, name }: Manifest): string {
  return `${namespace}\0${name}`;
}

function namedBy({ namespace, pod }: Workload): string[] {
  return pod.deviceClaims.flatMap(({ claimName }) => claimName === undefined ? [] : [`${namespace}\0${claimName}`]);
}

function summed(counted: readonly { name: string; count: number }[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  counted.forEach(({ name, count }) => sum.set(name, (sum.get(name) ?? 0) + count));
  return sum;
}
