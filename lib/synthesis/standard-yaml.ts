import { Yaml } from 'cdk8s';
import { Document, Scalar, Tags, visit } from 'yaml';
import { escapeUnprintable, holdsAmbiguous, isAmbiguous } from './ambiguous-text';

/**
 * A document as `Yaml.stringify` of cdk8s writes it, but with quotes around every text on which readers of YAML differ.
 */
export function standardYaml(value: unknown): string {
  if (!holdsAmbiguous(value)) {
    return Yaml.stringify(value);
  }
  const document = new Document(value, { version: '1.1', keepUndefined: true, customTags: withoutMerge });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && isAmbiguous(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return escapeUnprintable(document.toString({ lineWidth: 0 }));
}

/** The tag of `<<` writes it without quotes. */
function withoutMerge(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:merge');
}
