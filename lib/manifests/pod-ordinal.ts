import { Manifest } from './manifest';

/** The number behind the name of a StatefulSet's pod (kubernetes pkg/controller/statefulset/stateful_set_utils.go). */
export function podOrdinal({ name }: Manifest): number {
  return Number(name.slice(name.lastIndexOf('-') + 1));
}
