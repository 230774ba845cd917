/** A failure's cause made readable. */
export interface ReadableCause {
  /** What to read first. */
  readonly message: string
  /** The stack, line by line, outermost frame last; empty where there is none. */
  readonly stack: readonly StackLine[]
  /** The error's own name where the cause tells one (`errorType` of a Lambda function, `Error` of a nested execution). */
  readonly errorType: string | undefined
  /** The cause parsed, where it is JSON: shown as a tree. */
  readonly json: unknown
}

export interface StackLine {
  readonly text: string
  /** Frames of the language's runtime, as opposed to the function's own code. */
  readonly runtime: boolean
}

/**
 * Reads a `cause`. Lambda writes `{"errorMessage","errorType","stackTrace"|"trace"}`; nested executions and ECS write
 * JSON of their own with a `Cause`, `StoppedReason` or `message`; anything else is text.
 */
export function readCause(cause: string): ReadableCause {
  const json = parseObject(cause)
  if (json === undefined) return { message: cause, stack: [], errorType: undefined, json: undefined }
  const message = firstText(json, ['errorMessage', 'ErrorMessage', 'Cause', 'StoppedReason', 'message', 'Message'])
  return {
    message: message ?? cause,
    stack: stackOf(json),
    errorType: firstText(json, ['errorType', 'Error', 'Name']),
    json,
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.trimStart().startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined
  } catch {
    // A cause is cut at 32 KiB, which leaves broken JSON: then it is text.
    return undefined
  }
}

function firstText(json: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = json[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

function stackOf(json: Readonly<Record<string, unknown>>): readonly StackLine[] {
  const trace = json['stackTrace'] ?? json['trace'] ?? json['stack']
  const lines = typeof trace === 'string' ? trace.split('\n') : Array.isArray(trace) ? trace.flatMap(frameLines) : []
  return lines.filter(line => line.trim() !== '').map(text => ({ text: text.trimEnd(), runtime: isRuntimeFrame(text) }))
}

/** Python gives one text a frame, of two lines; old runtimes gave `[file, line, function, code]`. */
function frameLines(frame: unknown): readonly string[] {
  if (typeof frame === 'string') return frame.split('\n')
  return Array.isArray(frame) ? [frame.map(String).join(' ')] : []
}

function isRuntimeFrame(line: string): boolean {
  return /node:|\/var\/runtime|\bRuntime\.|lambda_runtime|java\.base|jdk\.internal|amazonaws\.services\.lambda\.runtime/.test(
    line,
  )
}
