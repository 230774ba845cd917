import type { IncomingMessage, ServerResponse } from 'node:http'
import { actionOf, parseAwsRequest } from './actions.ts'
import { chooseAnswer, hello, launchAnswer, profilesAnswer, statusAnswer } from './api.ts'
import type { AwsAccess } from './aws-access.ts'
import { GatewayError } from './gateway-error.ts'
import {
  assertHost,
  assertJson,
  assertMethod,
  assertNotEmbedded,
  assertSameOrigin,
  assertUnambiguous,
} from './guards.ts'
import { createLaunches, type Launches, launchFragment } from './launches.ts'
import type { GatewayLimits } from './limits.ts'
import type { GatewayLog } from './log.ts'
import { peerUser } from './peer-user.ts'
import { UnsafeFileError } from './private-file.ts'
import { readBody } from './read-body.ts'
import { type Answer, asGatewayError, errorAnswer, jsonAnswer, send, textAnswer } from './respond.ts'
import { sameSecret, type TokenStore } from './token-store.ts'

export interface HandlerOptions {
  /** The port the page is reached at: part of every allowed Host and Origin. */
  port(): number
  readonly tokenStore: TokenStore
  readonly aws: AwsAccess
  readonly limits: GatewayLimits
  readonly log: GatewayLog
  /** Answers for the page's own files, where this gateway serves them (in development Vite does). */
  page?(url: string): Promise<Answer>
  /** Ends the process, where this gateway has one of its own. */
  onStop?(): void
}

export interface Handler {
  /** Whether a path is the gateway's own and not a file of the page. */
  owns(url: string): boolean
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>
  readonly launches: Launches
}

const POSTS: ReadonlySet<string> = new Set(['/gateway/profile', '/gateway/launch', '/gateway/stop'])

