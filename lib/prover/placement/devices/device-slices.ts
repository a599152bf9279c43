import { textOf } from '../../../util/value-text';
import { append, Field, isObject, Manifest } from '../../../manifests';
import { Device } from './device-selector';

/** A device that ResourceSlices offer. */
export interface OfferedDevice extends Device {
  /** Driver, pool and name, as `heldDevices` writes them. */
  readonly id: string;
  /** It has a taint that keeps claims off, but for those that hold it already. */
  readonly isTainted: boolean;
  /** The node that has it; undefined where several may reach it. */
  readonly node?: string;
  /** Taken as a whole by one claim, and by no part of another device. */
  readonly isPlain: boolean;
}

/**
 * The devices of all complete pools, of the newest generation of each.
 *
 * Source: kubernetes staging/src/k8s.io/dynamic-resource-allocation/structured/internal/stable/pools_stable.go
 * `GatherPools`.
 */
export function offeredDevices(slices: readonly Manifest[]): OfferedDevice[] {
  const pools = new Map<string, Field[]>();
  for (const spec of slices.map((slice) => Field.of(slice, []).get('spec'))) {
    append(pools, `${textOf(spec.get('driver').value)}\0${textOf(spec.get('pool', 'name').value)}`, spec);
  }
  return [...pools.values()].flatMap((specs) => {
    const generation = (spec: Field) => Number(textOf(spec.get('pool', 'generation').value));
    const newest = Math.max(...specs.map(generation));
    const current = specs.filter((spec) => generation(spec) === newest);
    const wanted = Number(textOf(current[0].get('pool', 'resourceSliceCount').value) || current.length);
    return current.length < wanted ? [] : current.flatMap(devicesOf);
  });
}

/**
 * What keeps a device from being taken as a whole by one claim of its node as soon as it is free; a pod is bound to one
 * with conditions only when somebody has set them (dynamicresources.go `PreBind`).
 */
const NOT_PLAIN = [
  'consumesCounters', 'allowMultipleAllocations', 'nodeName', 'nodeSelector', 'allNodes', 'bindingConditions',
];

function devicesOf(spec: Field): OfferedDevice[] {
  const driver = spec.get('driver').string();
  const pool = textOf(spec.get('pool', 'name').value);
  const node = spec.get('nodeName').string();
  return driver === undefined ? [] : spec.get('devices').items().map((item) => {
    // v1beta1 has them one level deeper.
    const device = item.get('basic').isPresent ? item.get('basic') : item;
    return {
      id: deviceId(driver, pool, item.get('name').value),
      driver, node,
      isPlain: !NOT_PLAIN.some((key) => device.get(key).isPresent),
      isTainted: isTainted(device),
      attributes: new Map(device.get('attributes').entries().flatMap(([name, value]) =>
        ['string', 'int', 'bool'].flatMap((type) => {
          const held = value.get(type).value;
          return typeof held === 'string' || typeof held === 'number' || typeof held === 'boolean'
            ? [[qualified(name, driver), held] as const] : [];
        }))),
      capacity: new Map(device.get('capacity').entries().flatMap(([name, entry]) => {
        const held = (isObject(entry.value) ? entry.get('value') : entry).exactQuantity();
        return held ? [[qualified(name, driver), held] as const] : [];
      })),
    };
  });
}

/**
 * Devices that claims of a snapshot hold, by driver, pool and name; what an administrator looks at is not held
 * (kubernetes pkg/scheduler/framework/plugins/dynamicresources/allocateddevices.go `foreachAllocatedDevice`).
 */
export function heldDevices(claims: readonly Manifest[]): readonly string[] {
  return claims.flatMap((claim) => Field.of(claim, []).get('status', 'allocation', 'devices', 'results').items())
    .filter((result) => result.get('adminAccess').value !== true)
    .map((result) => deviceId(result.get('driver').value, result.get('pool').value, result.get('device').value));
}

function deviceId(...names: [driver: unknown, pool: unknown, name: unknown]): string {
  return names.map(textOf).join(' ');
}

function isTainted(device: Field): boolean {
  return device.get('taints').items().some((taint) =>
    ['NoSchedule', 'NoExecute'].includes(textOf(taint.get('effect').value)));
}

/** A name without domain is of the domain of the driver. */
function qualified(name: string, driver: string): string {
  return name.includes('/') ? name : `${driver}/${name}`;
}
