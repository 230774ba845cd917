import { isRecord, type JsonRecord, memberOf, tryParse } from '../history/json-value.ts'
import { withoutEscapedColours } from '../history/plain-text.ts'

/** A failure's cause made readable. All of it is text from outside: never markup, never a link. */
export interface ReadableCause {
  /** What failed, where the cause tells it: an exception's class, `ECS task stopped`, `Glue job run etl FAILED`. */
  readonly title: string | undefined
  /** What to read first; may have several lines. */
  readonly message: string
  readonly firstLine: string
  /** The stack, line by line as the runtime wrote it; empty where there is none. */
  readonly frames: readonly StackLine[]
  /** What else the cause tells, in its own order of importance: `Exit code: 137`, `Log stream: …`. */
  readonly fields: readonly CauseField[]
  /** The error's own name where the cause tells one (`errorType` of a Lambda function, `Error` of a nested execution). */
  readonly errorType: string | undefined
  /** The cause parsed, where it is JSON: shown as a tree. */
  readonly json: unknown
}

export interface StackLine {
  readonly text: string
  /** A line of the language's runtime, as opposed to the function's own code. */
  readonly runtime: boolean
}

export interface CauseField {
  readonly name: string
  readonly value: string
}

type Told = Pick<ReadableCause, 'title' | 'fields'> & { readonly message: string | undefined; readonly inner?: string }

/** A nested execution's cause holds the child's, which may be a nested execution's again. */
const MAX_NESTING = 5

/**
 * Reads a `cause`. Lambda writes `{"errorMessage","errorType","stackTrace"|"trace"}`; a nested execution, an ECS task, a Glue
 * run, a Batch job and a CodeBuild build write the description of themselves as their API gives it; anything else is text.
 * A terminal's colours are left out.
 */
export function readCause(cause: string): ReadableCause {
  return readNested(withoutEscapedColours(cause), MAX_NESTING)
}

/** A cause in a line: its first, behind the exception's own name where that is not the error's. */
export function causeLine({ errorType, firstLine }: ReadableCause, error: unknown): string {
  return errorType === undefined || errorType === error || firstLine === '' ? firstLine : `${errorType}: ${firstLine}`
}

function readNested(cause: string, depth: number): ReadableCause {
  const json = parseObject(cause)
  if (json === undefined) return plain(cause)
  const told = tellerOf(json)(json)
  const inner = told.inner === undefined || depth === 0 ? undefined : readNested(told.inner, depth - 1)
  const message = inner?.message ?? told.message ?? cause
  return {
    title: told.title,
    message,
    firstLine: firstLineOf(message),
    frames: inner?.frames ?? framesOf(json),
    fields: [...told.fields, ...(inner?.fields ?? [])],
    errorType: firstText(json, ['errorType', 'Error', 'exceptionClass']) ?? inner?.errorType,
    json,
  }
}

function plain(text: string): ReadableCause {
  return {
    ...{ title: undefined, message: text, firstLine: firstLineOf(text) },
    ...{ frames: [], fields: [], errorType: undefined, json: undefined },
  }
}

function firstLineOf(text: string): string {
  return text.trimStart().split(/\r?\n/, 1)[0]?.trimEnd() ?? ''
}

function parseObject(text: string): JsonRecord | undefined {
  if (!text.trimStart().startsWith('{')) return undefined
  // A cause is cut at 32 KiB, which leaves broken JSON: then it is text.
  const value = tryParse(text)?.value
  return isRecord(value) ? value : undefined
}

function tellerOf(json: JsonRecord): (json: JsonRecord) => Told {
  if ('ExecutionArn' in json) return nestedExecution
  if ('TaskArn' in json || 'StoppedReason' in json) return ecsTask
  if ('JobRunState' in json) return glueRun
  if ('JobId' in json && 'Status' in json) return batchJob
  if (isRecord(json['Build'])) return codeBuild
  return lambdaError
}

function lambdaError(json: JsonRecord): Told {
  return {
    title: firstText(json, ['errorType']),
    message: firstText(json, ['errorMessage', 'ErrorMessage', 'message', 'Message', 'Cause', 'cause']),
    fields: fieldsOf(json, [['requestId', 'Request id']]),
  }
}

/** DescribeExecution's answer: `startExecution.sync` fails with it. */
function nestedExecution(json: JsonRecord): Told {
  const status = firstText(json, ['Status'])
  const name = firstText(json, ['Name']) ?? firstText(json, ['ExecutionArn'])?.split(':').at(-1)
  const inner = firstText(json, ['Cause'])
  return {
    title: `Execution ${name ?? ''} ${status ?? 'failed'}`.replace('  ', ' '),
    message: firstText(json, ['Error']),
    fields: fieldsOf(json, [
      ['Error', 'Error'],
      ['ExecutionArn', 'Execution'],
    ]),
    ...(inner === undefined ? {} : { inner }),
  }
}

