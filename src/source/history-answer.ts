import type { HttpResponse } from '@smithy/core/protocols'
import { parseJson } from '../history/json-value.ts'

/** A page of GetExecutionHistory as its JSON says it; the events in any spelling. */
export interface RawPage {
  readonly events: readonly unknown[]
  readonly nextToken: string | undefined
}

/**
 * The page in the answer to GetExecutionHistory, by JSON.parse: decoding a thousand events by the SDK's schema takes ten
 * times as long, and `normalizeEvent` reads every form anyway. Undefined where there is none: an error, a body of a form
 * that is not known here, are the SDK's to decode.
 */
export function pageIn({ statusCode, body }: HttpResponse): RawPage | undefined {
  if (statusCode >= 300) return undefined
  const text = bodyText(body)
  return text === undefined ? undefined : pageOf(parseJson(text))
}

function bodyText(body: unknown): string | undefined {
  if (typeof body === 'string') return body
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : undefined
}

function pageOf(answer: unknown): RawPage | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const { events = [], nextToken } = answer as { readonly events?: unknown; readonly nextToken?: unknown }
  if (!Array.isArray(events) || !(nextToken === undefined || typeof nextToken === 'string')) return undefined
  return { events, nextToken }
}
