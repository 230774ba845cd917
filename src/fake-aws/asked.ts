import type { IncomingMessage } from 'node:http'
import { isJson, type Json } from './wire.ts'

/** What a request asks for. */
export interface Asked {
  readonly action: string
  readonly request: Json
}

/** What a request asks for: by its target, or, as Lambda has it, by its path. */
export function askedOf({ method, url = '', headers }: IncomingMessage, body: string): Asked | undefined {
  const path = /^\/2015-03-31\/functions\/([^/]+)\/configuration$/.exec(url)?.[1]
  if (method === 'GET' && path !== undefined) {
    return { action: 'GetFunctionConfiguration', request: { FunctionName: decodeURIComponent(path) } }
  }
  const action = /^(?:AWSStepFunctions|Logs_20140328)\.(\w+)$/.exec(String(headers['x-amz-target']))?.[1]
  if (method !== 'POST' || action === undefined) return undefined
  const request: unknown = JSON.parse(body)
  return { action, request: isJson(request) ? request : {} }
}

export async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}
