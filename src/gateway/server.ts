import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { within } from '../waits/within.ts'
import type { AwsAccess } from './aws-access.ts'
import { type Connections, createConnections } from './connections.ts'
import { GatewayError } from './gateway-error.ts'
import { createHandler } from './handler.ts'
import type { Launches } from './launches.ts'
import { DEFAULT_LIMITS, type GatewayLimits } from './limits.ts'
import type { GatewayLog } from './log.ts'
import { pageFiles } from './page-files.ts'
import { COMMON_HEADERS } from './page-headers.ts'
import { isErrno } from './private-file.ts'
import { AWS_JSON, from } from './respond.ts'
import type { TokenStore } from './token-store.ts'

export interface GatewayOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** The built page. */
  readonly pageDir: string
  readonly tokenStore: TokenStore
  readonly aws: AwsAccess
  readonly log: GatewayLog
  readonly limits?: GatewayLimits
  /** Called when this user asks for the gateway's end (`sfn-timeline stop`). */
  onStop?(): void
}

export interface Gateway {
  readonly port: number
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  readonly launches: Launches
  /** Stops listening, lets open requests finish for a moment, then closes what is left. */
  close(): Promise<void>
}

/**
 * Starts the gateway on 127.0.0.1 and, where the machine has it, on [::1] at the same port.
 * @throws the system's error (EADDRINUSE) if either is taken: `localhost` may mean either, so both must be ours.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const limits = options.limits ?? DEFAULT_LIMITS
  // Makes the token, and refuses to start with one that others could have read.
  await options.tokenStore.read()
  let port = options.port
  const files = pageFiles(options.pageDir)
  const connections = createConnections(limits.connections)
  const handler = createHandler({
    ...options,
    limits,
    port: () => port,
    page: url => files.answer(url),
    onProven: connections.proven,
  })
  const newServer = () => guardedServer({ limits, connections }, (req, res) => void handler.handle(req, res))

  const v4 = newServer()
  await listen(v4, port, '127.0.0.1')
  const address = v4.address()
  if (address !== null && typeof address === 'object') port = address.port
  const servers = [v4]
  try {
    servers.push(await listen(newServer(), port, '::1'))
  } catch (error) {
    if (!isErrno(error, 'EADDRNOTAVAIL') && !isErrno(error, 'EAFNOSUPPORT')) {
      await closeAll(servers, 0)
      throw error
    }
  }
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    launches: handler.launches,
    close: () => closeAll(servers, limits.shutdownMs),
  }
}

interface Guards {
  readonly limits: GatewayLimits
  readonly connections: Connections
}

/** node:http with every time and size capped, and no reading between the lines of malformed requests. */
function guardedServer({ limits, connections }: Guards, onRequest: Parameters<typeof createServer>[1]): Server {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
      insecureHTTPParser: false,
    },
    onRequest,
  )
  server.on('connection', connections.admit)
  server.on('clientError', (error, socket) => refuseMalformed(error, socket as Socket))
  server.on('upgrade', (_req, socket) => socket.destroy())
  server.on('connect', (_req, socket) => socket.destroy())
  server.on('checkContinue', onRequest ?? (() => undefined))
  server.on('checkExpectation', (_req, res) => res.writeHead(417, { ...COMMON_HEADERS, connection: 'close' }).end())
  return server
}

/** What node's parser refuses (smuggling, bad lengths, oversized headers, a client that sends too slowly). */
function refuseMalformed(error: Error, socket: Socket): void {
  if (!socket.writable || isErrno(error, 'ECONNRESET')) {
    socket.destroy()
    return
  }
  const status = isErrno(error, 'ERR_HTTP_REQUEST_TIMEOUT')
    ? '408 Request Timeout'
    : isErrno(error, 'HPE_HEADER_OVERFLOW')
      ? '431 Request Header Fields Too Large'
      : '400 Bad Request'
  const { body } = new GatewayError('GatewayBadRequest', 'This is not a well-formed request, or it came too slowly.')
  const length = Buffer.byteLength(body)
  const headers = { 'content-type': AWS_JSON, ...from('gateway'), 'content-length': length, connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`)
}

const LISTEN_MS = 10_000

function listen(server: Server, port: number, host: string): Promise<Server> {
  const tooLate = () => new Error(`${host}:${port} could not be listened at within ${LISTEN_MS / 1000} s.`)
  return within({ ms: LISTEN_MS, tooLate }, () => untimedListen(server, port, host))
}

function untimedListen(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

/** Clients get `graceMs` to take what they asked for. */
async function closeAll(servers: readonly Server[], graceMs: number): Promise<void> {
  const tooLate = () => new Error('The gateway could not be closed.')
  const closed = within({ ms: graceMs + CLOSE_MS, tooLate }, () => Promise.all(servers.map(untimedClose)))
  for (const server of servers) server.closeIdleConnections()
  const timer = setTimeout(() => {
    for (const server of servers) server.closeAllConnections()
  }, graceMs)
  await closed.finally(() => clearTimeout(timer))
}

const CLOSE_MS = 5_000

function untimedClose(server: Server): Promise<void> {
  return new Promise(resolve => server.close(() => resolve()))
}
