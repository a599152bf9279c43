import { UserError } from '../../util/user-error';
import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { plural } from '../../util/plural';
import { isFinished } from '../../kubernetes/pod-phase';
import { keyOf, Manifest, Model } from '../../manifests';
import { Cluster } from '../cluster';
import { ClusterNode, withOutside } from '../cluster-node';
import { asMap, asText, JsonMap } from '../json';
import { readNode } from '../node-list';
import { LiveObjects } from './live-objects';
import { isQuery, kindsAsked } from './query';
import { remarks } from './remarks';
import { outsidePods } from './outside-pods';
import { ownPods } from './own-pods';
import { placesOf } from './places';
import { ReadOptions } from './project';
import { AGAIN, readObjects } from './read-objects';

/**
 * A live cluster as `kubectl get … -o json` prints it: its nodes, all pods, and the objects that decide about pods.
 *
 * Objects are reduced to the fields that the prover reads while they come in; ten thousand pods take some 30 MB.
 */
export class Snapshot implements LiveObjects {
  /**
   * Reads the output of kubectl piece by piece.
   *
   * @param name shown in messages: the file, or `the live cluster`
   * @throws when the text is cut off, is no JSON, or holds no node
   */
  public static read(name: string, chunks: Iterable<Buffer>, options?: ReadOptions): Snapshot {
    return new Snapshot(name, [...readObjects(name, chunks, options)]);
  }

  public readonly nodes: ClusterNode[];
  public readonly pods: Manifest[];
  public readonly objects: Manifest[];
  public readonly asked: ReadonlySet<string>;
  public readonly kubernetes?: KubernetesVersion;
  public readonly leftOut: string[] = [];

  private constructor(public readonly name: string, objects: JsonMap[]) {
    const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
    const found = objects.filter((object) => !isQuery(object)).map(({ kind }) => asText(kind));
    this.asked = new Set([...kindsAsked(objects), ...found]);
    const nodes = ofKind('Node');
    if (nodes.length === 0) {
      throw new UserError(name, `no nodes among ${plural(objects.length, 'object')}`, AGAIN);
    }
    this.nodes = nodes.flatMap((node) => this.readable(node) ?? []);
    this.kubernetes = KubernetesVersion.newestOf(
      nodes.map(({ status }) => asText(asMap(asMap(status).nodeInfo).kubeletVersion)),
    );
    this.pods = ofKind('Pod')
      .filter(({ status }) => !isFinished(asMap(status).phase))
      .map((pod, index) => this.manifest(pod, index));
    this.objects = objects
      .filter((object) => object.kind !== 'Node' && object.kind !== 'Pod' && !isQuery(object))
      .map((object, index) => this.manifest(object, index));
  }

  /**
   * The nodes less what pods outside the manifests take, with those pods, and with what is to be said of the snapshot.
   * `also` are objects whose pods are described elsewhere, as by the manifests before a change.
   */
  public clusterFor(model: Model, also: readonly Manifest[] = []): Cluster {
    const described = [...model.manifests, ...also];
    const { onNode, waiting } = outsidePods(this, described);
    const nodes = this.nodes.map((node) => withOutside(node, onNode.get(node.name) ?? []));
    const outside = this.asked.has('Pod') ? [...waiting, ...[...onNode.values()].flat()] : undefined;
    const own = ownPods(this, described);
    return Cluster._live({ nodes, waiting, remarks: remarks(this, model), outside, own });
  }

  /** The cluster as it would be with other nodes, pods or objects. */
  public with(change: Partial<Pick<Snapshot, 'nodes' | 'pods' | 'objects'>>): Snapshot {
    return Object.assign(Object.create(Snapshot.prototype) as Snapshot, this, change);
  }

  /**
   * What runs of the objects that manifests describe; all else that runs there stays, and is counted with the cluster.
   */
  public described(manifests: readonly Manifest[]): Manifest[] {
    const keys = new Set(manifests.map(keyOf));
    const kinds = new Set(manifests.map(({ kind }) => kind));
    return [...this.objects, ...this.pods].filter((object) => kinds.has(object.kind) && keys.has(keyOf(object)));
  }

  /** On which nodes the pods of objects stand, where that is known of all of them: by key of the object and node name. */
  public placesOf(objects: readonly Manifest[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
    return placesOf(this, objects);
  }

  private readable(node: JsonMap): ClusterNode | undefined {
    try {
      return readNode(node);
    } catch (error) {
      if (!(error instanceof UserError)) {
        throw error;
      }
      this.leftOut.push(error.message.replace(/^node list: /, '').replace(/;.*/, ''));
      return undefined;
    }
  }

  private manifest(json: JsonMap, index: number): Manifest {
    return new Manifest(json, { file: this.name, locate: () => ({ file: this.name, line: 1, column: 1 }) }, index);
  }
}