/** A task as ECS's DescribeTasks gives it: `runTask.sync` fails with it. */
function ecsTask(json: JsonRecord): Told {
  const containers = recordsIn(json['Containers'])
  const broken = containers.find(one => one['Reason'] !== undefined || (numberIn(one, 'ExitCode') ?? 0) !== 0)
  const fields = containers.flatMap(one => {
    const code = numberIn(one, 'ExitCode')
    return code === undefined
      ? []
      : [{ name: `Exit code of ${firstText(one, ['Name']) ?? 'container'}`, value: `${code}` }]
  })
  const reason = broken === undefined ? undefined : firstText(broken, ['Reason'])
  return {
    title: 'ECS task stopped',
    message: [firstText(json, ['StoppedReason']), reason].filter(text => text !== undefined).join(': ') || undefined,
    fields: [
      ...fields,
      ...fieldsOf(json, [
        ['StopCode', 'Stop code'],
        ['TaskArn', 'Task'],
        ['ClusterArn', 'Cluster'],
      ]),
    ],
  }
}

/** Glue's GetJobRun. */
function glueRun(json: JsonRecord): Told {
  const state = firstText(json, ['JobRunState']) ?? 'FAILED'
  return {
    title: `Glue job run ${firstText(json, ['JobName']) ?? ''} ${state}`.replace('  ', ' '),
    message: firstText(json, ['ErrorMessage']) ?? state,
    fields: fieldsOf(json, [
      ['Id', 'Run'],
      ['Attempt', 'Attempt'],
      ['LogGroupName', 'Log group'],
    ]),
  }
}

/** Batch's DescribeJobs. */
function batchJob(json: JsonRecord): Told {
  const container = isRecord(json['Container']) ? json['Container'] : {}
  const reasons = [firstText(json, ['StatusReason']), firstText(container, ['Reason'])]
  return {
    title: `Batch job ${firstText(json, ['JobName']) ?? ''} ${firstText(json, ['Status']) ?? ''}`.trim(),
    message: reasons.filter(text => text !== undefined).join(': ') || undefined,
    fields: [
      ...fieldsOf(container, [
        ['ExitCode', 'Exit code'],
        ['LogStreamName', 'Log stream'],
      ]),
      ...fieldsOf(json, [['JobId', 'Job']]),
    ],
  }
}

/** CodeBuild's BatchGetBuilds. */
function codeBuild(json: JsonRecord): Told {
  const build = isRecord(json['Build']) ? json['Build'] : {}
  const phase = recordsIn(build['Phases']).find(one => one['PhaseStatus'] === 'FAILED')
  const context = phase === undefined ? undefined : recordsIn(phase['Contexts'])[0]
  return {
    title: `CodeBuild ${firstText(build, ['BuildStatus']) ?? 'FAILED'}`,
    message: (context && firstText(context, ['Message'])) ?? firstText(build, ['BuildStatus']),
    fields: fieldsOf({ ...build, Phase: phase?.['PhaseType'] }, [
      ['Phase', 'Phase'],
      ['Id', 'Build'],
    ]),
  }
}

function fieldsOf(
  json: JsonRecord,
  names: readonly (readonly [member: string, label: string])[],
): readonly CauseField[] {
  return names.flatMap(([member, name]) => {
    const value = memberOf(json, member)
    return (typeof value === 'string' && value !== '') || typeof value === 'number' ? [{ name, value: `${value}` }] : []
  })
}

function recordsIn(value: unknown): readonly JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function numberIn(json: JsonRecord, name: string): number | undefined {
  const value = memberOf(json, name)
  return typeof value === 'number' ? value : undefined
}

function firstText(json: JsonRecord, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = memberOf(json, name)
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

function framesOf(json: JsonRecord): readonly StackLine[] {
  const trace = json['stackTrace'] ?? json['trace'] ?? json['stack']
  const lines = typeof trace === 'string' ? trace.split('\n') : Array.isArray(trace) ? trace.flatMap(frameLines) : []
  return lines.filter(line => line.trim() !== '').map(text => ({ text: text.trimEnd(), runtime: isRuntimeLine(text) }))
}

/** Python gives one text a frame, of two lines; old runtimes gave `[file, line, function, code]`. */
function frameLines(frame: unknown): readonly string[] {
  if (typeof frame === 'string') return frame.split('\n')
  return Array.isArray(frame) ? [frame.map(String).join(' ')] : []
}

const RUNTIME =
  /node:|\/var\/runtime|\bRuntime\.|lambda_runtime|java\.base|jdk\.internal|amazonaws\.services\.lambda\.runtime/

function isRuntimeLine(line: string): boolean {
  return RUNTIME.test(line)
}
