import * as v from 'valibot'
import { parseLogGroupArn } from '../history/log-group-arn.ts'
import type { LogLine } from '../logs/log-line.ts'
import { fetchedSample, jsonIn } from './sample-file.ts'
import { SourceError } from './source.ts'
import type { TaskLogSource } from './task-log-source.ts'

/** What a sample's tasks printed: groups by their names, of each the lines: id, time, arrival, stream, message. */
const LOGS_FILE = v.object({
  groups: v.record(v.string(), v.array(v.tuple([v.string(), v.number(), v.number(), v.string(), v.string()]))),
})

type LogsFile = v.InferOutput<typeof LOGS_FILE>

/** The logs that come with a sample: their file is fetched when somebody first looks. It answers as a log group does. */
export function sampleTaskLogs(name: string, base: string): TaskLogSource {
  let fetching: Promise<LogsFile> | undefined

  /** A failed fetch is not kept, so that Retry fetches again. */
  async function read(signal: AbortSignal): Promise<LogsFile> {
    fetching ??= fetchLogs(name, base).catch((error: unknown) => {
      fetching = undefined
      throw error
    })
    const file = await fetching
    signal.throwIfAborted()
    return file
  }

  return {
    live: false,
    readLines: async (groupArn, { fromMs, toMs, pattern, streams }, signal) => {
      const group = parseLogGroupArn(groupArn)?.name ?? ''
      const { groups } = await read(signal)
      const all = Object.hasOwn(groups, group) ? (groups[group] ?? []) : []
      const text = pattern?.replace(/^"(.*)"$/, '$1') ?? ''
      const lines = all.map(lineOf).filter(({ at = 0, stream, message }) => {
        return at >= fromMs && at <= toMs && (streams?.includes(stream) ?? true) && message.includes(text)
      })
      return { lines }
    },
    functionLogGroup: async () => undefined,
  }
}

function lineOf([id, at, arrivedAt, stream, message]: LogsFile['groups'][string][number]): LogLine {
  return { id, at, arrivedAt, stream, message }
}

async function fetchLogs(name: string, base: string): Promise<LogsFile> {
  const bytes = await fetchedSample(base, `${name}.logs.json`).catch((error: unknown) => {
    throw error instanceof SourceError && error.code === 'SampleMissing' ? noLogs() : error
  })
  const parsed = v.safeParse(LOGS_FILE, jsonIn(bytes))
  if (parsed.success) return parsed.output
  throw new SourceError('SamplesBroken', 'The log of the sample cannot be read.', {
    why: parsed.issues[0].message,
    whatToDo: 'Reload the page; if it stays, build it again.',
  })
}

function noLogs(): SourceError {
  return new SourceError('SampleLogMissing', 'This sample comes without a log.', {
    whatToDo: 'Open the sample “Saga rollback” to see what its functions printed.',
  })
}
