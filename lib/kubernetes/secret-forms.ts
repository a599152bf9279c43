import { CREDENTIAL_FORMS } from './credential-forms';
import { standsForSecret } from './stands-for-secret';

const NAME = new RegExp(
  '(?:^|_)(?:API_?KEYS?|(?:AUTH)?TOKEN|PASSWORD|PASSWD|PASSWRD|PASS|PWD|PW|BINDPW|PASSPHRASE|PASSCODE|PGPASSWORD|PASSWORD_?\\d+|SECRET|SECRET_?KEY|SECRET_KEY_BASE|ERLANG_COOKIE|REDIS_?AUTH|ACCESS_?KEY|ACCESS_KEY_ID|' +
    'HTPASSWD|PSK|PRE_?SHARED_KEY|MNEMONIC|SEED_PHRASE|NEO4_?J_AUTH|BASIC_AUTH|PRIVATE_?KEY|SIGNING_KEY|ENCRYPTION_KEY|MASTER_KEY|CREDENTIALS?|AUTH_?KEY|CLIENT_SECRET|AUTHORIZATION|CONNECTION_?STRING|WEBHOOK_URL)$',
  'i',
);

/** Names that a program reads as something else: the working directory of a shell, the name of a cluster of etcd. */
const OTHER_NAMES = /^(?:PWD|OLDPWD|(?:ETCD_)?INITIAL_CLUSTER_TOKEN)$/i;

/** Names of switches: `MYSQL_ALLOW_EMPTY_PASSWORD=1`. */
const SWITCH = /(?:^|_)(?:ALLOW|ENABLE|DISABLE|REQUIRE|USE|SKIP|RANDOM|GENERATE)_/i;

/** A count or a time: `MAX_NEW_TOKEN=512`, `ACCESS_TOKEN=1h`. Where a password is asked for, digits are one. */
const COUNT = /^-?\d{1,9}(?:\.\d+)?(?:ms|s|m|h|d)?$/;

/** What a text has the form of: `a GitHub token`; undefined when it has that of no credential. */
export function credentialIn(text: string): string | undefined {
  return CREDENTIAL_FORMS.find(({ form, isChosen }) => {
    const found = form.exec(text);
    return found !== null && (isChosen === true || entropy(found[1] ?? found[0]) >= LEAST_ENTROPY);
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
const KEY_NAME = /(?:^|_)(?:KEYS?|KEY_?\d+|SALT|CREDS|AUTH|ACCESS_?ID)$/i;
const PUBLIC_NAME = /(?:^|_)(?:PUB|PUBLIC|GPG|PGP|HOST|PARTITION|SORT|CACHE|ROUTING|PRIMARY|FOREIGN|INDEX)_?KEYS?$/i;
const DRAWN_VALUE = /^(?:base64:)?(?=.*\d)(?=.*[A-Za-z])[\w+/=-]{16,150}$/;
const DRAWN_ENTROPY = 3.5;

/** Whether a variable, a flag or a key holds a secret, by its name and by what stands in it. */
export function holdsSecret(name: string, value: string): boolean {
  const words = wordsOf(name);
  return isSecretName(name)
    ? !isNoSecret(name, value)
    : KEY_NAME.test(words) && !PUBLIC_NAME.test(words) && DRAWN_VALUE.test(value) && entropy(value) >= DRAWN_ENTROPY;
}

/** Addresses, of which a name asks for one with its key in it. */
const ADDRESS_NAME = /(?:URL|CONNECTION_?STRING)$/i;
const HOST_AND_PORT = /^[\w.-]+:\d{2,5}(?:\/\w*)?$/;

/** Names of Secrets: `SECRET=web-tls`. */
const OBJECT_NAME = /^[a-z][a-z\d-]*-(?:secrets?|tls|certs?|creds|credentials)$/;

/**
 * Whether what a secret's name holds is plainly none: what stands for a secret, a switch, the name of an object, or a
 * number that is no password.
 */
export function isNoSecret(name: string, value: string): boolean {
  const isSwitch = /^[01]$/.test(value) && SWITCH.test(wordsOf(name));
  const isCount = COUNT.test(value) && /(?:token|key)s?$/i.test(name);
  const isHost = HOST_AND_PORT.test(value) && ADDRESS_NAME.test(wordsOf(name));
  const isObject = OBJECT_NAME.test(value) && /(?:secret|credentials?)$/i.test(name);
  return standsForSecret(value) || isSwitch || isCount || isHost || isObject;
}
