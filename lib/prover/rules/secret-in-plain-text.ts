import { NOT_SECRET_ANNOTATION } from '../../kubernetes/annotations';
import { credentialIn, holdsSecret } from '../../kubernetes/secret-forms';
import { Field } from '../../manifests';
import { Rule, Violation } from '../engine/rule';

/** Kinds that hold secrets on purpose. */
const SECRET_KINDS = ['Secret', 'SealedSecret', 'SopsSecret'];

/** A flag with its value: `--api-key=x`, `--password x`. */
const FLAG = /(?:^|\s)(--?[A-Za-z][\w.-]*)(?:=|\s+)["']?([^\s"']+)/g;

/** A variable that a shell sets for a command: `PGPASSWORD=x psql`. */
const ASSIGNMENT = /(?:^|[\s;&|])(?:export\s+)?([A-Za-z_]\w*)=["']?([^\s"';&|]+)/g;

/** A line of a file of settings: `db.password=x`, `password: x`. */
const SETTING = /^[ \t-]*["']?([\w.-]{2,80})["']?[ \t]*[=:][ \t]*["']?([^\s"'#,{}[\]]{1,200})["']?[ \t]*,?$/gm;

export const secretInPlainText: Rule = {
  id: 'secret-in-plain-text',
  title: 'Secret in plain text',
  severity: 'warning',
  explanation:
    'Everybody who may read the manifest, its repository or the object reads the secret. Every text is judged by its form (a token of ' +
    'GitHub, a private key, a URL with a password), and variables, headers, flags and keys of ConfigMaps by their names too. The value ' +
    'is not repeated here.',
  remediation:
    'Put it into a Secret and refer to that, and replace a secret that was published. Where it is none, say why: acknowledge the finding ' +
    'with a reason, or name the variable and the reason in the annotation cdk8s-nim/not-secret.',
  upstream: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  kinds: [],
  evaluate: ({ root, manifest }) => (SECRET_KINDS.includes(manifest.kind) ? undefined : inside(root)),
};

/** Looks at every text; a list of open places, so that no nesting is too deep. */
function inside(root: Field): Violation[] {
  const found: Violation[] = [];
  const open = [root];
  const accepted = notSecrets(root);
  for (let field = open.pop(); field !== undefined; field = open.pop()) {
    const { value, pointer } = field;
    if (typeof value === 'string') {
      const form = credentialIn(value);
      found.push(...form === undefined ? [] : [{ pointer, message: `${pointer} has ${form} in plain text` }]);
    } else if (Array.isArray(value)) {
      if (!value.some(mayHoldText)) {
        continue;
      }
      flags(field).forEach((each) => found.push(each));
      // One by one: what is spread into a call stands on the stack.
      field.items().forEach((item) => open.push(item));
    } else if (typeof value === 'object' && value !== null && pointer !== '/status') {
      if (typeof field.get('value').value === 'string' && accepted.has(field.get('name').value)) {
        continue;
      }
      named(field).forEach((each) => found.push(each));
      field.entries().forEach(([, child]) => open.push(child));
    }
  }
  return eachPlaceOnce(found);
}

/** Of numbers no place is made: a hostile list has a million. */
function mayHoldText(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}

/** Variables of which somebody wrote down why they are none. */
function notSecrets(root: Field): ReadonlySet<unknown> {
  const { value } = root.get('metadata', 'annotations', NOT_SECRET_ANNOTATION);
  const entries = typeof value === 'string' ? value.split(';') : [];
  return new Set(entries.flatMap((entry) => /^\s*([\w.-]+):\s*\S.{3,}$/.exec(entry)?.[1] ?? []));
}

/** A variable or header, and the entries of a ConfigMap. */
function named(field: Field): Violation[] {
  const { manifest, pointer } = field;
  const own = field.get('name').value;
  const isData = manifest.kind === 'ConfigMap' && pointer === '/data';
  const pairs = isData ? field.entries()
    : typeof own === 'string' ? [[own, field.get('value')] as const] : [];
  return pairs.flatMap(([name, { value, pointer: place }]) => {
    const secret = isLeak(name, value) ? name : isData ? settingIn(value) : undefined;
    return secret === undefined ? []
      : [{ pointer: place, message: `${secret} is the name of a secret, and its value stands in plain text` }];
  });
}

/** The first setting of a file that is a secret's. */
function settingIn(text: unknown): string | undefined {
  return typeof text !== 'string' || !text.includes('\n') ? undefined
    : [...text.matchAll(SETTING)].find(([, name, value]) => isLeak(name, value))?.[1];
}

/** Flags of a command: in one text, or followed by their value. */
function flags(list: Field): Violation[] {
  if (!/\/(?:args|command)$/.test(list.pointer)) {
    return [];
  }
  const words = list.items();
  return words.flatMap((word, index) => {
    const text = typeof word.value === 'string' ? word.value : '';
    const next = /^--?[\w.-]+$/.test(text) ? words[index + 1]?.value : undefined;
    const pairs =
      typeof next === 'string' && !next.startsWith('-')
        ? [[text, next]]
        : [...text.matchAll(FLAG), ...text.matchAll(ASSIGNMENT)].map(([, name, value]) => [name, value]);
    const leak = pairs.find(([name, value]) => isLeak(name, value));
    return leak
      ? [{ pointer: word.pointer, message: `${leak[0]} is the flag of a secret, and its value stands in plain text` }]
      : [];
  });
}

function isLeak(name: string, value: unknown): boolean {
  return typeof value === 'string' && value !== '' && holdsSecret(name, value);
}

function eachPlaceOnce(found: Violation[]): Violation[] {
  return [...new Map(found.map((violation) => [violation.pointer, violation])).values()];
}
