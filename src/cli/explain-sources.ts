import { answersInProcess } from '../gateway/answers-in-process.ts'
import type { AwsAccess } from '../gateway/aws-access.ts'
import type { GatewayError } from '../gateway/gateway-error.ts'
import type { SourceFinder } from '../loading/execution-store.ts'
import { awsCallsThrough } from '../source/aws-calls.ts'
import { awsSource } from '../source/aws-source.ts'
import type { Connection, WorkerCalls } from '../source/calls.ts'
import { awsChildSource, type ChildSource } from '../source/child-source.ts'
import { fileCalls } from '../source/file-calls.ts'
import { fileChildren } from '../source/file-children.ts'
import { NOT_IN_FILE } from '../source/file-errors.ts'
import { type FileChoice, fileSource, openFiles } from '../source/file-source.ts'
import { GatewayFault } from '../source/gateway-fault.ts'
import { logCalls, logCallsThrough } from '../source/log-calls.ts'
import { answerLimit } from '../source/no-answer.ts'
import { callHere } from '../source/remote-calls.ts'
import { awsRunSource, type RunLogSource, type RunSource } from '../source/run-source.ts'
import { SfnClient } from '../source/sfn-client.ts'
import { type HistorySource, SourceError, type SourceRef } from '../source/source.ts'
import { within } from '../waits/within.ts'

/** Where a command reads executions from. */
export interface ExplainSources {
  readonly finder: SourceFinder
  readonly childSource: ChildSource
}

/** AWS has the runs of state machines too. */
export interface AwsSources extends ExplainSources {
  readonly runSource: RunSource & RunLogSource
}

/** Never resolved: nothing is sent there. Where AWS is, the gateway decides. */
const NOWHERE = new URL('http://127.0.0.1/')

/** AWS, as the page reaches it, without the socket between page and gateway. */
export function awsSources(aws: AwsAccess, profile: string | undefined): AwsSources {
  const asThrown = ({ code, message, details }: GatewayError) => new GatewayFault(code, message, details)
  const answers = answersInProcess({ aws, profile, asThrown })
  const client = new SfnClient(NOWHERE, answers)
  const calls = callHere<WorkerCalls>({
    ...awsCallsThrough(() => client),
    ...logCallsThrough(async (_connection, { asked: { target, body } }, signal) => {
      const request = { headers: { 'x-amz-target': target }, body }
      const answer = await within(answerLimit(signal), given => answers(request, given))
      return { status: answer.statusCode, headers: answer.headers, body: answer.body }
    }),
    ...fileCalls(),
  })
  const connection = async (): Promise<Connection> => ({ kind: 'gateway', base: '', key: undefined, profile })
  const find = async (ref: SourceRef): Promise<HistorySource> => {
    if (ref.kind === 'aws') return awsSource(ref.arn, calls, connection)
    throw new SourceError('NoSuchSource', 'Only executions in AWS are read from there.')
  }
  return {
    finder: finderOf(find),
    childSource: awsChildSource(calls, connection),
    runSource: awsRunSource(calls, connection),
  }
}

/** A file by the name that messages give it. */
export interface GivenFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Executions in files that were given together. */
export interface FileSources extends ExplainSources {
  /** The first that none of the others started. */
  readonly asked: FileChoice
  /** Those that none of the others started. */
  readonly roots: readonly FileChoice[]
  readonly all: readonly FileChoice[]
}

/** The executions of files, those that one of them started below it; nothing is asked of AWS. @throws SourceError */
export async function fileSources(files: readonly GivenFile[]): Promise<FileSources> {
  const calls = callHere<WorkerCalls>({ ...awsCallsThrough(noClient), ...logCalls, ...fileCalls() })
  const given = files.map(({ bytes, name }) => new File([new Uint8Array(bytes)], name))
  const { choices, all } = await openFiles(given, calls, new AbortController().signal)
  const [asked] = choices
  if (asked === undefined) throw new SourceError('NotAHistory', `${given[0]?.name ?? 'This'} holds no history.`)
  const children = fileChildren(asked.ref.hash, calls)
  const find = async (ref: SourceRef): Promise<HistorySource> => {
    if (ref.kind === 'aws') return children.source(ref.arn, new AbortController().signal)
    const source = ref.kind === 'file' ? fileSource(ref, calls) : undefined
    if (source === undefined) throw new SourceError('NoSuchSource', 'Only files are read from there.')
    return source
  }
  return { finder: finderOf(find), childSource: children, asked, roots: choices, all }
}

function finderOf(find: SourceFinder['find']): SourceFinder {
  return { find, findFresh: find, dropCopy: async () => undefined, onView: () => undefined }
}

function noClient(): never {
  throw new SourceError(NOT_IN_FILE, 'A file is read without AWS.')
}
