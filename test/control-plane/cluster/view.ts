import { Api, Json } from './api';

/** What a view follows, by the name of the collection. */
const WATCHED = {
  pods: '/api/v1/pods',
  persistentvolumeclaims: '/api/v1/persistentvolumeclaims',
  persistentvolumes: '/api/v1/persistentvolumes',
  replicasets: '/apis/apps/v1/replicasets',
  deployments: '/apis/apps/v1/deployments',
  statefulsets: '/apis/apps/v1/statefulsets',
  daemonsets: '/apis/apps/v1/daemonsets',
  jobs: '/apis/batch/v1/jobs',
  volumeattachments: '/apis/storage.k8s.io/v1/volumeattachments',
  nodes: '/api/v1/nodes',
};

export type Collection = keyof typeof WATCHED;

/** The cluster as its watches tell it, a moment later than it is. */
export class ClusterView {
  /** A view that has seen everything that was there when it was asked for. */
  public static async open(api: Api): Promise<ClusterView> {
    const view = new ClusterView(api);
    await Promise.all(Object.keys(WATCHED).map((name) => view.follow(name as Collection)));
    return view;
  }

  private readonly objects = new Map<Collection, Map<string, Json>>();
  private readonly changed = new Map<string, number>();
  private readonly stops: (() => void)[] = [];
  private readonly listeners = new Set<(collection: Collection, object: Json) => void>();
  private closed = false;

  private constructor(private readonly api: Api) {}

  /** The objects of a namespace; every one for what belongs to none. */
  public list(collection: Collection, namespace?: string): Json[] {
    const all = [...this.objects.get(collection)!.values()];
    return namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
  }

  public find(collection: Collection, name: string, namespace?: string): Json | undefined {
    return this.objects.get(collection)!.get(keyOf({ metadata: { name, namespace } }));
  }

  /** Milliseconds since anything of the namespace changed. */
  public quietFor(namespace: string): number {
    return Date.now() - (this.changed.get(namespace) ?? 0);
  }

  /** Calls back on every change, after it is in the view, until the returned function is called. */
  public onChange(listener: (collection: Collection, object: Json) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  public close(): void {
    this.closed = true;
    this.stops.forEach((stop) => stop());
  }

  private async follow(collection: Collection): Promise<void> {
    const { items, metadata } = await this.api.get(WATCHED[collection]);
    this.objects.set(collection, new Map(items.map((item: Json) => [keyOf(item), item])));
    this.watch(collection, metadata.resourceVersion);
  }

  private watch(collection: Collection, resourceVersion: string): void {
    const address = `${WATCHED[collection]}?watch=true&resourceVersion=${resourceVersion}&allowWatchBookmarks=true`;
    let last = resourceVersion;
    let ended = false;
    this.stops.push(this.api.stream(address, (line) => {
      const { type, object } = JSON.parse(line);
      last = object.metadata?.resourceVersion ?? last;
      if (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED') {
        this.apply(collection, type, object);
      }
    }, () => {
      if (!this.closed && !ended) {
        ended = true;
        this.watch(collection, last);
      }
    }));
  }

  private apply(collection: Collection, type: string, object: Json): void {
    const objects = this.objects.get(collection)!;
    if (type === 'DELETED') {
      objects.delete(keyOf(object));
    } else {
      objects.set(keyOf(object), object);
    }
    const namespace = object.metadata.namespace ?? object.spec?.claimRef?.namespace;
    if (namespace !== undefined) {
      this.changed.set(namespace, Date.now());
    }
    this.listeners.forEach((listener) => listener(collection, object));
  }
}

function keyOf({ metadata: { name, namespace = '' } }: Json): string {
  return `${namespace}/${name}`;
}
