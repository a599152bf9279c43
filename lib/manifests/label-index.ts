import { append } from './append';
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
  /** Positions in the input. */
  private readonly byNamespace = new Map<string, number[]>();
  private readonly byLabel = new Map<string, number[]>();

  constructor(private readonly items: T[], private readonly read: (item: T) => Labelled) {
    items.forEach((item, position) => {
      const { namespace, labels } = read(item);
      append(this.byNamespace, namespace, position);
      for (const [key, value] of labels) {
        append(this.byLabel, bucket(namespace, key, value), position);
      }
    });
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
    return [...candidates].sort((one, two) => one - two).map((position) => this.items[position])
      .filter((item) => matches(selector, this.read(item).labels));
  }

  private candidates(namespace: string, { key, operator, values }: Requirement): number[] | undefined {
    // Several values may share an item only if the key had two values, which labels cannot.
    return operator === 'In'
      ? [...new Set(values)].flatMap((value) => this.byLabel.get(bucket(namespace, key, value)) ?? [])
      : undefined;
  }
}

function bucket(namespace: string, key: string, value: string): string {
  return `${namespace}\0${key}\0${value}`;
}
