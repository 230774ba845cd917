import { type Invocation, invocationsOf } from '../logs/invocations.ts'
import { type OwnedLine, ownedLines } from '../logs/lines-of-requests.ts'
import type { LogLine } from '../logs/log-line.ts'
import type { LogWindow } from '../logs/search-windows.ts'
import type { SourceError } from '../source/source.ts'
import type { Trouble } from './ask-patiently.ts'
import { ceilingFrom, type LogSpent } from './log-ceiling.ts'

/** The log of one attempt as far as it is known. */
export interface AttemptLogView {
  /** `held`: a ceiling is reached, only a person goes on. `following`: lines may still come, it is looked again by itself. */
  readonly phase: 'idle' | 'reading' | 'following' | 'complete' | 'held' | 'cancelled' | 'failed'
  /** Every line that was read, in order: those of other invocations too. */
  readonly lines: readonly OwnedLine[]
  readonly invocations: readonly Invocation[]
  /** Ids of lines that came with a later look. */
  readonly late: ReadonlySet<string>
  /** The groups that were looked in; the last one is where it lies, as far as is known. */
  readonly groups: readonly string[]
  /** What was searched. */
  readonly window: LogWindow | undefined
  readonly canWiden: boolean
  readonly requests: number
  /** Of the messages that came. */
  readonly bytes: number
  /** Up to where is read by itself. */
  readonly ceiling: LogSpent
  readonly error: SourceError | undefined
  /** A request that failed and is made again. */
  readonly trouble: Trouble | undefined
}

export const NO_LOG: AttemptLogView = {
  ...{ phase: 'idle', lines: [], invocations: [], late: new Set(), groups: [], window: undefined, canWiden: true },
  ...{ requests: 0, bytes: 0, ceiling: ceilingFrom({ requests: 0, bytes: 0 }), error: undefined, trouble: undefined },
}

/** Lines as they come, each kept once. */
export interface LineStore {
  /** How many are new. `look`: 0 for what was there at once. */
  readonly add: (lines: readonly LogLine[], look: number) => void
  readonly bytes: number
  readonly view: () => Pick<AttemptLogView, 'lines' | 'invocations' | 'late' | 'bytes'>
}

export function createLineStore(): LineStore {
  const lines = new Map<string, LogLine>()
  const encoder = new TextEncoder()
  let late: ReadonlySet<string> = new Set()
  let bytes = 0
  return {
    get bytes() {
      return bytes
    },
    add: (page, look) => {
      const fresh: string[] = []
      for (const line of page) {
        bytes += encoder.encode(line.message).length
        const key = line.id === '' ? `${line.stream} ${line.at} ${line.message}` : line.id
        if (lines.has(key)) continue
        lines.set(key, line)
        fresh.push(line.id)
      }
      if (look > 0 && fresh.length > 0) late = new Set([...late, ...fresh])
    },
    view: () => {
      const owned = ownedLines(lines.values())
      return { lines: owned, invocations: invocationsOf(owned), late, bytes }
    },
  }
}
