import type { Millis } from '../history/events.ts'
import { filledTextOf, isRecord, type JsonRecord } from '../history/json-value.ts'

/** What Lambda reports of an invocation, where it tells. */
export interface LambdaReport {
  readonly durationMs: Millis | undefined
  readonly billedMs: Millis | undefined
  readonly memoryMB: number | undefined
  readonly usedMB: number | undefined
  /** Of a cold start. */
  readonly initMs: Millis | undefined
  /** Of a start from a snapshot. */
  readonly restoreMs: Millis | undefined
  /** `timeout`, `error`, …; absent or `success` where it went well. */
  readonly status: string | undefined
  readonly errorType: string | undefined
}

const FIELDS: ReadonlyMap<string, keyof LambdaReport> = new Map([
  ['Duration', 'durationMs'],
  ['Billed Duration', 'billedMs'],
  ['Memory Size', 'memoryMB'],
  ['Max Memory Used', 'usedMB'],
  ['Init Duration', 'initMs'],
  ['Restore Duration', 'restoreMs'],
  ['Status', 'status'],
  ['Error Type', 'errorType'],
])

/** `REPORT RequestId: … \tDuration: 30000.00 ms\tBilled Duration: …`, without what stands before the first tab. */
export function reportOfText(text: string): LambdaReport {
  const said = new Map<keyof LambdaReport, string>()
  for (const part of text.slice(0, 2_000).split(/[\t\n]/)) {
    const [, name = '', value = ''] = /^ ?([A-Z][\w ]{1,30}): (.{1,200})$/.exec(part.trimEnd()) ?? []
    const field = FIELDS.get(name)
    if (field !== undefined) said.set(field, value)
  }
  const number = (field: keyof LambdaReport) => measured(said.get(field))
  return {
    ...{ durationMs: number('durationMs'), billedMs: number('billedMs'), initMs: number('initMs') },
    ...{ memoryMB: number('memoryMB'), usedMB: number('usedMB'), restoreMs: number('restoreMs') },
    ...{ status: said.get('status'), errorType: said.get('errorType') },
  }
}

/** The number of `30000.00 ms`, `256 MB`. */
function measured(text: string | undefined): number | undefined {
  const [, number] = /^(\d{1,12}(?:\.\d{1,6})?) (?:ms|MB)$/.exec(text ?? '') ?? []
  return number === undefined ? undefined : Number(number)
}

/** The `record` of a `platform.report`. */
export function reportOfRecord(record: JsonRecord): LambdaReport {
  const metrics = isRecord(record['metrics']) ? record['metrics'] : {}
  const number = (name: string) => {
    const value = metrics[name]
    return typeof value === 'number' && value >= 0 ? value : undefined
  }
  return {
    ...{ durationMs: number('durationMs'), billedMs: number('billedDurationMs'), initMs: number('initDurationMs') },
    ...{ memoryMB: number('memorySizeMB'), usedMB: number('maxMemoryUsedMB'), restoreMs: number('restoreDurationMs') },
    ...{ status: filledTextOf(record['status']), errorType: filledTextOf(record['errorType']) },
  }
}
