import { isExpress, type Member, startOf, stopOf } from '../forest/member.ts'
import type { Millis } from '../history/events.ts'
import { stretchesOf } from '../model/stretches.ts'

/** What AWS bills of Express executions beside their memory, which no history tells. */
export interface ExpressBill {
  /** One each time that an execution is started. */
  readonly requests: number
  /** The duration of each, rounded up to 100 ms. */
  readonly billedMs: Millis
  /** So many of the requests run still or do not tell how long they took: their time is not in `billedMs`. */
  readonly untold: number
}

export const NO_EXPRESS: ExpressBill = { requests: 0, billedMs: 0, untold: 0 }

/** AWS's published price of Express workflows in us-east-1; who uses more than 1,000 GB-hours a month pays less for what is beyond. */
export const EXPRESS_PRICE = {
  perMillionRequestsUsd: 1,
  perGbSecondUsd: 0.00001667,
  note: 'Express workflows in us-east-1, of the first 1,000 GB-hours a month. Other regions differ: see aws.amazon.com/step-functions/pricing.',
} as const

const DURATION_STEP_MS = 100
const MEMORY_STEP_MB = 64

/** What is billed of one Express execution; undefined of what is not known to be one. */
export function expressBillOf(member: Member): ExpressBill | undefined {
  if (!isExpress(member)) return undefined
  const { tree, summary } = member
  const requests = 1 + Math.max(summary?.redriveCount ?? 0, tree?.root.redrives.length ?? 0)
  const durations = requests === 1 ? [durationOf(member)] : redrivenDurations(member)
  const told = durations.filter(ms => ms !== undefined)
  // Of one that was started anew the history may hold the last start alone.
  if (told.length !== requests) return { requests, billedMs: 0, untold: requests }
  return { requests, billedMs: told.reduce((sum, ms) => sum + roundedUp(ms), 0), untold: 0 }
}

/** Two bills as one. */
export function addBills(one: ExpressBill, other: ExpressBill): ExpressBill {
  return {
    requests: one.requests + other.requests,
    billedMs: one.billedMs + other.billedMs,
    untold: one.untold + other.untold,
  }
}

/** What a bill comes to in US dollars at a memory, which counts in steps of 64 MB. */
export function expressCostUsd({ requests, billedMs }: ExpressBill, memoryMb: number): number {
  const gb = (Math.ceil(memoryMb / MEMORY_STEP_MB) * MEMORY_STEP_MB) / 1024
  const { perMillionRequestsUsd, perGbSecondUsd } = EXPRESS_PRICE
  return (requests * perMillionRequestsUsd) / 1_000_000 + (billedMs / 1000) * gb * perGbSecondUsd
}

function durationOf(member: Member): Millis | undefined {
  const [from, to] = [startOf(member), stopOf(member)]
  return from === undefined || to === undefined ? undefined : to - from
}

function redrivenDurations({ tree }: Member): readonly (Millis | undefined)[] {
  if (tree?.root.beginningLoaded !== true) return []
  return stretchesOf(tree, tree.root).map(({ from, to }) => (to === undefined ? undefined : to - from))
}

/** What took less than a ms took some time. */
function roundedUp(ms: Millis): Millis {
  return Math.max(1, Math.ceil(ms / DURATION_STEP_MS)) * DURATION_STEP_MS
}
