import { ApiObject, App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** A construct that waits for another. */
interface Dependency {
  readonly source: IConstruct;
  readonly target: IConstruct;
}

/**
 * All objects that a dependency waits for; stands for an edge to each of them, so that edges grow with their number and
 * not its square.
 */
class Group {
  constructor(public readonly objects: Set<ApiObject>) {}
}

type Vertex = IConstruct | Group;

interface Visit {
  readonly vertex: Vertex;
  readonly rest: IterableIterator<Vertex>;
}

/**
 * The order in which cdk8s writes charts, and the objects of a chart: those that others wait for first, otherwise as
 * they were created. The same as that of cdk8s, in time linear in the number of constructs and dependencies; cdk8s
 * walks every path of the graph, has an edge from each object of a construct to each object of its dependency, and does
 * it again for every chart (https://github.com/cdk8s-team/cdk8s-core, `src/app.ts`, `src/dependency.ts`).
 */
export class DependencyOrder {
  /** Whether a chart waits for another, so that the names of the files say their order. */
  public readonly hasDependentCharts: boolean;

  private readonly constructs: IConstruct[];
  private readonly dependencies: Dependency[];
  private readonly outbound = new Map<IConstruct, Vertex[]>();

  /** @throws when a construct outside all charts has a dependency, as cdk8s does */
  constructor(private readonly app: App) {
    this.constructs = app.node.findAll();
    const direct = directDependencies(this.constructs);
    const betweenCharts = chartDependencies(this.constructs, direct);
    betweenCharts.forEach(({ source, target }) => direct.set(source, (direct.get(source) ?? new Set()).add(target)));
    this.hasDependentCharts = betweenCharts.length > 0;
    this.dependencies = this.constructs.flatMap((source) =>
      [...(direct.get(source) ?? [])].map((target) => ({ source, target })),
    );
    this.connect();
  }

  /**
   * All charts in order; undefined when there is a cycle, or a dependency on another app, which cdk8s takes for one on
   * the same path.
   */
  public charts(): Chart[] | undefined {
    if (this.dependencies.some(({ target }) => target.node.root !== this.app)) {
      return undefined;
    }
    // cdk8s keeps constructs by their path in an object, where those that look like an index come first.
    const hasIndexPath = (construct: IConstruct): boolean =>
      construct.node.scope === this.app && Object.keys({ '': 0, [construct.node.id]: 0 })[0] === construct.node.id;
    const keyed = [
      ...this.constructs.filter(hasIndexPath), ...this.constructs.filter((construct) => !hasIndexPath(construct)),
    ];
    return this.sort(keyed)?.filter((construct): construct is Chart => Chart.isChart(construct));
  }

  /** The objects of a chart in order, without those of charts within it; undefined when there is a cycle. */
  public objectsOf(chart: Chart): ApiObject[] | undefined {
    return this.sort(chart.node.findAll())?.filter(
      (construct): construct is ApiObject => ApiObject.isApiObject(construct) && construct.chart === chart,
    );
  }

  private connect(): void {
    const groups = new Map<IConstruct, Group>();
    const groupOf = (construct: IConstruct): Group => {
      const group = groups.get(construct) ?? new Group(objectsBelow(construct));
      groups.set(construct, group);
      return group;
    };
    for (const { source, target } of this.dependencies) {
      this.addEdge(source, target);
    }
    for (const { source, target } of this.dependencies) {
      const group = groupOf(target);
      for (const object of groupOf(source).objects) {
        // A member waits for the others of its group. Two that did would wait for each other.
        const targets = group.objects.has(object) ? [...group.objects].filter((other) => other !== object) : [group];
        targets.forEach((each) => this.addEdge(object, each));
      }
    }
  }

  private addEdge(source: IConstruct, target: Vertex): void {
    const targets = this.outbound.get(source);
    if (targets) {
      targets.push(target);
    } else {
      this.outbound.set(source, [target]);
    }
  }

  /** Depth first from the constructs that nothing waits for, each construct after those it waits for. */
  private sort(constructs: IConstruct[]): IConstruct[] | undefined {
    if (this.dependencies.length === 0) {
      return constructs;
    }
    const scope = new Set(constructs);
    const awaited = this.awaited(scope);
    const sorted: IConstruct[] = [];
    const done = new Set<Vertex>();
    const entered = new Set<Vertex>();
    const stack: Visit[] = [];
    const enter = (vertex: Vertex): void => {
      entered.add(vertex);
      stack.push({ vertex, rest: this.successors(vertex) });
    };
    for (const root of constructs.filter((construct) => !awaited.has(construct))) {
      enter(root);
      while (stack.length > 0) {
        const { vertex, rest } = stack[stack.length - 1];
        const { value: next, done: isLast } = rest.next();
        if (isLast) {
          stack.pop();
          done.add(vertex);
          if (!(vertex instanceof Group)) {
            sorted.push(vertex);
          }
        } else if (!entered.has(next)) {
          if (next instanceof Group || scope.has(next)) {
            enter(next);
          }
        } else if (!done.has(next)) {
          return undefined;
        }
      }
    }
    return sorted.length === constructs.length ? sorted : undefined;
  }

  private successors(vertex: Vertex): IterableIterator<Vertex> {
    return (vertex instanceof Group ? vertex.objects : this.outbound.get(vertex) ?? []).values();
  }

  private awaited(scope: Set<IConstruct>): Set<Vertex> {
    const awaited = new Set<Vertex>();
    for (const source of scope) {
      for (const target of this.outbound.get(source) ?? []) {
        if (target instanceof Group && !awaited.has(target)) {
          target.objects.forEach((object) => awaited.add(object));
        }
        awaited.add(target);
      }
    }
    return awaited;
  }
}

function directDependencies(constructs: IConstruct[]): Map<IConstruct, Set<IConstruct>> {
  const direct = new Map<IConstruct, Set<IConstruct>>();
  for (const construct of constructs) {
    const { dependencies } = construct.node;
    if (dependencies.length > 0) {
      direct.set(construct, new Set(dependencies));
    }
  }
  return direct;
}

/** A chart waits for the charts directly within it, and for those of the constructs that its own wait for. */
function chartDependencies(constructs: IConstruct[], direct: Map<IConstruct, Set<IConstruct>>): Dependency[] {
  const nested = constructs
    .filter((construct) => Chart.isChart(construct))
    .flatMap((source) =>
      source.node.children.filter((child) => Chart.isChart(child)).map((target) => ({ source, target })),
    );
  const between = [...direct].flatMap(([source, targets]) =>
    [...targets].map((target) => ({ source: Chart.of(source), target: Chart.of(target) })),
  );
  return [...nested, ...between.filter(({ source, target }) => source !== target)];
}

/** The objects of a construct, without those of charts within it. */
function objectsBelow(construct: IConstruct): Set<ApiObject> {
  const chart = Chart.of(construct);
  return new Set(
    construct.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each) && each.chart === chart),
  );
}
