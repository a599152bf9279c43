/** A text that has the form of a credential. */
export interface CredentialForm {
  /** In words: `a GitHub token`. */
  readonly what: string;
  /** A group holds what is drawn at random, where that is not all of it. */
  readonly form: RegExp;
  /** Chosen by a person, so that it says nothing how random it looks; by default it is drawn at random. */
  readonly isChosen?: boolean;
}

const drawn = (what: string, form: RegExp): CredentialForm => ({ what, form });
const chosen = (what: string, form: RegExp): CredentialForm => ({ what, form, isChosen: true });

/**
 * Forms of credentials, by what issues them: those rules of gitleaks 8.30.1 (config/gitleaks.toml, MIT) that know a
 * credential by itself, with their prefixes, alphabets and lengths. Its rules that ask for the name of a service beside
 * the value (`datadog_token = ...`) are left to names. NVIDIA, Groq, Pinecone, LangSmith, Replicate and Discord publish
 * theirs in their own documentation.
 */
export const CREDENTIAL_FORMS: readonly CredentialForm[] = [
  drawn('an AWS access key', /\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/),
  drawn('a GitHub token', /\bgh[opsur]_[A-Za-z0-9]{36,}|\bgithub_pat_\w{22,}/),
  drawn(
    'a GitLab token',
    /\bgl(?:pat|dt|rt|rtr|ptt|soat|oas|ft|ffct|cbt|imt|agent)-[\w-]{20,}|\bGR1348941[\w-]{20,}|\b_gitlab_session=[0-9a-z]{32}/,
  ),
  drawn(
    'a Slack token',
    /\bxox[bpe](?:-\d{8,14}){1,3}-?[\w-]{18,}|\bxox[os](?:-\d+){3}-[a-f\d]+|\bxox[ar]-(?:\d-)?[\da-zA-Z]{8,}|\bxoxe(?:\.xox[bp])?-\d-[\w-]{40,}|\bxapp-\d-[A-Z\d]+-\d+-[a-z\d]+/,
  ),
  drawn(
    'a webhook URL',
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w+/-]{20,}|discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20,}|webhook\.office\.com\/webhookb2\/[\w-]{20,}/i,
  ),
  // In base64 too: ZXlK is eyJ.
  drawn(
    'a JSON Web Token',
    /\bey[A-Za-z0-9_-]{10,2000}\.ey[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]*|\bZXlK[\w+/-]{60,}/,
  ),
  drawn('a Hugging Face token', /\b(?:hf|api_org)_[A-Za-z0-9]{34}\b/),
  drawn('an NVIDIA API key', /\bnvapi-(?!docs\b)[\w-]{3,}/),
  drawn(
    'a token of a service',
    /\b(?:pplx-[a-zA-Z0-9]{48}|ntn_\d{11}[A-Za-z0-9]{35}|pul-[a-f0-9]{40}|lin_api_[a-zA-Z0-9]{40}|rubygems_[a-f0-9]{48}|sbp_[a-f0-9]{40}|vercel_blob_rw_\w{20,}|dt0c01\.[A-Za-z0-9]{24}\.|PMAK-[a-f0-9]{24}-|sntry[su]_\w{20,}|tfp_[\w=.-]{59}|sm_[aps]at_[a-zA-Z0-9]{16}\b|fio-u-[\w=-]{64})/,
  ),
  drawn(
    'a token of a platform',
    /\bsha256~[\w-]{43}|\bops_eyJ[\w+/]{40,}|\bAKCp[A-Za-z0-9]{69}|\bpscale_(?:tkn|oauth|pw)_[\w=.-]{32,}|\bglc_[A-Za-z0-9+/]{32,}|\.atlasv1\.[\w=-]{60,}|\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|\bLTAI[a-zA-Z0-9]{20}\b|\btk-us-[\w-]{48}\b|\bdnkey-[\w=-]{26}-[\w=-]{52}|\bv1\.0-[a-f0-9]{24}-[a-f0-9]{146}\b|\b4b1d[A-Za-z0-9]{38}\b|\beyJrIjoi[A-Za-z0-9]{70,400}/,
  ),
  drawn(
    'a token of a registry or of deployments',
    /\bdckr_[po]at_[\w-]{20,}|\boy2[a-z0-9]{43}\b|\bHRKU-AA[\w-]{58}|\bfo1_[\w-]{43}|\bfm(?:1[ar]|2)_[A-Za-z0-9+/]{43,}|\bcmVmd[A-Za-z0-9]{59}\b|\bCLOJARS_[a-z0-9]{60}|\b[ps]at\.[\w-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}\b|\bAPI-[A-Z0-9]{26}\b/,
  ),
  drawn(
    'a token of a tool',
    /\bATATT3[\w=-]{80,}|\bfigd_[\w-]{40}|\bsgp_(?:[a-fA-F0-9]{16}_|local_)?[a-fA-F0-9]{40}|\bsq[upa]_[a-f0-9]{40}|\bxkeysib-[a-f0-9]{64}|\brdme_[a-z0-9]{70}|\bpnu_[A-Za-z0-9]{36}|(?<![\w.-])ico-[A-Za-z0-9]{32}\b|\b\d{5,16}:AA[\w-]{32,33}\b|\bpat[A-Za-z0-9]{14}\.[a-f0-9]{64}\b|\bNR(?:AK-[A-Za-z0-9]{27}|II-[\w-]{32}|JS-[a-f0-9]{19})\b|\b[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk\b|\bA3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}\b/,
  ),
  drawn('an Amazon Bedrock key', /\bABSK[A-Za-z0-9+/]{109,}|\bbedrock-api-key-[A-Za-z0-9+/]{20,}/),
  drawn('an Azure client secret', /(?:^|[^\w.~-])[\w.~]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])/),
  drawn(
    'a payment token',
    /\bsq0(?:atp|csp)-[\w-]{22,60}(?![\w-])|\bEAAA[\w-]{40,60}(?![\w-])|\bEZ[AT]K[A-Za-z0-9]{54}\b|\bFLWSECK_TEST-[a-h0-9]{12}|\bshippo_(?:live|test)_[a-f0-9]{40}|\bduffel_(?:test|live)_[\w=-]{43}|\baccess-(?:sandbox|development|production)(?:-[0-9a-f]{4,12}){5}\b/,
  ),
  drawn(
    'a token of a network',
    /\btskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9-]{20,}|\bEAA[MC][A-Za-z0-9]{100,}|\b\d{15,16}\|[\w-]{27,40}\b|\bA{22}[a-zA-Z0-9%]{80,100}|\b(?:sc|ext|scauth|authress)_[a-zA-Z0-9]{5,30}\.[a-zA-Z0-9]{4,6}\.acc[_-][a-zA-Z0-9-]{10,32}\.[\w+/=-]{30,120}|\bs-s4t2(?:ud|af)-[a-f0-9]{64}/,
  ),
  drawn('a token of a mailing service', /(?<![\w-])key-[a-f0-9]{32}\b|\b[a-f0-9]{32}-us\d\d\b/),
  drawn('a Twilio or Adobe key', /\bSK[0-9a-fA-F]{32}\b|\bp8e-[a-zA-Z0-9]{32}\b/),
  drawn('a Yandex key', /\bAQVN[\w-]{35,38}(?![\w-])|\bt1\.[\w-]+={0,2}\.[\w-]{86}={0,2}/),
  drawn('a key of age', /\bAGE-SECRET-KEY-1[A-Z0-9]{58}/),
  drawn(
    'an API key',
    /\bsk-(?:proj-|ant-|svcacct-)?(?!no-key)(?=(?:[\w-]*\d){3})[\w-]{20,}|\b(?:gsk|pcsk|lsv2_[ps]t|r8)_\w{20,}/,
  ),
  drawn('an API key', /\bxai-[A-Za-z0-9]{70,}/),
  drawn('a Google API key', /\bAIza[\w-]{35}(?![\w-])/),
  drawn('a Stripe key', /\b[sr]k_(?:test|live|prod)_[A-Za-z0-9]{10,}|\bwhsec_[A-Za-z0-9+/]{32,}/),
  drawn('a package registry token', /\bnpm_[A-Za-z0-9]{36}|\bpypi-AgEIcHlwaS5vcmc[\w-]{20,}/),
  drawn('a SendGrid key', /\bSG\.[\w-]{16,}\.[\w-]{16,}|\bSG\.[\w=.-]{66}(?![\w=.-])/),
  drawn(
    'a cloud token',
    /\bdo[opr]_v1_[a-f0-9]{64}|\bdapi[a-f0-9]{32}\b|\bhv[sb]\.[\w-]{20,}|\bglsa_\w{30,}|\bdp\.pt\.\w{30,}/,
  ),
  drawn('an Azure account key', /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}/),
  // With what follows, so that a text which names the first line is none.
  drawn('a private key', /-----BEGIN [A-Z0-9 _-]{0,100}PRIVATE KEY(?: BLOCK)?-----(?=[\s\S]{64})|\bPrivate-Lines: \d/),
  chosen('a URL with a password', /:\/\/[^/\s:@'"]*:(?!\$[({A-Z_])[^/\s@'"]+@/),
  drawn(
    'a hash of a password',
    /\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|\$argon2id?\$v=\d+\$\S{20,}/,
  ),
  chosen(
    'a login of a host',
    /\bmachine\s{1,9}\S{1,200}\s{1,9}login\s{1,9}\S{1,100}\s{1,9}password\s{1,9}(?![$<{])\S{3,}/,
  ),
  chosen('a login of a registry', /\/:_(?:authToken|auth|password)\s?=\s?["']?(?![$<{])[\w+/=.-]{8,}/),
  // Of libpq, ADO.NET, JAAS and JDBC, in either order; that of Go's driver for MySQL; a login of a registry.
  chosen(
    'a connection string with a password',
    /\b(?:host|server|data source|user(?:name| id)?|uid|dbname|database)["']?\s?=[^\n]{1,300}?\b(?:password|pwd)\s?=\s?["']?(?![$<{%*"'])[^\s;"'&]{3,}/i,
  ),
  chosen(
    'a connection string with a password',
    /(?:\bpassword=(?![$<{%*"'])[^\s;"'&]{3,}[^\n]{1,300}\b(?:host|server|dbname)=|\bjdbc:[^\s'"]{1,300}[?&;]password=(?![$<{%*])[^\s;"'&]{3,}|\w:(?![$<{%*])[^\s:@/]{3,100}@(?:tcp|unix)\()/i,
  ),
  chosen('a login of a registry', /"auths"\s{0,9}:[\s\S]{1,300}?"auth"\s{0,9}:\s{0,9}"[A-Za-z0-9+/]{8,}={0,2}"/),
  chosen(
    'a command with a password',
    /\b(?:(?:mysql|mariadb)(?:-?dump|admin)?\b[^\n|;&]{0,200}\s-p|sshpass\s{1,9}-p\s{0,9}|redis-cli\b[^\n|;&]{0,200}\s-a\s{1,9})["']?(?![$"'\s])[^\s"'$]{3,}/,
  ),
  drawn(
    'a URL with a key',
    /[?&](?:api[_-]?key|access[_-]?token|auth[_-]?token|token|key|sig|signature|x-amz-signature|client[_-]?secret)=(?!\$[({A-Z_])([^&\s'"]{8,})/i,
  ),
  chosen('a URL with a key', /[?&]password=(?!\$[({A-Z_])[^&\s'"]{8,}/i),
  chosen(
    'a user with a password for curl',
    /\bcurl\b[\s\S]{0,500}?\s(?:-u|--user)[=\s]*(?:["']?[^\s"':]*["']?:["']?(?![$"'])[^\s"']{3,}|["'][^\s"':$]{3,}:["'])/,
  ),
  drawn('a header with a credential', /^(?:bearer|basic|token)\s{1,9}(?=\S*\d)([\w.~+/=-]{16,})$/i),
  drawn(
    'a header with a credential',
    /\bauthorization:\s*(?:(?:bearer|basic|(?:api-)?token)\s+(?!\$[({A-Z_])|(?!\$[({A-Z_])(?=[^\s"']*\d))([\w.~@+/=-]{8,})/i,
  ),
  drawn(
    'a header with a credential',
    /["'](?:x-(?:[a-z]+-)?)?(?:api-?)?(?:key|token):\s*(?!\$)(?=\S*\d)([\w.~+/=-]{10,})["']/i,
  ),
];
