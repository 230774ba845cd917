import type { Millis } from '../history/events.ts'
import type { ExecutionListItem, ExecutionStatus } from '../history/execution-summary.ts'
import { isExpressArn } from '../history/states-arn.ts'
import { compareNames } from '../words/compare-names.ts'

/** A run as AWS's list or a log tells it. */
export interface ListedRun extends ExecutionListItem {
  /** Where it stands in time if nothing tells its start: a log may hold its end alone. */
  readonly placedAt?: Millis
}

/** One run of a state machine, as far as it is told. */
export interface Run {
  readonly name: string
  readonly arn: string
  readonly status: ExecutionStatus | undefined
  readonly startedAt: Millis | undefined
  /** Undefined while it runs. */
  readonly stoppedAt: Millis | undefined
  readonly redriveCount: number
  /** The version or alias it was started by; undefined where it was started by neither. */
  readonly startedBy: string | undefined
}

/** Columns, the newest run first: a run is some twenty bytes and its name. */
interface Columns {
  /** What of its ARN is its own: the name; of an Express run, whose name may be another's too, its id behind it. */
  readonly tails: readonly string[]
  readonly statuses: Uint8Array
  /** NaN: not told. Such runs stand at the end. */
  readonly startedAt: Float64Array
  /** 1: `startedAt` is its place alone. */
  readonly startUntold: Uint8Array
  readonly stoppedAt: Float64Array
  readonly redriveCounts: Uint16Array
  /** Positions in `qualifiers`. */
  readonly startedBy: Uint16Array
}

/** What many runs say alike. */
interface Shared {
  readonly statuses: readonly (ExecutionStatus | undefined)[]
  readonly qualifiers: readonly (string | undefined)[]
  /** All ARNs are this and the tail, but for a few. */
  readonly prefix: string
  readonly oddArns: ReadonlyMap<string, string>
}

const NO_COLUMNS: Columns = {
  tails: [],
  statuses: new Uint8Array(),
  startedAt: new Float64Array(),
  startUntold: new Uint8Array(),
  stoppedAt: new Float64Array(),
  redriveCounts: new Uint16Array(),
  startedBy: new Uint16Array(),
}

/**
 * The runs of a state machine that are known so far, newest start first whatever order they came in. Immutable. Runs are told
 * apart by name and start: AWS lets a name be used again after 90 days. Express ones have an id.
 */
export class RunList {
  static readonly EMPTY = new RunList(NO_COLUMNS, { statuses: [], qualifiers: [], prefix: '', oddArns: new Map() })
  private readonly columns: Columns
  private readonly shared: Shared

  private constructor(columns: Columns, shared: Shared) {
    this.columns = columns
    this.shared = shared
  }

  get count(): number {
    return this.columns.tails.length
  }

  /** @throws RangeError beyond the list. */
  run(position: number): Run {
    if (!(position in this.columns.tails)) throw new RangeError(`there is no run ${position}`)
    return {
      name: this.nameAt(position),
      arn: this.arnAt(position),
      status: this.statusAt(position),
      startedAt: this.isStartTold(position) ? told(this.startedAt(position)) : undefined,
      stoppedAt: told(this.stoppedAt(position)),
      redriveCount: this.redriveCountAt(position),
      startedBy: this.startedByAt(position),
    }
  }

  nameAt(position: number): string {
    return this.tailAt(position).split(':', 1)[0] ?? ''
  }

  private tailAt(position: number): string {
    return this.columns.tails[position] ?? ''
  }

  arnAt(position: number): string {
    const tail = this.tailAt(position)
    return this.shared.oddArns.get(tail) ?? `${this.shared.prefix}${tail}`
  }

  statusAt(position: number): ExecutionStatus | undefined {
    return this.shared.statuses[this.columns.statuses[position] ?? 0]
  }

  /** Where it stands in time: its start, or what is known in place of it (`isStartTold`). NaN where nothing is. */
  startedAt(position: number): Millis {
    return this.columns.startedAt[position] ?? Number.NaN
  }

  /** Whether `startedAt` is when it started: a log may tell its end alone, and then it lies there. */
  isStartTold(position: number): boolean {
    return this.columns.startUntold[position] !== 1
  }

  /** NaN while it runs. */
  stoppedAt(position: number): Millis {
    return this.columns.stoppedAt[position] ?? Number.NaN
  }

  redriveCountAt(position: number): number {
    return this.columns.redriveCounts[position] ?? 0
  }

  startedByAt(position: number): string | undefined {
    return this.shared.qualifiers[this.columns.startedBy[position] ?? 0]
  }

  /** How long it took, or has taken by `now`. NaN where that is not known. */
  durationAt(position: number, now: Millis): Millis {
    if (!this.isStartTold(position)) return Number.NaN
    const stopped = this.stoppedAt(position)
    if (!Number.isNaN(stopped)) return Math.max(0, stopped - this.startedAt(position))
    return this.isRunning(position) ? Math.max(0, now - this.startedAt(position)) : Number.NaN
  }

  isRunning(position: number): boolean {
    return this.statusAt(position) === 'RUNNING'
  }

  /** Where a run stands; -1 where it does not. */
  positionOf(arn: string): number {
    const { prefix } = this.shared
    if (prefix !== '' && arn.startsWith(prefix)) return this.columns.tails.indexOf(arn.slice(prefix.length))
    return this.columns.tails.findIndex((_, position) => this.arnAt(position) === arn)
  }

