import type { AwsAccess } from '../gateway/aws-access.ts'
import type { GatewayError } from '../gateway/gateway-error.ts'
import { inProcessClients } from '../gateway/in-process-client.ts'
import type { SourceFinder } from '../loading/execution-store.ts'
import { referencesOf } from '../model/references.ts'
import { awsCallsThrough } from '../source/aws-calls.ts'
import { awsSource } from '../source/aws-source.ts'
import type { Connection, WorkerCalls } from '../source/calls.ts'
import { awsChildSource, type ChildSource } from '../source/child-source.ts'
import { fileCalls } from '../source/file-calls.ts'
import { type FileChoice, fileSource, openFiles } from '../source/file-source.ts'
import { GatewayFault } from '../source/gateway-fault.ts'
import { callHere } from '../source/remote-calls.ts'
import { type HistorySource, SourceError, type SourceRef } from '../source/source.ts'

/** Where a command reads executions from. */
export interface ExplainSources {
  readonly finder: SourceFinder
  readonly childSource: ChildSource
}

/** AWS, as the page reaches it, without the socket between page and gateway. */
export function awsSources(aws: AwsAccess, profile: string | undefined): ExplainSources {
  const asThrown = ({ code, message, details }: GatewayError) => new GatewayFault(code, message, details)
  const clientOf = inProcessClients({ aws, profile, asThrown })
  const calls = callHere<WorkerCalls>({
    ...awsCallsThrough((_, arn) => clientOf(arn.split(':')[3] ?? '')),
    ...fileCalls(),
  })
  const connection = async (): Promise<Connection> => ({ kind: 'gateway', base: '', key: undefined, profile })
  const find = async (ref: SourceRef): Promise<HistorySource> => {
    if (ref.kind === 'aws') return awsSource(ref.arn, calls, connection)
    throw new SourceError('NoSuchSource', 'Only executions in AWS are read from there.')
  }
  return { finder: finderOf(find), childSource: awsChildSource(calls, connection) }
}

/** The executions of a file. What one of them started is found in it too; nothing is asked of AWS. */
export async function fileSources(
  bytes: Uint8Array,
  name: string,
): Promise<ExplainSources & { readonly asked: FileChoice; readonly choices: readonly FileChoice[] }> {
  const calls = callHere<WorkerCalls>({ ...awsCallsThrough(noClient), ...fileCalls() })
  const { choices } = await openFiles([new File([new Uint8Array(bytes)], name)], calls, new AbortController().signal)
  const sourceOf = (choice: FileChoice | undefined): HistorySource => {
    const source = choice === undefined ? undefined : fileSource(choice.ref, calls)
    if (source === undefined) throw notInFile(name)
    return source
  }
  const find = async (ref: SourceRef): Promise<HistorySource> => {
    if (ref.kind !== 'aws') return sourceOf(choices.find(choice => choice.ref === ref))
    return sourceOf(choices.find(({ summary }) => summary.executionArn === ref.arn))
  }
  const asked = await notStartedByAnother(choices, sourceOf)
  if (asked === undefined) throw new SourceError('NotAHistory', `${name} holds no history.`)
  const childSource: ChildSource = {
    describeMapRun: () => Promise.reject(notInFile(name)),
    listChildren: () => Promise.reject(notInFile(name)),
  }
  return { finder: finderOf(find), childSource, asked, choices }
}

/** Of several executions the first that none of the others started. */
async function notStartedByAnother(
  choices: readonly FileChoice[],
  sourceOf: (choice: FileChoice) => HistorySource,
): Promise<FileChoice | undefined> {
  const [first] = choices
  if (choices.length < 2) return first
  const started = new Set<string>()
  for (const choice of choices) for await (const arn of startedIn(sourceOf(choice))) started.add(arn)
  return choices.find(({ summary }) => !started.has(summary.executionArn ?? '')) ?? first
}

async function* startedIn(source: HistorySource): AsyncGenerator<string> {
  const { signal } = new AbortController()
  const request = { direction: 'forward', withPayloads: true } as const
  for (let token: string | undefined; ; ) {
    const page = await source.readPage(token === undefined ? request : { ...request, token }, signal)
    for (const event of page.events) {
      for (const reference of referencesOf(event)) if (reference.kind === 'childExecution') yield reference.arn
    }
    token = page.nextToken
    if (token === undefined) return
  }
}

function finderOf(find: SourceFinder['find']): SourceFinder {
  return { find, findFresh: find, dropCopy: async () => undefined, onView: () => undefined }
}

/** The code of the error for what a file does not hold. */
export const NOT_IN_FILE = 'NotInFile'

function notInFile(name: string): SourceError {
  return new SourceError(NOT_IN_FILE, `${name} does not hold it.`)
}

function noClient(): never {
  throw new SourceError(NOT_IN_FILE, 'A file is read without AWS.')
}
