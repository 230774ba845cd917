import type { EventId } from '../history/events.ts'

/** Which answers a hold keeps back. */
export interface HoldRule {
  /** Default: GetExecutionHistory. `*` for all. */
  readonly action?: string
  readonly direction?: 'forward' | 'backward'
  /**
   * Only answers with one of these: what is here then is the same whatever was asked for, and how often (a page that is slow to come
   * is read again without payloads).
   */
  readonly events?: (id: EventId) => boolean
}

/** What a hold needs to know of a call. */
interface HeldCall {
  readonly action: string
  readonly position: { readonly direction: string } | undefined
  readonly eventIds: readonly EventId[]
}

/** Answers kept back until a test lets them go: a test decides when a page arrives, not a clock. */
export interface Hold {
  /** Answers ready and kept back. */
  readonly waiting: number
  /** Lets the next `count` answers go, those waiting first. */
  release(count?: number): void
  /** Lets all go, now and later. */
  end(): void
}

/** All holds of one endpoint. */
export class Holds {
  private active: ActiveHold[] = []

  add(rule: HoldRule): Hold {
    const hold = new ActiveHold(rule)
    this.active.push(hold)
    return hold
  }

  /** Returns when no hold keeps the call back any more. */
  async pass(call: HeldCall): Promise<void> {
    for (const hold of this.active) if (hold.concerns(call)) await hold.pass()
  }

  clear(): void {
    for (const hold of this.active) hold.end()
    this.active = []
  }
}

class ActiveHold implements Hold {
  private readonly rule: HoldRule
  private readonly queue: (() => void)[] = []
  private allowance = 0

  constructor(rule: HoldRule) {
    this.rule = rule
  }

  get waiting(): number {
    return this.queue.length
  }

  concerns(call: HeldCall): boolean {
    const action = this.rule.action ?? 'GetExecutionHistory'
    if (action !== '*' && action !== call.action) return false
    if (this.rule.events !== undefined && !call.eventIds.some(this.rule.events)) return false
    return this.rule.direction === undefined || this.rule.direction === call.position?.direction
  }

  pass(): Promise<void> {
    if (this.allowance > 0) {
      this.allowance -= 1
      return Promise.resolve()
    }
    return new Promise(resolve => this.queue.push(resolve))
  }

  release(count = 1): void {
    for (let left = count; left > 0; left--) {
      const next = this.queue.shift()
      if (next === undefined) this.allowance += 1
      else next()
    }
  }

  end(): void {
    this.allowance = Number.POSITIVE_INFINITY
    for (const next of this.queue.splice(0)) next()
  }
}
