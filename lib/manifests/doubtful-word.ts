import { Document, isMap, isScalar, isSeq } from 'yaml';

/** A word without quotes that is a boolean to one reader of manifests and text to another. */
export interface DoubtfulWord {
  /** Keys to the value; to the entry where the word is a key, whose last one is then `true` or `false`. */
  readonly path: readonly string[];
  /** As it is written: `on`. */
  readonly text: string;
  /** What YAML 1.1 makes of it. */
  readonly value: boolean;
  readonly isKey: boolean;
}

const WORD = /^(?:y|n|yes|no|on|off)$/i;
const MAY_HOLD_WORD = /(?:^|[\s,:[{?-])(?:y|n|yes|no|on|off)\s*(?:[#,:\]}]|$)/im;

/** Whether a word is one of them. */
export function isDoubtful(word: string): boolean {
  return WORD.test(word);
}

/** Whether a text may hold such a word: no when none stands between separators. */
export function mayHoldDoubtfulWord(text: string): boolean {
  return MAY_HOLD_WORD.test(text);
}

/**
 * The words of YAML 1.1 that are booleans to `kubectl apply -f` (sigs.k8s.io/yaml goyaml.v2 resolve.go, `resolveMap`)
 * and text to kustomize, and so to `kubectl apply -k` (go.yaml.in/yaml/v3 resolve.go, which keeps them for fields typed
 * as boolean only).
 */
export function doubtfulWords({ contents }: Document): DoubtfulWord[] {
  const words: DoubtfulWord[] = [];
  const add = (node: unknown, path: readonly string[], isKey: boolean) => {
    const isWord = isScalar(node) && node.type === 'PLAIN' && node.tag === undefined;
    if (isWord && typeof node.value === 'boolean' && isDoubtful(node.source ?? '')) {
      words.push({ path, text: node.source!, value: node.value, isKey });
    }
  };
  const walk = (node: unknown, path: readonly string[]) => {
    if (isMap(node)) {
      node.items.forEach(({ key, value }) => {
        const entry = [...path, isScalar(key) ? String(key.value ?? '') : ''];
        add(key, entry, true);
        walk(value, entry);
      });
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => walk(item, [...path, String(index)]));
    } else {
      add(node, path, false);
    }
  };
  walk(contents, []);
  return words;
}

/** Both readings of a word, and what to write instead. */
export function readingsOf({ text, value, isKey }: Pick<DoubtfulWord, 'text' | 'value' | 'isKey'>): string {
  const subject = isKey ? `has the key ${text}, which ` : '';
  return `${subject}is ${value} to kubectl apply -f and '${text}' to kustomize; quote it`;
}
