/**
 * Forms of credentials, by what issues them. Prefixes and alphabets are those of the rules of gitleaks
 * (config/gitleaks.toml at 009e025, MIT), its lengths lowered to what tells a credential from other text; NVIDIA, Groq,
 * Pinecone, LangSmith, Replicate and Discord publish theirs in their own documentation.
 */
const FORMS: readonly (readonly [what: string, form: RegExp])[] = [
  ['an AWS access key', /\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/],
  ['a GitHub token', /\bgh[opsur]_[A-Za-z0-9]{36,}|\bgithub_pat_\w{22,}/],
  ['a GitLab token', /\bgl(?:pat|dt|rt|rtr|ptt|soat|oas|ft|ffct|cbt|imt|agent)-[\w-]{20,}|\bGR1348941[\w-]{20,}/],
  ['a Slack token', /\bxox[abeoprs]-[\w-]{10,}|\bxapp-\d-[\w-]{10,}/i],
  [
    'a webhook URL',
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w+/-]{20,}|discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20,}|webhook\.office\.com\/webhookb2\/[\w-]{20,}/i,
  ],
  ['a JSON Web Token', /\bey[A-Za-z0-9_-]{10,2000}\.ey[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]*/],
  ['a Hugging Face token', /\b(?:hf|api_org)_[A-Za-z0-9]{20,}/],
  ['an NVIDIA API key', /\bnvapi-(?!docs\b)[\w-]{3,}/],
  [
    'a token of a service',
    /\b(?:pplx-[a-zA-Z0-9]{48}|ntn_\d{11}[A-Za-z0-9]{35}|pul-[a-f0-9]{40}|lin_api_[a-zA-Z0-9]{40}|rubygems_[a-f0-9]{48}|dt0c01\.[A-Za-z0-9]{24}\.|PMAK-[a-f0-9]{24}-|sntry[su]_\w{20,})/,
  ],
  [
    'a token of a platform',
    /\bsha256~[\w-]{43}|\bops_eyJ[\w+/]{40,}|\bAKCp[A-Za-z0-9]{69}|\bpscale_(?:tkn|oauth|pw)_[\w=.-]{32,}|\bglc_[A-Za-z0-9+/]{32,}|\.atlasv1\.[\w=-]{60,}|\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|\bLTAI[a-zA-Z0-9]{20}\b/,
  ],
  [
    'a token of a registry or of deployments',
    /\bdckr_[po]at_[\w-]{20,}|\boy2[a-z0-9]{43}\b|\bHRKU-AA[\w-]{58}|\bfo1_[\w-]{43}|\bfm(?:1[ar]|2)_[A-Za-z0-9+/]{43,}|\bcmVmd[A-Za-z0-9]{59}\b|\bCLOJARS_[a-z0-9]{60}|\b[ps]at\.[\w-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}\b/,
  ],
  [
    'a token of a tool',
    /\bATATT3[\w=-]{80,}|\bfigd_[\w-]{40}|\bsgp_(?:[a-fA-F0-9]{16}_|local_)?[a-fA-F0-9]{40}|\bsq[upa]_[a-f0-9]{40}|\bxkeysib-[a-f0-9]{64}|\brdme_[a-z0-9]{70}|\bpnu_[A-Za-z0-9]{36}|\bico-[A-Za-z0-9]{32}\b|\b\d{5,16}:AA[\w-]{32,33}\b/,
  ],
  ['an Amazon Bedrock key', /\bABSK[A-Za-z0-9+/]{109,}|\bbedrock-api-key-[A-Za-z0-9+/]{20,}/],
  ['an Azure client secret', /(?:^|[^\w.~-])[\w.~]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])/],
  [
    'a payment token',
    /\bsq0(?:atp|csp)-[\w-]{22,}|\bEZ[AT]K[A-Za-z0-9]{54}\b|\bFLWSECK_TEST-[a-h0-9]{32}|\bshippo_(?:live|test)_[a-f0-9]{40}/,
  ],
  ['a key of age', /\bAGE-SECRET-KEY-1[A-Z0-9]{58}/],
  ['an API key', /\bsk-(?:proj-|ant-|svcacct-)?(?!no-key)[\w-]{20,}|\b(?:gsk|pcsk|lsv2_[ps]t|r8)_\w{20,}/],
  ['a Google API key', /\bAIza[\w-]{35}/],
  ['a Stripe key', /\b[sr]k_(?:test|live|prod)_[A-Za-z0-9]{10,}|\bwhsec_[A-Za-z0-9+/]{32,}/],
  ['a package registry token', /\bnpm_[A-Za-z0-9]{36}|\bpypi-AgEIcHlwaS5vcmc[\w-]{20,}/],
  ['a SendGrid key', /\bSG\.[\w-]{16,}\.[\w-]{16,}/],
  [
    'a cloud token',
    /\bdo[opr]_v1_[a-f0-9]{64}|\bdapi[a-f0-9]{32}\b|\bhv[sb]\.[\w-]{20,}|\bglsa_\w{30,}|\bdp\.pt\.\w{30,}/,
  ],
  ['an Azure account key', /\bAccountKey=[A-Za-z0-9+/]{40,}/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----/],
  ['a URL with a password', /:\/\/[^/\s:@'"]*:(?!\$[({])[^/\s@'"]+@/],
  [
    'a URL with a key',
    /[?&](?:api[_-]?key|access[_-]?token|auth[_-]?token|token|key|sig|signature|x-amz-signature|password|client[_-]?secret)=(?!\$[({])[^&\s'"]{8,}/i,
  ],
  ['a user with a password for curl', /\bcurl\b[^\n]{0,500}\s(?:-u|--user)[=\s]*["']?[\w.-]+:(?!\$)[^\s"']{3,}/],
  ['a header with a credential', /\bauthorization:\s*(?:bearer|basic|token)\s+(?!\$[({])[\w.~+/=-]{8,}/i],
];

const NAME = new RegExp(
  '(?:^|_)(?:API_?KEYS?|TOKEN|PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|PASSCODE|PGPASSWORD|PASSWORD_?\\d+|BIND_PW|SECRET|SECRET_?KEY|SECRET_KEY_BASE|ERLANG_COOKIE|REDIS_?AUTH|ACCESS_?KEY|ACCESS_KEY_ID|' +
    'PRIVATE_?KEY|SIGNING_KEY|ENCRYPTION_KEY|MASTER_KEY|CREDENTIALS?|AUTH_?KEY|CLIENT_SECRET|AUTHORIZATION|CONNECTION_?STRING|WEBHOOK_URL)$',
  'i',
);

/** Names that a program reads as something else: the working directory of a shell. */
const OTHER_NAMES = new Set(['PWD', 'OLDPWD']);

/** Words that stand where a program insists on a key and none is needed. */
const DUMMY =
  /^(?:dummy|none|null|nil|empty|unused|not-?(?:needed|used|required|set)|no-?key(?:-required)?|sk-no-key-required|placeholder|fake)$/i;

/** Values that cannot be a secret, whatever the name: a switch, a reference, a path of a file. */
const NO_SECRET = /^(?:true|false|yes|no|on|off|\$\(\w+\)|\$\{\w+\}|\$\w+|\/[\w.-]+(?:\/[\w.-]+)+)$/i;

/** A count: `MAX_NEW_TOKEN=512`. Where a password is asked for, digits are one. */
const COUNT = /^-?\d{1,9}(?:\.\d+)?$/;

/** What a text has the form of: `a GitHub token`; undefined when it has that of no credential. */
export function credentialIn(text: string): string | undefined {
  return FORMS.find(([, form]) => form.test(text))?.[0];
}

/**
 * Whether a variable, a flag or a key of that name holds a secret: `DB_PASS`, `--api-key`,
 * `spring.datasource.password`.
 */
export function isSecretName(name: string): boolean {
  const words = name.replace(/^-+/, '').replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[.-]/g, '_');
  return NAME.test(words) && !OTHER_NAMES.has(words);
}

/**
 * Whether what a secret's name holds is plainly none: a dummy, a switch, a reference, a path, or a number that is no
 * password.
 */
export function isNoSecret(name: string, value: string): boolean {
  return DUMMY.test(value) || NO_SECRET.test(value) || (COUNT.test(value) && /(?:token|key)s?$/i.test(name));
}
