import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { AwsError } from './aws-error.ts'
import type { FaultKind } from './faults.ts'

/** What is to be written: an error, or a body, and what the network does to it. */
export interface Answer {
  readonly error: AwsError | undefined
  readonly body: string
  readonly fault: FaultKind | undefined
}

/** Writes the answer as AWS would, or spoils it as the fault says. Returns the status sent, if any was. */
export function send(answer: Answer, response: ServerResponse): number | undefined {
  if (answer.fault === 'neverAnswers') return undefined
  if (answer.fault === 'droppedConnection') {
    response.destroy()
    return undefined
  }
  const body = answer.error?.body() ?? answer.body
  const statusCode = answer.error?.statusCode ?? 200
  const html = answer.fault === 'htmlPage'
  response.writeHead(statusCode, {
    'content-type': html ? 'text/html' : 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
    ...(answer.error === undefined ? {} : { 'x-amzn-errortype': answer.error.type }),
    ...(answer.fault === 'truncatedBody' ? { 'content-length': Buffer.byteLength(body) } : {}),
  })
  if (answer.fault === 'truncatedBody') {
    // Promised in full, half of it written, then gone.
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy())
  } else if (answer.fault === 'malformedJson') {
    response.end(`${body.slice(0, Math.floor(body.length / 2))}\u0000}`)
  } else if (html) {
    response.end('<!doctype html><title>Sign in to the network</title><h1>Captive portal</h1>')
  } else {
    response.end(body)
  }
  return statusCode
}
