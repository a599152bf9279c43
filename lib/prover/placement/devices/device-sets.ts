import { Field, Model } from '../../../manifests';
import { meetsSelector } from './device-selector';
import { heldDevices, OfferedDevice, offeredDevices } from './device-slices';

/** Devices that requests of one kind may take. */
export interface DeviceSet {
  readonly name: string;
  readonly devices: ReadonlySet<OfferedDevice>;
  /** How many of them each node has. */
  readonly byNode: ReadonlyMap<string, number>;
}

/** What DeviceClasses and selectors choose of the devices that ResourceSlices offer. */
export class DeviceSets {
  public readonly classes: ReadonlyMap<string, Field>;
  /** Devices that claims hold and that are offered to no other; undefined for one that no slice has any more. */
  public readonly withdrawn: readonly (OfferedDevice | undefined)[];
  private readonly offered: readonly OfferedDevice[];
  /** Whether a live cluster was asked for its ResourceSlices. */
  private readonly isComplete: boolean;
  private readonly hasTaintRules: boolean;
  private readonly byName = new Map<string, DeviceSet>();
  private readonly known = new Map<string, DeviceSet | undefined>();

  constructor(model: Model) {
    this.classes = new Map(model.byKind('DeviceClass').map((manifest) => [manifest.name, Field.of(manifest, [])]));
    this.hasTaintRules = model.byKind('DeviceTaintRule').length > 0;
    const devices = new Map(offeredDevices(model.byKind('ResourceSlice')).map((device) => [device.id, device]));
    this.offered = [...devices.values()].filter(({ isTainted }) => !isTainted);
    this.withdrawn = heldDevices(model.byKind('ResourceClaim')).map((id) => devices.get(id))
      .filter((device) => device === undefined || device.isTainted);
    this.isComplete = model.options.asked?.has('ResourceSlice') ?? false;
  }

  public named(name: string): DeviceSet | undefined {
    return this.byName.get(name);
  }

  /** The devices of a class that meet selectors besides; undefined where that cannot be told. */
  public of(className: string, selectors: Field[]): DeviceSet | undefined {
    if (this.hasTaintRules) {
      return undefined; // A DeviceTaintRule may keep claims off some of the devices.
    }
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
    // Who holds one of those does not take one of these, and leaves none behind.
    const isBesideWithdrawn = this.withdrawn.some((device) =>
      device === undefined || !all.some((selector) => meetsSelector(selector, device) === false));
    const isUnsure = answers.includes(undefined) || devices.some(({ isPlain, node }) => !isPlain || node === undefined);
    if (isOpen || isBesideWithdrawn || isUnsure) {
      return undefined;
    }
    return this.setOf(className, new Set(devices));
  }

  private setOf(className: string, devices: ReadonlySet<OfferedDevice>): DeviceSet {
    const isSame = (set: DeviceSet) =>
      set.devices.size === devices.size && [...devices].every((device) => set.devices.has(device));
    const known = [...this.byName.values()].find(isSame);
    if (known) {
      return known;
    }
    const base = `devices of ${className}`;
    const alike = [...this.byName.keys()].filter((name) => name.startsWith(base)).length;
    const byNode = new Map<string, number>();
    devices.forEach(({ node = '' }) => byNode.set(node, (byNode.get(node) ?? 0) + 1));
    const set = { name: alike === 0 ? base : `${base} (${alike + 1})`, devices, byNode };
    this.byName.set(set.name, set);
    return set;
  }

  /** Devices that requests which are not counted may take. */
  public perhapsTaken(devices: Field | undefined): ReadonlySet<OfferedDevice> {
    const requests = devices?.get('requests').items().flatMap((request) => request.get('firstAvailable').isPresent
      ? request.get('firstAvailable').items() : [request.get('exactly').isPresent ? request.get('exactly') : request]);
    return new Set(requests?.flatMap((request) => {
      const root = this.classes.get(request.get('deviceClassName').string() ?? '');
      const selectors = root && [...root.get('spec', 'selectors').items(), ...request.get('selectors').items()];
      return this.offered.filter((device) => !selectors?.some((selector) => meetsSelector(selector, device) === false));
    }) ?? this.offered);
  }
}
