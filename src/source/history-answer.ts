import type { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn'
import { HttpResponse } from '@smithy/core/protocols'

/** A page of GetExecutionHistory as its JSON says it; the events in any spelling. */
export interface RawPage {
  readonly events: readonly unknown[]
  readonly nextToken: string | undefined
}

/**
 * Takes the page out of the command's answer before the SDK decodes it: decoding a thousand events by the SDK's schema takes
 * ten times as long as `JSON.parse`, and `normalizeEvent` reads every form anyway. The SDK still asks, and decodes whatever
 * is no page: errors, and bodies of a form that is not known here. Returns how to get the page once the command was sent;
 * undefined where the SDK's own output is all there is.
 */
export function takePageFrom(command: GetExecutionHistoryCommand): () => RawPage | undefined {
  let page: RawPage | undefined
  command.middlewareStack.add(
    next => async args => {
      const result = await next(args)
      const { response } = result
      if (!HttpResponse.isInstance(response) || response.statusCode >= 300) return result
      const text = bodyText(response.body)
      if (text === undefined) return result
      page = pageIn(JSON.parse(text))
      return page === undefined ? result : { ...result, response: withoutPage(response) }
    },
    // After the SDK's own deserializer in the stack: it is the first to see the answer.
    { name: 'takePage', step: 'deserialize', priority: 'low' },
  )
  return () => page
}

function bodyText(body: unknown): string | undefined {
  if (typeof body === 'string') return body
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : undefined
}

function pageIn(answer: unknown): RawPage | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const { events = [], nextToken } = answer as { readonly events?: unknown; readonly nextToken?: unknown }
  if (!Array.isArray(events) || !(nextToken === undefined || typeof nextToken === 'string')) return undefined
  return { events, nextToken }
}

function withoutPage({ statusCode, headers }: HttpResponse): HttpResponse {
  return new HttpResponse({ statusCode, headers, body: new TextEncoder().encode('{}') })
}
