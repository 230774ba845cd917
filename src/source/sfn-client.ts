import {
  DescribeExecution$,
  type DescribeExecutionCommandOutput,
  type DescribeExecutionInput,
  DescribeMapRun$,
  type DescribeMapRunCommandOutput,
  type DescribeMapRunInput,
  DescribeStateMachine$,
  type DescribeStateMachineCommandOutput,
  DescribeStateMachineForExecution$,
  type DescribeStateMachineForExecutionCommandOutput,
  type DescribeStateMachineForExecutionInput,
  type DescribeStateMachineInput,
  errorTypeRegistries,
  GetExecutionHistory$,
  type GetExecutionHistoryCommandOutput,
  type GetExecutionHistoryInput,
  ListExecutions$,
  type ListExecutionsCommandOutput,
  type ListExecutionsInput,
  ListMapRuns$,
  type ListMapRunsCommandOutput,
  type ListMapRunsInput,
  ListStateMachines$,
  type ListStateMachinesCommandOutput,
  type ListStateMachinesInput,
} from '@aws-sdk/client-sfn'
import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols'
import type { HttpRequest, HttpResponse } from '@smithy/core/protocols'
import { operation } from '@smithy/core/schema'
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde'
import { isAsSchemaSays } from './as-schema-says.ts'

/*
 * The SDK's protocol and its schemas of the calls, without the rest of its client: the gateway signs and knows where AWS
 * is, and loading decides what is tried again. The rest is more than half of what the page would load to ask AWS, and
 * would make a signature for every request that nobody reads.
 */

interface Calls {
  readonly DescribeExecution: Call<DescribeExecutionInput, DescribeExecutionCommandOutput>
  readonly DescribeMapRun: Call<DescribeMapRunInput, DescribeMapRunCommandOutput>
  readonly DescribeStateMachine: Call<DescribeStateMachineInput, DescribeStateMachineCommandOutput>
  readonly DescribeStateMachineForExecution: Call<
    DescribeStateMachineForExecutionInput,
    DescribeStateMachineForExecutionCommandOutput
  >
  readonly GetExecutionHistory: Call<GetExecutionHistoryInput, GetExecutionHistoryCommandOutput>
  readonly ListExecutions: Call<ListExecutionsInput, ListExecutionsCommandOutput>
  readonly ListMapRuns: Call<ListMapRunsInput, ListMapRunsCommandOutput>
  readonly ListStateMachines: Call<ListStateMachinesInput, ListStateMachinesCommandOutput>
}

interface Call<Input extends object, Output extends object> {
  readonly input: Input
  readonly output: Output
}

const SCHEMAS = {
  DescribeExecution: DescribeExecution$,
  DescribeMapRun: DescribeMapRun$,
  DescribeStateMachine: DescribeStateMachine$,
  DescribeStateMachineForExecution: DescribeStateMachineForExecution$,
  GetExecutionHistory: GetExecutionHistory$,
  ListExecutions: ListExecutions$,
  ListMapRuns: ListMapRuns$,
  ListStateMachines: ListStateMachines$,
} satisfies Record<keyof Calls, unknown>

const PROTOCOL = new AwsJson1_0Protocol({
  defaultNamespace: 'com.amazonaws.sfn',
  errorTypeRegistries,
  serviceTarget: 'AWSStepFunctions',
})

export type SfnRequest = Pick<HttpRequest, 'protocol' | 'hostname' | 'port' | 'path' | 'headers' | 'body'>

/** How a request gets its answer, with the body whole. */
export type Answering = (request: SfnRequest, signal: AbortSignal) => Promise<HttpResponse>

/** Asks Step Functions once, at this endpoint, unsigned. */
export class SfnClient {
  private readonly context: Context
  private readonly untimedAnswer: Answering

  constructor(endpoint: URL, answering: Answering) {
    this.context = contextOf(endpoint)
    this.untimedAnswer = answering
    PROTOCOL.setSerdeContext(this.context)
  }

  /** @throws SFNServiceException where AWS answers with an error; what `answering` throws. */
  async untimedCall<A extends keyof Calls>(
    action: A,
    input: Calls[A]['input'],
    signal: AbortSignal,
  ): Promise<Calls[A]['output']> {
    return this.decode(action, await this.untimedResponse(action, input, signal))
  }

  /** The answer as it came, for `decode` or for a reader of one's own. */
  async untimedResponse<A extends keyof Calls>(
    action: A,
    input: Calls[A]['input'],
    signal: AbortSignal,
  ): Promise<HttpResponse> {
    const request = await PROTOCOL.serializeRequest(operationOf(action), input, this.context)
    return this.untimedAnswer(request, signal)
  }

  /** What the answer says. @throws SFNServiceException; an error that bears the answer as `$response` where it is none. */
  async decode<A extends keyof Calls>(action: A, response: HttpResponse): Promise<Calls[A]['output']> {
    try {
      const output = await PROTOCOL.deserializeResponse<Calls[A]['output']>(operationOf(action), this.context, response)
      if (!isAsSchemaSays(output, SCHEMAS[action][5])) throw new Error('It has other members than this call has.')
      return output
    } catch (error) {
      if (error instanceof Error) Object.defineProperty(error, '$response', { value: response, configurable: true })
      throw error
    }
  }
}

function operationOf(action: keyof Calls) {
  const [, namespace, name, traits, input, output] = SCHEMAS[action]
  return operation(namespace, name, traits, input, output)
}

type Context = ReturnType<typeof contextOf>

function contextOf({ protocol, hostname, port, pathname }: URL) {
  return {
    endpoint: async () => ({ protocol, hostname, path: pathname, ...(port !== '' && { port: Number(port) }) }),
    base64Decoder: fromBase64,
    base64Encoder: toBase64,
    utf8Decoder: fromUtf8,
    utf8Encoder: toUtf8,
    // Bodies come whole.
    streamCollector: async (body: Uint8Array) => body,
    requestHandler: NO_HANDLER,
    disableHostPrefix: true,
  }
}

/** The protocol's context wants one; requests leave by `answering`. */
const NO_HANDLER = { handle: () => Promise.reject(new Error('no request goes this way')) }
