/** What an error says about itself: the first half of telling it to a person. */

/** What was being asked when it failed. */
export interface FailedCall {
  /** AWS's action name, without `states:`. */
  readonly action: string
  readonly arn: string
  /** The profile a person chose; undefined where the gateway picks. */
  readonly profile: string | undefined
}

/** What an error carries, wherever it came from: AWS through the SDK, the gateway in AWS's form, fetch. */
export interface ErrorFacts {
  readonly code: string
  readonly text: string
  readonly status: number | undefined
  readonly profile: string | undefined
  readonly account: string | undefined
  readonly region: string | undefined
  readonly principal: string | undefined
  readonly action: string
  readonly arn: string
  /** A command the gateway says would help. */
  readonly command: string | undefined
  /** From `Retry-After`, in ms. */
  readonly retryAfterMs: number | undefined
  /** The link's name for an account's login, where the gateway gave one: `dev`, else words for it. */
  readonly who: string
}

/** The facts of any error thrown while `call` was asked. */
export function factsOf(error: unknown, { action, arn, profile }: FailedCall): ErrorFacts {
  const fields = isObject(error) ? error : {}
  const text = typeof fields['message'] === 'string' ? fields['message'] : String(error)
  const denied = /User: (\S+) is not authorized to perform: states:(\w+)/.exec(text)
  const parts = arn.split(':')
  const knownProfile = textOf(fields['profile']) ?? headerOf(fields, 'x-sfn-timeline-profile') ?? profile
  return {
    code: codeOf(fields, text),
    text,
    status: statusOf(fields),
    profile: knownProfile,
    account: parts[4] || undefined,
    region: parts[3] || undefined,
    principal: denied?.[1],
    action: denied?.[2] ?? action,
    arn,
    command: textOf(fields['command']) ?? headerOf(fields, 'x-sfn-timeline-command'),
    retryAfterMs: retryAfter(fields),
    who: knownProfile === undefined ? 'Your AWS login' : `Your profile \`${knownProfile}\``,
  }
}

/** Names the faults below AWS's own: no answer, half an answer, an answer of something that is no gateway. */
function codeOf(fields: Fields, text: string): string {
  const name = textOf(fields['name']) ?? 'Error'
  const status = statusOf(fields)
  if (name === 'TypeError' || /fetch failed|ECONNREFUSED|ECONNRESET|socket hang up/i.test(text))
    return 'GatewayUnreachable'
  if (name === 'TimeoutError') return 'NoAnswer'
  if (!/^(?:SyntaxError|HistoryFormatError|UnknownError|Unknown|Error)$/.test(name)) return name
  // A static host has no such path, or takes no POST.
  if (status === 404 || status === 405 || status === 501) return 'GatewayMissing'
  if (status === 429) return 'ThrottlingException'
  const broken = name === 'SyntaxError' || name === 'HistoryFormatError'
  return broken || /deserialization|end of json|aborted|premature close/i.test(text) ? 'AnswerBroken' : name
}

function statusOf(fields: Fields): number | undefined {
  const { $metadata: metadata, $response: response } = fields
  const status = isObject(metadata) ? metadata['httpStatusCode'] : undefined
  if (typeof status === 'number') return status
  const answered = isObject(response) ? response['statusCode'] : undefined
  return typeof answered === 'number' ? answered : undefined
}

/** `Retry-After` in seconds, as ms. */
function retryAfter(fields: Fields): number | undefined {
  const seconds = Number(headerOf(fields, 'retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

/** A header of the response that the SDK keeps on its errors; the gateway percent-encodes its own. */
function headerOf(fields: Fields, name: string): string | undefined {
  const response = fields['$response']
  const headers = isObject(response) ? response['headers'] : undefined
  const value = isObject(headers) ? textOf(headers[name]) : undefined
  if (value === undefined) return undefined
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

type Fields = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