/** The gateway's one request handler, for its own server and for Vite's. Each refusal is answered with its reason. */
export function createHandler(options: HandlerOptions): Handler {
  const { aws, limits, log, tokenStore } = options
  const launches = createLaunches()
  const startedAt = new Date()
  let inFlight = 0

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      send(res, await answer(req, res))
    } catch (thrown) {
      if (res.destroyed) return
      const error = asGatewayError(thrown)
      if (error !== thrown) log.failure(thrown)
      // What was not read of this request must not be taken for the next one.
      const more: Record<string, string> = req.complete ? {} : { connection: 'close' }
      req.resume()
      if (error.details['allow']) more['allow'] = error.details['allow']
      const readByPerson = !owns(req.url ?? '/') || req.url?.startsWith('/launch/') === true
      send(res, readByPerson ? textAnswer(error, more) : errorAnswer(error, more))
    }
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<Answer> {
    assertUnambiguous(req)
    assertHost(req, options.port())
    const url = req.url ?? '/'
    const path = url.split('?', 1)[0] ?? '/'
    if (path === '/aws' || path === '/aws/') return answerAws(req, res)
    if (path.startsWith('/gateway/')) return answerGateway(req, res, path)
    if (path.startsWith('/launch/')) return answerLaunch(req, path.slice('/launch/'.length))
    assertMethod(req, ['GET', 'HEAD'])
    assertNotEmbedded(req)
    if (!options.page) throw new GatewayError('GatewayNotFound', 'There is no such file here.')
    return options.page(url)
  }

  async function answerAws(req: IncomingMessage, res: ServerResponse): Promise<Answer> {
    assertMethod(req, ['POST'])
    assertSameOrigin(req)
    assertJson(req)
    await assertToken(req)
    const action = actionOf(header(req, 'x-amz-target'))
    return withSlot(async () => {
      const request = parseAwsRequest(action, await readBody(req, limits.bodyBytes))
      return aws.forward(request, goneSignal(res), wantedProfile(req))
    })
  }

  async function answerGateway(req: IncomingMessage, res: ServerResponse, path: string): Promise<Answer> {
    const posts = POSTS.has(path)
    assertMethod(req, [posts ? 'POST' : 'GET'])
    if (path === '/gateway/status' && header(req, 'x-sfn-timeline-token') === undefined) return answerHello(req)
    assertSameOrigin(req)
    if (posts) assertJson(req)
    await assertToken(req)
    if (path === '/gateway/status') return statusAnswer(aws, startedAt)
    if (path === '/gateway/profiles') return profilesAnswer(aws)
    return withSlot(async () => {
      const body = posts ? await readBody(req, limits.bodyBytes) : ''
      if (path === '/gateway/profile') return chooseAnswer(aws, body)
      if (path === '/gateway/launch') return launchAnswer(launches, body)
      if (path === '/gateway/stop' && options.onStop) {
        res.once('finish', () => options.onStop?.())
        return jsonAnswer({})
      }
      throw new GatewayError('GatewayNotFound', 'There is no such call.')
    })
  }

  async function answerHello(req: IncomingMessage): Promise<Answer> {
    assertNotEmbedded(req)
    const query = new URLSearchParams((req.url ?? '').split('?')[1] ?? '')
    return jsonAnswer(hello({ challenge: query.get('challenge'), token: await readToken(), port: options.port() }))
  }

  async function answerLaunch(req: IncomingMessage, code: string): Promise<Answer> {
    assertMethod(req, ['GET'])
    assertNotEmbedded(req)
    const user = await peerUser(req.socket)
    // Root can read the token file anyway, and is who forwards connections into a virtual machine or container.
    if (user !== undefined && user !== 0 && user !== process.getuid?.()) {
      throw new GatewayError('GatewayForbiddenOrigin', 'This way in belongs to another user of this machine.')
    }
    const location = `/${launchFragment(launches.redeem(code), await readToken())}`
    return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' }
  }

  async function assertToken(req: IncomingMessage): Promise<void> {
    const given = header(req, 'x-sfn-timeline-token')
    const help = { command: 'sfn-timeline' }
    if (!given) {
      throw new GatewayError('GatewayTokenMissing', 'This page does not hold your token yet: run `sfn-timeline`.', help)
    }
    if (!sameSecret(given, await readToken())) {
      throw new GatewayError('GatewayTokenWrong', 'This page holds another token: run `sfn-timeline` again.', help)
    }
  }

  async function readToken(): Promise<string> {
    try {
      return await tokenStore.read()
    } catch (error) {
      if (!(error instanceof UnsafeFileError)) throw error
      throw new GatewayError('GatewayTokenUnsafe', `${error.message} Run \`sfn-timeline reset-token\`.`, {
        command: 'sfn-timeline reset-token',
      })
    }
  }

  async function withSlot(work: () => Promise<Answer>): Promise<Answer> {
    if (inFlight >= limits.inFlight) {
      throw new GatewayError('TooManyRequests', `The gateway answers at most ${limits.inFlight} requests at once.`)
    }
    inFlight += 1
    try {
      return await work()
    } finally {
      inFlight -= 1
    }
  }

  return { owns, handle, launches }
}

function owns(url: string): boolean {
  return /^\/(?:aws(?:[/?]|$)|gateway\/|launch\/)/.test(url)
}

function header(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name]
  return typeof value === 'string' ? value : undefined
}

/** A profile the page asks for by name, percent-encoded. */
function wantedProfile(req: IncomingMessage): string | undefined {
  const value = header(req, 'x-sfn-timeline-profile')
  if (!value) return undefined
  try {
    return decodeURIComponent(value)
  } catch {
    throw new GatewayError('GatewayBadRequest', 'x-sfn-timeline-profile is not percent-encoded.')
  }
}

/** Aborts when the client goes before its answer is complete. */
function goneSignal(res: ServerResponse): AbortSignal {
  const controller = new AbortController()
  res.on('close', () => {
    if (!res.writableFinished) controller.abort(new GatewayError('GatewayBadRequest', 'The client has gone.'))
  })
  return controller.signal
}
