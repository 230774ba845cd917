import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { memberOf } from '../history/json-value.ts'
import {
  chooseAnswer,
  isChallenge,
  keyAnswer,
  launchAnswer,
  profilesAnswer,
  SELF,
  statusAnswer,
  turnLogsAnswer,
} from './api.ts'
import type { AwsAccess } from './aws-access.ts'
import { actionOf, parseAwsRequest, regionIn } from './aws-request.ts'
import { type CallProofs, createCallProofs } from './call-proofs.ts'
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
import { createPageKeys, type PageKeys } from './page-keys.ts'
import { assertSameUser } from './peer-user.ts'
import { assertHash, readBody, textOf } from './read-body.ts'
import { type Answer, asGatewayError, errorAnswer, jsonAnswer, send, textAnswer } from './respond.ts'
import { createSlots, type Slots } from './slots.ts'
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

const POSTS: ReadonlySet<string> = new Set([
  ...['/gateway/profile', '/gateway/logs', '/gateway/launch', '/gateway/stop', '/gateway/key'],
])
const KEY_QUESTION_BYTES = 1_024

/** The gateway's one request handler, for its own server and for Vite's. Each refusal is answered with its reason. */
export function createHandler(options: HandlerOptions): Handler {
  return new GatewayHandler(options)
}

class GatewayHandler implements Handler {
  readonly launches = createLaunches()
  readonly owns = owns
  private readonly options: HandlerOptions
  private readonly keys: PageKeys
  private readonly proofs: CallProofs
  private readonly calls: Slots
  private readonly keyQuestions: Slots
  private readonly startedAt = new Date()

  constructor(options: HandlerOptions) {
    const { limits, tokenStore } = options
    this.options = options
    this.keys = createPageKeys(tokenStore)
    this.proofs = createCallProofs(this.keys)
    this.calls = createSlots(limits.inFlight, limits.callMs)
    this.keyQuestions = createSlots(limits.keysInFlight, limits.callMs)
  }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      this.sendWithinLimits(res, await this.answer(req, res))
    } catch (thrown) {
      if (res.destroyed) return
      const error = asGatewayError(thrown)
      if (error !== thrown) this.options.log.failure(thrown)
      // What was not read of this request must not be taken for the next one.
      const more: Record<string, string> = req.complete ? {} : { connection: 'close' }
      req.resume()
      if (error.details['allow']) more['allow'] = error.details['allow']
      send(res, owns(req.url ?? '/') ? errorAnswer(error, more) : textAnswer(error, more))
    }
  }

  /** A client that does not take its answer is left. Until then the answer counts as memory used. */
  private sendWithinLimits(res: ServerResponse, answered: Answer): void {
    const bytes = Buffer.byteLength(answered.body)
    this.options.aws.memory.hold(bytes)
    const timer = setTimeout(() => res.destroy(), this.options.limits.answerMs)
    const over = () => {
      clearTimeout(timer)
      this.options.aws.memory.give(bytes)
    }
    if (res.destroyed) return over()
    res.once('close', over)
    send(res, answered)
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<Answer> {
    assertUnambiguous(req)
    assertHost(req, this.options.port())
    const url = req.url ?? '/'
    const path = url.split('?', 1)[0] ?? '/'
    if (owns(url)) await assertSameUser(req.socket)
    if (path === '/aws' || path === '/aws/') return this.answerAws(req, res)
    if (path.startsWith('/gateway/')) return this.answerGateway(req, res, path)
    assertMethod(req, ['GET', 'HEAD'])
    assertNotEmbedded(req)
    if (!this.options.page) throw new GatewayError('GatewayNotFound', 'There is no such file here.')
    return this.options.page(url)
  }

  private async answerAws(req: IncomingMessage, res: ServerResponse): Promise<Answer> {
    assertMethod(req, ['POST'])
    assertSameOrigin(req)
    assertJson(req)
    const bodyHash = await this.assertProven(req)
    const action = actionOf(header(req, 'x-amz-target'))
    const region = regionIn(req.url ?? '')
    return this.calls.run(goneSignal(res), async signal => {
      const request = parseAwsRequest(action, await this.provenBody(req, bodyHash), region)
      return this.options.aws.forward(request, signal, wantedProfile(req))
    })
  }

  private async answerGateway(req: IncomingMessage, res: ServerResponse, path: string): Promise<Answer> {
    const posts = POSTS.has(path)
    assertMethod(req, [posts ? 'POST' : 'GET'])
    if (path === '/gateway/hello') return this.answerHello(req)
    assertSameOrigin(req)
    if (posts) assertJson(req)
    if (path === '/gateway/key') return this.answerKey(req, res)
    const bodyHash = await this.assertProven(req)
    return this.calls.run(goneSignal(res), async () => {
      const body = posts ? await this.provenBody(req, bodyHash) : ''
      if (path === '/gateway/status') return statusAnswer(this.options.aws, this.startedAt)
      if (path === '/gateway/profiles') return profilesAnswer(this.options.aws)
      if (path === '/gateway/profile') return chooseAnswer(this.options.aws, body)
      if (path === '/gateway/logs') return turnLogsAnswer(this.options.aws, this.startedAt, body)
      if (path === '/gateway/launch') return launchAnswer(this.launches, body)
      if (path === '/gateway/stop' && this.options.onStop) {
        res.once('finish', () => this.options.onStop?.())
        return jsonAnswer({})
      }
      throw new GatewayError('GatewayNotFound', 'There is no such call.')
    })
  }

  /** For anyone of this user: that this is a gateway, and the proof that it is theirs to whom knows the key. */
  private async answerHello(req: IncomingMessage): Promise<Answer> {
    assertNotEmbedded(req)
    const challenge = new URLSearchParams((req.url ?? '').split('?')[1] ?? '').get('challenge')
    if (!isChallenge(challenge)) return jsonAnswer(SELF)
    return jsonAnswer({ ...SELF, ...(await this.proofs.answer(req.headers.host ?? '', challenge)) })
  }

  /** The one call without proof: its answer is of use to nobody but who was launched. */
  private async answerKey(req: IncomingMessage, res: ServerResponse): Promise<Answer> {
    return this.keyQuestions.run(goneSignal(res), async () => {
      const body = textOf(await readBody(req, KEY_QUESTION_BYTES))
      return keyAnswer(this.launches, this.keys, { host: req.headers.host ?? '', body })
    })
  }

  private async assertProven(req: IncomingMessage): Promise<string> {
    const bodyHash = await this.proofs.assertProven(req)
    this.options.onProven?.(req.socket)
    return bodyHash
  }

  private async provenBody(req: IncomingMessage, bodyHash: string): Promise<string> {
    const body = await readBody(req, this.options.limits.bodyBytes)
    await assertHash(body, bodyHash)
    return textOf(body)
  }
}

function owns(url: string): boolean {
  return /^\/(?:aws(?:[/?]|$)|gateway\/)/.test(url)
}

function header(req: IncomingMessage, name: string): string | undefined {
  const value = memberOf(req.headers, name)
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
