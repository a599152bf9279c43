import { CREDENTIAL_FORMS } from './credential-forms';

const NAME = new RegExp(
  '(?:^|_)(?:API_?KEYS?|TOKEN|PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|PASSCODE|PGPASSWORD|PASSWORD_?\\d+|BIND_PW|SECRET|SECRET_?KEY|SECRET_KEY_BASE|ERLANG_COOKIE|REDIS_?AUTH|ACCESS_?KEY|ACCESS_KEY_ID|' +
    'PRIVATE_?KEY|SIGNING_KEY|ENCRYPTION_KEY|MASTER_KEY|CREDENTIALS?|AUTH_?KEY|CLIENT_SECRET|AUTHORIZATION|CONNECTION_?STRING|WEBHOOK_URL)$',
  'i',
);

/** Names that a program reads as something else: the working directory of a shell, the name of a cluster of etcd. */
const OTHER_NAMES = /^(?:PWD|OLDPWD|(?:ETCD_)?INITIAL_CLUSTER_TOKEN)$/i;

/** Names of switches: `MYSQL_ALLOW_EMPTY_PASSWORD=1`. */
const SWITCH = /(?:^|_)(?:ALLOW|ENABLE|DISABLE|REQUIRE|USE|SKIP|RANDOM|GENERATE)_/i;

/** Words that stand where a program insists on a key and none is needed. */
const DUMMY =
  /^(?:dummy|none|null|nil|empty|unused|not-?(?:needed|used|required|set)|no-?key(?:-required)?|sk-no-key-required|placeholder|fake)$/i;

/** Values that cannot be a secret, whatever the name: a switch, a reference, a path of a file. */
const NO_SECRET = /^(?:true|false|yes|no|on|off|\$\(\w+\)|\$\{\w+\}|\$\w+|\/[\w.-]+(?:\/[\w.-]+)+)$/i;

/** A count: `MAX_NEW_TOKEN=512`. Where a password is asked for, digits are one. */
const COUNT = /^-?\d{1,9}(?:\.\d+)?$/;

/** What a text has the form of: `a GitHub token`; undefined when it has that of no credential. */
export function credentialIn(text: string): string | undefined {
  return CREDENTIAL_FORMS.find(({ form, isChosen }) => {
    const [found, value = found] = form.exec(text) ?? [];
    return value !== undefined && (isChosen === true || entropy(value) >= LEAST_ENTROPY);
  })?.what;
}

/** Bits of a character below which a text is a placeholder such as `ghp_xxxxxxxx`: the least that gitleaks asks for. */
const LEAST_ENTROPY = 2.5;

/** Bits of a character of a text (Shannon): 0 of one character again and again, 6 of base64 without order. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const shares = [...counts.values()].map((count) => count / text.length);
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);
}

/**
 * Whether a variable, a flag or a key of that name holds a secret: `DB_PASS`, `--api-key`,
 * `spring.datasource.password`.
 */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  return NAME.test(words) && !OTHER_NAMES.test(words);
}

function wordsOf(name: string): string {
  return name.replace(/^-+/, '').replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2').replace(/[.-]/g, '_');
}

/** Names of keys, of which many are public: a secret where the value is drawn at random. */
const KEY_NAME = /(?:^|_)(?:KEYS?|CREDS|AUTH|ACCESS_?ID)$/i;
const PUBLIC_NAME = /(?:^|_)(?:PUB|PUBLIC|HOST|PARTITION|SORT|CACHE|ROUTING|PRIMARY|FOREIGN|INDEX)_?KEYS?$/i;
const DRAWN_VALUE = /^(?=.*\d)(?=.*[A-Za-z])[\w+/=-]{16,150}$/;
const DRAWN_ENTROPY = 3.5;

/** Whether a variable, a flag or a key holds a secret, by its name and by what stands in it. */
export function holdsSecret(name: string, value: string): boolean {
  const words = wordsOf(name);
  return isSecretName(name)
    ? !isNoSecret(name, value)
    : KEY_NAME.test(words) && !PUBLIC_NAME.test(words) && DRAWN_VALUE.test(value) && entropy(value) >= DRAWN_ENTROPY;
}

/**
 * Whether what a secret's name holds is plainly none: a dummy, a switch, a reference, a path, or a number that is no
 * password.
 */
export function isNoSecret(name: string, value: string): boolean {
  const isSwitch = /^[01]$/.test(value) && SWITCH.test(wordsOf(name));
  const isCount = COUNT.test(value) && /(?:token|key)s?$/i.test(name);
  return DUMMY.test(value) || NO_SECRET.test(value) || isSwitch || isCount;
}
