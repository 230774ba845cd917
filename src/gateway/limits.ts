import type { ConnectionLimits } from './connections.ts'

/** What one gateway bears: nothing a client sends may cost more than this. */
export interface GatewayLimits {
  readonly bodyBytes: number
  readonly headerBytes: number
  /** Time for a client to send its request line and headers. */
  readonly headersMs: number
  /** Time for a client to send its whole request. */
  readonly requestMs: number
  readonly keepAliveMs: number
  readonly connections: ConnectionLimits
  /** Proven calls being answered at once, the waiting ones included. */
  readonly inFlight: number
  /** Keys being asked for at once, by the one who says that they were launched. */
  readonly keysInFlight: number
  /** Time for a whole call: finding credentials, waiting for the bucket, AWS's answer. */
  readonly callMs: number
  /** Time for a client to take its answer. */
  readonly answerMs: number
  /** Time for AWS to answer wholly, from the moment the request is sent. */
  readonly upstreamMs: number
  readonly upstreamBytes: number
  /** All answers of AWS that are being read or sent, together. */
  readonly memoryBytes: number
  /** Longest wait for the token bucket before the request is refused. */
  readonly queueMs: number
  /** Time given to open requests when the gateway is told to stop. */
  readonly shutdownMs: number
}

/**
 * A request body holds one ARN and one page token, a few kB at most. An answer of 1000 events stays far below 64 MiB: AWS
 * shortens pages with large payloads.
 */
export const DEFAULT_LIMITS: GatewayLimits = {
  bodyBytes: 64 * 1024,
  headerBytes: 16 * 1024,
  headersMs: 10_000,
  requestMs: 15_000,
  keepAliveMs: 5_000,
  connections: { unproven: 128, proven: 128 },
  inFlight: 64,
  keysInFlight: 8,
  callMs: 60_000,
  answerMs: 60_000,
  upstreamMs: 30_000,
  upstreamBytes: 64 * 1024 * 1024,
  memoryBytes: 192 * 1024 * 1024,
  queueMs: 20_000,
  shutdownMs: 1_000,
}
