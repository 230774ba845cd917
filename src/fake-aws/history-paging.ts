import { AwsError } from './aws-error.ts'
import { type Json, type WireEvent, withoutExecutionData } from './wire.ts'

/** Which page of which chain a request asks for. */
export interface PagePosition {
  readonly direction: 'forward' | 'backward'
  /** Counts from 0 along one chain of tokens. */
  readonly page: number
  /** The last id already given; undefined on the first page. */
  readonly after: number | undefined
}

export interface PageLimits {
  /** At most so many events on the nth page of a chain; 0 gives an empty page with a token. Undefined: as asked for. */
  pageEvents: ((page: number) => number) | undefined
  /** Tokens of another generation have expired. */
  generation: number
}

interface TokenContent {
  readonly arguments: string
  readonly after: number
  readonly page: number
  readonly generation: number
}

/** @throws AwsError InvalidToken for a token that is not ours, has expired or came with other arguments. */
export function positionOf(request: Json, generation: number): PagePosition {
  const direction = request['reverseOrder'] === true ? 'backward' : 'forward'
  const token = request['nextToken']
  if (token === undefined) return { direction, page: 0, after: undefined }
  const content = typeof token === 'string' ? readToken(token) : undefined
  if (content === undefined || content.generation !== generation || content.arguments !== argumentsOf(request)) {
    throw new AwsError('InvalidToken', 'Invalid Token')
  }
  return { direction, page: content.page, after: content.after === -1 ? undefined : content.after }
}

/**
 * One page of GetExecutionHistory. The last page has no `nextToken`, of a running execution too: there is no tail cursor.
 *
 * @param events by id, `events[id - 1]`
 * @throws AwsError ValidationException for `maxResults` beyond 1000, InvalidToken
 */
export function historyPage(events: readonly WireEvent[], request: Json, limits: PageLimits): Json {
  const asked = request['maxResults'] ?? 100
  if (typeof asked !== 'number' || asked < 0 || asked > 1000) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value ${JSON.stringify(asked)} at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000`,
    )
  }
  const position = positionOf(request, limits.generation)
  const most = asked === 0 ? 100 : asked
  const size = Math.min(most, limits.pageEvents?.(position.page) ?? most)
  const chosen = slice(events, position, size)
  const after = chosen.at(-1)?.id ?? position.after ?? -1
  const more = position.direction === 'forward' ? after < events.length : after > 1 || after === -1
  const withData = request['includeExecutionData'] !== false
  return {
    events: withData ? chosen : chosen.map(withoutExecutionData),
    ...(more && events.length > 0
      ? {
          nextToken: writeToken({
            arguments: argumentsOf(request),
            after,
            page: position.page + 1,
            generation: limits.generation,
          }),
        }
      : {}),
  }
}

function slice(events: readonly WireEvent[], position: PagePosition, size: number): readonly WireEvent[] {
  if (position.direction === 'forward') {
    const from = position.after ?? 0
    return events.slice(from, from + size)
  }
  const before = position.after === undefined ? events.length : position.after - 1
  return events.slice(Math.max(0, before - size), before).toReversed()
}

/** A token only serves the arguments it was given for (API reference, GetExecutionHistory, `nextToken`). */
function argumentsOf(request: Json): string {
  return JSON.stringify([
    request['executionArn'],
    request['maxResults'] ?? 100,
    request['reverseOrder'] === true,
    request['includeExecutionData'] !== false,
  ])
}

function writeToken(content: TokenContent): string {
  return Buffer.from(JSON.stringify(content)).toString('base64')
}

function readToken(token: string): TokenContent | undefined {
  try {
    return JSON.parse(Buffer.from(token, 'base64').toString()) as TokenContent
  } catch {
    return undefined
  }
}
