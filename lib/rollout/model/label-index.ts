import { LabelSelector, matches, Requirement } from './label-selector';

interface Labelled {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * Finds the items whose labels a selector matches without trying every pair: the rarest
 * requirement chooses the candidates.
 */
export class LabelIndex<T> {
  private readonly byNamespace = new Map<string, T[]>();
  private readonly byLabel = new Map<string, T[]>();

  constructor(items: T[], private readonly read: (item: T) => Labelled) {
    for (const item of items) {
      const { namespace, labels } = read(item);
      append(this.byNamespace, namespace, item);
      for (const [key, value] of labels) {
        append(this.byLabel, bucket(namespace, key, value), item);
      }
    }
  }

  /** Items of one namespace that the selector matches, in input order. */
  public select(namespace: string, selector: LabelSelector): T[] {
    let candidates = this.byNamespace.get(namespace) ?? [];
    for (const requirement of selector.requirements) {
      const narrowed = this.candidates(namespace, requirement);
      if (narrowed && narrowed.length < candidates.length) {
        candidates = narrowed;
      }
    }
    return candidates.filter((item) => matches(selector, this.read(item).labels));
  }

  private candidates(namespace: string, { key, operator, values }: Requirement): T[] | undefined {
    // Several values may share an item only if the key had two values, which labels cannot.
    return operator === 'In' ? [...new Set(values)].flatMap((value) => this.byLabel.get(bucket(namespace, key, value)) ?? []) : undefined;
  }
}

function bucket(namespace: string, key: string, value: string): string {
  return `${namespace}\0${key}\0${value}`;
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) {
    list.push(item);
  } else {
    map.set(key, [item]);
  }
}
