/** What is looked for by its form, in the order in which it is: what holds another comes first. */
export const SECRET_KINDS = [
  'private keys',
  'tokens',
  'AWS keys',
  'passwords',
  'e-mail addresses',
  'cards and IBANs',
] as const

export type SecretKind = (typeof SECRET_KINDS)[number]

interface Pattern {
  readonly kind: SecretKind
  /** Global. Bounded repetitions alone, so that it is linear on any text. */
  readonly pattern: RegExp
  /** Which group is the secret; 0: all of it. */
  readonly group: number
  readonly isOne?: (text: string) => boolean
}

/**
 * Forms that services publish for their keys and tokens, as far as they can be told from other text. What has no form of its own
 * (passwords, AWS's secret access keys) is known by the name beside it.
 */
const PATTERNS: readonly Pattern[] = [
  {
    kind: 'private keys',
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,20000}?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    group: 0,
  },
  // JSON Web Tokens: two parts that begin as base64 of `{"` does, and a signature.
  { kind: 'tokens', pattern: /eyJ[\w-]{8,8000}\.[\w-]{8,20000}(?:\.[\w-]{0,8000}){0,3}/g, group: 0 },
  { kind: 'tokens', pattern: /\b(?:Bearer|Basic|Digest|Negotiate|Token)\s{1,4}([\w.~+/=:-]{8,20000})/gi, group: 1 },
  {
    kind: 'tokens',
    pattern: /(?:gh[pousr]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{20,100}|npm_\w{36})/g,
    group: 0,
  },
  { kind: 'tokens', pattern: /(?:xox[abeoprs]-[\w-]{10,250}|hooks\.slack\.com\/services\/[\w/]{20,100})/g, group: 0 },
  { kind: 'tokens', pattern: /(?:[sr]k_(?:live|test)_\w{16,250}|whsec_[\w+/=]{16,250}|sk-[\w-]{20,250})/g, group: 0 },
  { kind: 'tokens', pattern: /(?:AIza[\w-]{35}|ya29\.[\w-]{20,2000}|SG\.[\w-]{16,64}\.[\w-]{16,128})/g, group: 0 },
  // AWS's session tokens, and Step Functions' own for callbacks.
  { kind: 'tokens', pattern: /(?:IQoJ|FwoG|FQoG|AQoD|AQoE|AAAAK)[\w+/=%-]{60,8000}/g, group: 0 },
  { kind: 'AWS keys', pattern: /(?:AKIA|ASIA|ABIA|ACCA|AIDA|AROA|AGPA|ANPA)[A-Z2-7]{16}/g, group: 0 },
  { kind: 'AWS keys', pattern: /(?<![\w/+=.-])([A-Za-z\d/+]{40})(?![\w/+=.-])/g, group: 1, isOne: isSecretAccessKey },
  { kind: 'AWS keys', pattern: /X-Amz-(?:Signature|Credential|Security-Token)=([^&\s"'<>\\]{8,8000})/gi, group: 1 },
  { kind: 'AWS keys', pattern: /\bSignature=([\da-f]{64})/gi, group: 1 },
  { kind: 'passwords', pattern: /:\/\/[^\s:/?#@"'\\]{0,200}:([^\s/?#@"'\\]{1,200})@/g, group: 1 },
  {
    kind: 'passwords',
    pattern:
      /(?:passw(?:or)?d|passwd|passphrase|pwd|secret(?:[_-]?(?:access)?[_-]?key)?|api[_-]?key|access[_-]?key|private[_-]?key|access[_-]?token|auth[_-]?token|refresh[_-]?token|session[_-]?token|authorization)\\{0,8}["']?\s{0,4}[:=]\s{0,4}\\{0,8}["']?(?!(?:Bearer|Basic|Digest|Negotiate|Token)\s)([^\s"'\\,;&(){}[\]<>]{4,2000})/gi,
    group: 1,
  },
  {
    kind: 'e-mail addresses',
    pattern: /[\p{L}\p{N}._%+'-]{1,64}(?:@|%40)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,6}\p{L}{2,24}/gu,
    group: 0,
  },
  {
    kind: 'cards and IBANs',
    pattern: /(?<!\d)(?:[3-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{3,4}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?!\d)/g,
    group: 0,
    isOne: isCard,
  },
  {
    kind: 'cards and IBANs',
    pattern: /(?<![A-Z\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?![A-Z\d])/g,
    group: 0,
    isOne: isIban,
  },
]

/** One of these stands in every text that one of the patterns can find: most texts are passed over at one look. */
const HINT =
  /@|%40|-----BEGIN|eyJ|bearer|basic|digest|negotiate|token|_|xox|hooks\.slack|sk-|AIza|ya29|SG\.|IQoJ|FwoG|FQoG|AQo|AAAAK|A[A-Z]{3}[A-Z2-7]{16}|[A-Za-z\d/+]{40}|X-Amz|Signature|:\/\/|pass|pwd|secret|key|authorization|\d{4}[ -]?\d{4}|[A-Z]{2}\d{2} ?[A-Z\d]{4}/i

/** Called for each secret; gives what stands in its place. */
export type OnSecret = (kind: SecretKind, secret: string) => string

/** The text with what looks like a secret replaced; the very text where nothing does. */
export function withoutSecrets(text: string, kinds: ReadonlySet<SecretKind>, onSecret: OnSecret): string {
  if (kinds.size === 0 || text.length < 5 || !HINT.test(text)) return text
  let result = text
  for (const { kind, pattern, group, isOne } of PATTERNS) {
    if (!kinds.has(kind)) continue
    result = result.replace(pattern, (whole: string, ...groups: unknown[]) => {
      const secret = group === 0 ? whole : groups[group - 1]
      if (typeof secret !== 'string' || isMask(secret) || isOne?.(secret) === false) return whole
      const at = whole.lastIndexOf(secret)
      return whole.slice(0, at) + onSecret(kind, secret) + whole.slice(at + secret.length)
    })
  }
  return result
}

/** What stands in place of a secret: said to be one, and never the value, nor its length. */
export function maskOf(kind: string): string {
  return `[masked: ${kind.startsWith(RULE) ? 'by a rule' : kind}]`
}

const RULE = 'rule '

/** What was masked because a person asked for it. The file does not tell the rule. */
export function byRule(path: string): string {
  return RULE + path
}

function isMask(text: string): boolean {
  return text.startsWith('[masked')
}

const SECRET_NAME =
  /(?:password|passwd|passphrase|passwort|pwd|secret|secretkey|secretaccesskey|sessiontoken|token|apikey|accesskey|accesskeyid|privatekey|clientsecret|authorization|cookie|credential|credentials|connectionstring|signature|pincode|cvv|cvc|ssn|otp|jwt)$/

/** Whether the value of a member of this name is a secret, whatever it looks like. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.toLowerCase().replace(/[^a-z]/g, ''))
}

/** Forty characters of base64 are one where they are of all sorts; a hash in hex or a path is not. */
function isSecretAccessKey(text: string): boolean {
  return (
    /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && !/^[\da-f]+$/i.test(text) && new Set(text).size >= 16
  )
}

/** By Luhn's check. */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  if (digits.length < 15 || new Set(digits).size < 2) return false
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

/** By its check digits (ISO 13616). */
function isIban(text: string): boolean {
  const plain = text.replace(/ /g, '')
  if (plain.length < 15 || plain.length > 34) return false
  let rest = 0
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
