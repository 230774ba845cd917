import type { Millis } from '../history/events.ts'
import type { ExecutionSummary } from '../history/execution-summary.ts'
import type { HistorySource, SourceError } from '../source/source.ts'
import { askPatiently, asSourceError } from './ask-patiently.ts'
import type { Surroundings } from './surroundings.ts'

/** Sends one request: counted, within its time. */
export type SendRequest = <T>(run: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>

interface FactsParts {
  readonly source: HistorySource
  readonly surroundings: Surroundings
  readonly wait: (ms: Millis, signal: AbortSignal) => Promise<void>
  /** How often DescribeExecution is tried: a history reads without it. */
  readonly attempts: number
  readonly request: SendRequest
  /** Called when there is an answer, or none to be had. */
  readonly answered: () => void
}

/** What is known of an execution beside its events. */
export interface ExecutionFacts {
  readonly summary: ExecutionSummary | undefined
  readonly definition: string | undefined
  /** Why there is no (new) summary. */
  readonly error: SourceError | undefined
  readonly describing: boolean
  /** Asks DescribeExecution, unless it is being asked already. */
  readonly describe: (signal: AbortSignal | undefined) => void
  /** Asks for the definition, once. */
  readonly askDefinition: (signal: AbortSignal | undefined) => void
  readonly stop: () => void
}

export function createExecutionFacts(parts: FactsParts): ExecutionFacts {
  const { source, surroundings, wait, attempts, request, answered } = parts
  let summary: ExecutionSummary | undefined
  let definition: string | undefined
  let error: SourceError | undefined
  let describing = false
  let definitionAsked = false

  async function describe(signal: AbortSignal): Promise<void> {
    describing = true
    try {
      const run = () => request(s => source.describe(s), signal)
      const onTrouble = ({ attempt }: { readonly attempt: number }) => attempt < attempts
      summary = await askPatiently({ surroundings, signal, wait, run, onTrouble })
      error = undefined
    } catch (thrown) {
      if (signal.aborted) return
      error = asSourceError(thrown)
    }
    describing = false
    answered()
  }

  /** A history reads well without it, so a refusal is no failure. */
  async function askDefinition(signal: AbortSignal): Promise<void> {
    definitionAsked = true
    try {
      definition = await request(s => source.definition(s), signal)
      answered()
    } catch {
      definitionAsked = !signal.aborted
    }
  }

  return {
    get summary() {
      return summary
    },
    get definition() {
      return definition
    },
    get error() {
      return error
    },
    get describing() {
      return describing
    },
    describe: signal => {
      if (signal && !describing) void describe(signal)
    },
    askDefinition: signal => {
      if (signal && !definitionAsked) void askDefinition(signal)
    },
    stop: () => {
      describing = false
    },
  }
}
