import type { Millis } from '../history/events.ts'
import type { ExecutionListItem, ExecutionStatus } from '../history/execution-summary.ts'
import { compareNames } from '../words/compare-names.ts'

/** One run of a state machine, as AWS's list tells it. */
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
  readonly names: readonly string[]
  readonly statuses: Uint8Array
  /** NaN: not told. Such runs stand at the end. */
  readonly startedAt: Float64Array
  readonly stoppedAt: Float64Array
  readonly redriveCounts: Uint16Array
  /** Positions in `qualifiers`. */
  readonly startedBy: Uint16Array
}

/** What many runs say alike. */
interface Shared {
  readonly statuses: readonly (ExecutionStatus | undefined)[]
  readonly qualifiers: readonly (string | undefined)[]
  /** All ARNs are this and the name, but for a few. */
  readonly prefix: string
  readonly oddArns: ReadonlyMap<string, string>
}

const NO_COLUMNS: Columns = {
  names: [],
  statuses: new Uint8Array(),
  startedAt: new Float64Array(),
  stoppedAt: new Float64Array(),
  redriveCounts: new Uint16Array(),
  startedBy: new Uint16Array(),
}

/**
 * The runs of a state machine that are known so far, newest start first whatever order they came in. Immutable. Runs are told
 * apart by name and start: AWS lets a name be used again after 90 days.
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
    return this.columns.names.length
  }

  /** @throws RangeError beyond the list. */
  run(position: number): Run {
    if (!(position in this.columns.names)) throw new RangeError(`there is no run ${position}`)
    return {
      name: this.nameAt(position),
      arn: this.arnAt(position),
      status: this.statusAt(position),
      startedAt: told(this.startedAt(position)),
      stoppedAt: told(this.stoppedAt(position)),
      redriveCount: this.redriveCountAt(position),
      startedBy: this.startedByAt(position),
    }
  }

  nameAt(position: number): string {
    return this.columns.names[position] ?? ''
  }

  arnAt(position: number): string {
    const name = this.nameAt(position)
    return this.shared.oddArns.get(name) ?? `${this.shared.prefix}${name}`
  }

  statusAt(position: number): ExecutionStatus | undefined {
    return this.shared.statuses[this.columns.statuses[position] ?? 0]
  }

  /** NaN where AWS does not tell. */
  startedAt(position: number): Millis {
    return this.columns.startedAt[position] ?? Number.NaN
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
    const name = arn.slice(arn.lastIndexOf(':') + 1)
    if (prefix !== '' && arn === prefix + name) return this.columns.names.indexOf(name)
    return this.columns.names.findIndex((_, position) => this.arnAt(position) === arn)
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
  with(items: readonly ExecutionListItem[]): RunList {
    const draft = new Draft(this.shared)
    const fresh = new Map(items.map(item => [keyOf(item.name, item.startedAt ?? Number.NaN), item]))
    const added = [...fresh.values()].toSorted(newestFirst)
    let at = 0
    for (let position = 0; position < this.count; position++) {
      if (fresh.has(keyOf(this.nameAt(position), this.startedAt(position)))) continue
      const own = { name: this.nameAt(position), startedAt: told(this.startedAt(position)) }
      for (let next = added[at]; next !== undefined && newestFirst(next, own) < 0; next = added[at]) {
        draft.add(next)
        at++
      }
      draft.copy(this.columns, position)
    }
    for (const item of added.slice(at)) draft.add(item)
    return new RunList(draft.columns(), draft.shared())
  }
}

/** Grows columns. */
class Draft {
  private readonly names: string[] = []
  private readonly statuses: number[] = []
  private readonly startedAt: number[] = []
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
    this.names.push(columns.names[position] ?? '')
    this.statuses.push(columns.statuses[position] ?? 0)
    this.startedAt.push(columns.startedAt[position] ?? Number.NaN)
    this.stoppedAt.push(columns.stoppedAt[position] ?? Number.NaN)
    this.redriveCounts.push(columns.redriveCounts[position] ?? 0)
    this.startedBy.push(columns.startedBy[position] ?? 0)
  }

  add(item: ExecutionListItem): void {
    const { executionArn, name } = item
    if (this.prefix === '' && name !== '' && executionArn.endsWith(`:${name}`))
      this.prefix = executionArn.slice(0, -name.length)
    if (executionArn !== this.prefix + name) this.oddArns.set(name, executionArn)
    this.names.push(name)
    this.statuses.push(codeIn(this.knownStatuses, item.status))
    this.startedAt.push(item.startedAt ?? Number.NaN)
    this.stoppedAt.push(item.stoppedAt ?? Number.NaN)
    this.redriveCounts.push(item.redriveCount)
    this.startedBy.push(codeIn(this.qualifiers, item.startedBy))
  }

  columns(): Columns {
    return {
      names: this.names,
      statuses: Uint8Array.from(this.statuses),
      startedAt: Float64Array.from(this.startedAt),
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
  readonly name: string
  readonly startedAt: Millis | undefined
}

/** Below 0: the first stands first. Of one moment by name, so that the order is the same in whatever order pages came. */
function newestFirst(a: Placed, b: Placed): number {
  const [left, right] = [a.startedAt ?? Number.NEGATIVE_INFINITY, b.startedAt ?? Number.NEGATIVE_INFINITY]
  if (left !== right) return left > right ? -1 : 1
  return compareNames(a.name, b.name)
}

function keyOf(name: string, startedAt: number): string {
  return `${startedAt} ${name}`
}

function told(value: number): Millis | undefined {
  return Number.isNaN(value) ? undefined : value
}
