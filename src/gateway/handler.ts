import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { actionOf, parseAwsRequest } from './actions.ts'
import { chooseAnswer, isChallenge, keyAnswer, launchAnswer, profilesAnswer, SELF, statusAnswer } from './api.ts'
import type { AwsAccess } from './aws-access.ts'
import { createCallProofs } from './call-proofs.ts'
import { GatewayError } from './gateway-error.ts'
import {
  assertHost,
  assertJson,
  assertMethod,
  assertNotEmbedded,
  assertSameOrigin,
  assertUnambiguous,
} from './guards.ts'
import { createLaunches, type Launches } from './launches.ts'
import type { GatewayLimits } from './limits.ts'
import type { GatewayLog } from './log.ts'
import { createPageKeys } from './page-keys.ts'
import { assertSameUser } from './peer-user.ts'
import { assertHash, readBody, textOf } from './read-body.ts'
import { type Answer, asGatewayError, errorAnswer, jsonAnswer, send, textAnswer } from './respond.ts'
import { createSlots } from './slots.ts'
import type { TokenStore } from './token-store.ts'

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
  /** A call with proof came over this connection. */
  onProven?(socket: Socket): void
}

export interface Handler {
  /** Whether a path is the gateway's own and not a file of the page. */
  owns(url: string): boolean
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>
  readonly launches: Launches
}

const POSTS: ReadonlySet<string> = new Set(['/gateway/profile', '/gateway/launch', '/gateway/stop', '/gateway/key'])
const KEY_QUESTION_BYTES = 1_024

/** The gateway's one request handler, for its own server and for Vite's. Each refusal is answered with its reason. */
export function createHandler(options: HandlerOptions): Handler {
  const { aws, limits, log } = options
  const keys = createPageKeys(options.tokenStore)
  const proofs = createCallProofs(keys)
  const launches = createLaunches()
  const calls = createSlots(limits.inFlight, limits.callMs)
  const keyQuestions = createSlots(limits.keysInFlight, limits.callMs)
  const startedAt = new Date()

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      sendWithinLimits(res, await answer(req, res))
    } catch (thrown) {
      if (res.destroyed) return
      const error = asGatewayError(thrown)
      if (error !== thrown) log.failure(thrown)
      // What was not read of this request must not be taken for the next one.
      const more: Record<string, string> = req.complete ? {} : { connection: 'close' }
      req.resume()
      if (error.details['allow']) more['allow'] = error.details['allow']
      send(res, owns(req.url ?? '/') ? errorAnswer(error, more) : textAnswer(error, more))
    }
  }

  /** A client that does not take its answer is left. Until then the answer counts as memory used. */
  function sendWithinLimits(res: ServerResponse, answered: Answer): void {
    const bytes = Buffer.byteLength(answered.body)
    aws.memory.hold(bytes)
    const timer = setTimeout(() => res.destroy(), limits.answerMs)
    const over = () => {
      clearTimeout(timer)
      aws.memory.give(bytes)
    }
    if (res.destroyed) return over()
    res.once('close', over)
    send(res, answered)
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<Answer> {
    assertUnambiguous(req)
    assertHost(req, options.port())
    const url = req.url ?? '/'
    const path = url.split('?', 1)[0] ?? '/'
    if (owns(url)) await assertSameUser(req.socket)
    if (path === '/aws' || path === '/aws/') return answerAws(req, res)
    if (path.startsWith('/gateway/')) return answerGateway(req, res, path)
    assertMethod(req, ['GET', 'HEAD'])
    assertNotEmbedded(req)
    if (!options.page) throw new GatewayError('GatewayNotFound', 'There is no such file here.')
    return options.page(url)
  }

  async function answerAws(req: IncomingMessage, res: ServerResponse): Promise<Answer> {
    assertMethod(req, ['POST'])
    assertSameOrigin(req)
    assertJson(req)
    const bodyHash = await assertProven(req)
    const action = actionOf(header(req, 'x-amz-target'))
    return calls.run(goneSignal(res), async signal => {
      const request = parseAwsRequest(action, await provenBody(req, bodyHash))
      return aws.forward(request, signal, wantedProfile(req))
    })
  }

  async function answerGateway(req: IncomingMessage, res: ServerResponse, path: string): Promise<Answer> {
    const posts = POSTS.has(path)
    assertMethod(req, [posts ? 'POST' : 'GET'])
    if (path === '/gateway/hello') return answerHello(req)
    assertSameOrigin(req)
    if (posts) assertJson(req)
    if (path === '/gateway/key') return answerKey(req, res)
    const bodyHash = await assertProven(req)
    return calls.run(goneSignal(res), async () => {
      const body = posts ? await provenBody(req, bodyHash) : ''
      if (path === '/gateway/status') return statusAnswer(aws, startedAt)
      if (path === '/gateway/profiles') return profilesAnswer(aws)
      if (path === '/gateway/profile') return chooseAnswer(aws, body)
      if (path === '/gateway/launch') return launchAnswer(launches, body)
      if (path === '/gateway/stop' && options.onStop) {
        res.once('finish', () => options.onStop?.())
        return jsonAnswer({})
      }
      throw new GatewayError('GatewayNotFound', 'There is no such call.')
    })
  }

  /** For anyone of this user: that this is a gateway, and the proof that it is theirs to whom knows the key. */
  async function answerHello(req: IncomingMessage): Promise<Answer> {
    assertNotEmbedded(req)
    const challenge = new URLSearchParams((req.url ?? '').split('?')[1] ?? '').get('challenge')
    if (!isChallenge(challenge)) return jsonAnswer(SELF)
    return jsonAnswer({ ...SELF, ...(await proofs.answer(req.headers.host ?? '', challenge)) })
  }

  /** The one call without proof: its answer is of use to nobody but who was launched. */
  async function answerKey(req: IncomingMessage, res: ServerResponse): Promise<Answer> {
    return keyQuestions.run(goneSignal(res), async () => {
      const body = textOf(await readBody(req, KEY_QUESTION_BYTES))
      return keyAnswer(launches, keys, { host: req.headers.host ?? '', body })
    })
  }

  async function assertProven(req: IncomingMessage): Promise<string> {
    const bodyHash = await proofs.assertProven(req)
    options.onProven?.(req.socket)
    return bodyHash
  }

  async function provenBody(req: IncomingMessage, bodyHash: string): Promise<string> {
    const body = await readBody(req, limits.bodyBytes)
    await assertHash(body, bodyHash)
    return textOf(body)
  }

  return { owns, handle, launches }
}

function owns(url: string): boolean {
  return /^\/(?:aws(?:[/?]|$)|gateway\/)/.test(url)
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