  /** The first position of those that started before `time`: all before it started then or later. */
  firstBefore(time: Millis): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.startedAt(middle) >= time) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The list with another page of AWS's, of any part of it. A run that is known takes what the page says of it. */
  with(items: readonly ListedRun[]): RunList {
    const draft = new Draft(this.shared)
    const fresh = new Map(items.map(item => [keyOf(placeOf(item)), item]))
    const added = [...fresh.values()].map(item => ({ item, place: placeOf(item) }))
    added.sort((a, b) => newestFirst(a.place, b.place))
    let at = 0
    for (let position = 0; position < this.count; position++) {
      const own = { tail: this.tailAt(position), startedAt: this.startedAt(position) }
      if (fresh.has(keyOf(own))) continue
      for (let next = added[at]; next !== undefined && newestFirst(next.place, own) < 0; next = added[at]) {
        draft.add(next.item, next.place)
        at++
      }
      draft.copy(this.columns, position)
    }
    for (const { item, place } of added.slice(at)) draft.add(item, place)
    return new RunList(draft.columns(), draft.shared())
  }
}

/** Grows columns. */
class Draft {
  private readonly tails: string[] = []
  private readonly statuses: number[] = []
  private readonly startedAt: number[] = []
  private readonly startUntold: number[] = []
  private readonly stoppedAt: number[] = []
  private readonly redriveCounts: number[] = []
  private readonly startedBy: number[] = []
  private readonly knownStatuses: (ExecutionStatus | undefined)[]
  private readonly qualifiers: (string | undefined)[]
  private prefix: string
  private readonly oddArns: Map<string, string>

  constructor(shared: Shared) {
    this.knownStatuses = [...shared.statuses]
    this.qualifiers = [...shared.qualifiers]
    this.prefix = shared.prefix
    this.oddArns = new Map(shared.oddArns)
  }

  copy(columns: Columns, position: number): void {
    this.tails.push(columns.tails[position] ?? '')
    this.statuses.push(columns.statuses[position] ?? 0)
    this.startedAt.push(columns.startedAt[position] ?? Number.NaN)
    this.startUntold.push(columns.startUntold[position] ?? 0)
    this.stoppedAt.push(columns.stoppedAt[position] ?? Number.NaN)
    this.redriveCounts.push(columns.redriveCounts[position] ?? 0)
    this.startedBy.push(columns.startedBy[position] ?? 0)
  }

  add(item: ListedRun, { tail, startedAt }: Placed): void {
    const { executionArn } = item
    if (this.prefix === '' && tail !== '' && executionArn.endsWith(`:${tail}`))
      this.prefix = executionArn.slice(0, -tail.length)
    if (executionArn !== this.prefix + tail) this.oddArns.set(tail, executionArn)
    this.tails.push(tail)
    this.statuses.push(codeIn(this.knownStatuses, item.status))
    this.startedAt.push(startedAt)
    this.startUntold.push(item.startedAt === undefined && item.placedAt !== undefined ? 1 : 0)
    this.stoppedAt.push(item.stoppedAt ?? Number.NaN)
    this.redriveCounts.push(item.redriveCount)
    this.startedBy.push(codeIn(this.qualifiers, item.startedBy))
  }

  columns(): Columns {
    return {
      tails: this.tails,
      statuses: Uint8Array.from(this.statuses),
      startedAt: Float64Array.from(this.startedAt),
      startUntold: Uint8Array.from(this.startUntold),
      stoppedAt: Float64Array.from(this.stoppedAt),
      redriveCounts: Uint16Array.from(this.redriveCounts),
      startedBy: Uint16Array.from(this.startedBy),
    }
  }

  shared(): Shared {
    const { knownStatuses: statuses, qualifiers, prefix, oddArns } = this
    return { statuses, qualifiers, prefix, oddArns }
  }
}

/** The place of a value in a short list, which it joins. */
function codeIn<T>(known: T[], value: T): number {
  const code = known.indexOf(value)
  return code === -1 ? known.push(value) - 1 : code
}

interface Placed {
  readonly tail: string
  /** NaN: nobody knows. */
  readonly startedAt: number
}

function placeOf(item: ListedRun): Placed {
  const { executionArn, name, startedAt, placedAt } = item
  const tail = isExpressArn(executionArn) ? executionArn.split(':').slice(7).join(':') : name
  return { tail, startedAt: startedAt ?? placedAt ?? Number.NaN }
}

/** Below 0: the first stands first. Of one moment by name, so that the order is the same in whatever order pages came. */
function newestFirst(a: Placed, b: Placed): number {
  const [left, right] = [a, b].map(({ startedAt }) => (Number.isNaN(startedAt) ? Number.NEGATIVE_INFINITY : startedAt))
  if (left !== right) return (left ?? 0) > (right ?? 0) ? -1 : 1
  return compareNames(a.tail, b.tail)
}

/** An id tells a run apart whatever becomes known of its start. */
function keyOf({ tail, startedAt }: Placed): string {
  return tail.includes(':') ? tail : `${startedAt} ${tail}`
}

function told(value: number): Millis | undefined {
  return Number.isNaN(value) ? undefined : value
}
