import { arnTexts } from './arn-texts.ts'
import type { Millis } from './events.ts'
import {
  type ExecutionArn,
  type ExpressArn,
  type MapRunArn,
  parseStatesArn,
  type StateMachineArn,
  type StatesArn,
} from './states-arn.ts'
import { type Unsupported, unsupportedArn, unsupportedLink, unsupportedText } from './unsupported-target.ts'

/** What a person pasted, understood. */
export type Target =
  | ExecutionArn
  | MapRunArn
  /** A state machine, one of its versions or an alias: its runs. */
  | StateMachineArn
  /** Its history is in CloudWatch Logs alone; a link to the console tells when it started. */
  | (ExpressArn & { readonly startedAt?: Millis })
  /** A link of our own: `hash` begins with `#/`. */
  | { readonly kind: 'appLink'; readonly hash: string }
  | Unsupported

/** Much more than any link; what is longer was pasted by mistake. */
const MAX_PASTED_LENGTH = 100_000

/**
 * Understands the ARN of an execution, a Map Run or a state machine, a link to the console or to this tool, with whatever stands around it:
 * blanks, line ends, quotes, brackets, percent-encoding (once or twice), a command line, a sentence. Never throws.
 */
export function parseTarget(pasted: string): Target {
  const text = pasted.slice(0, MAX_PASTED_LENGTH).trim()
  const hash = appHash(text)
  if (hash !== undefined) return { kind: 'appLink', hash }
  const candidates = arnTexts(text)
  const arns = candidates.map(statesArnIn).filter(arn => arn !== undefined)
  const best =
    arns.find(isExecution) ?? arns.find(arn => arn.kind === 'mapRun') ?? arns.find(arn => arn.kind === 'express')
  if (best !== undefined) return best.kind === 'express' ? { ...best, ...startIn(text) } : best
  const machine = arns.find(isMachine)
  if (machine !== undefined) return machine
  const [other] = arns
  if (other !== undefined) return unsupportedArn(other)
  const [candidate] = candidates
  if (candidate !== undefined) return unsupportedText(candidate)
  return unsupportedLink(text) ?? unsupportedText(text)
}

/**
 * Two executions pasted at once, by ARN or link, in their order; undefined for a text that says more than that: a log line may speak
 * of two without asking for both. What a field of one line made one of two lines is told apart again.
 */
export function twoExecutionsIn(pasted: string): readonly [ExecutionArn, ExecutionArn] | undefined {
  const text = pasted.slice(0, MAX_PASTED_LENGTH).replace(SECOND_BEGINS, ' $&')
  const words = text.split(/[\s,;]+/).filter(word => word !== '')
  if (words.length < 2 || words.length > MOST_WORDS_OF_TWO) return undefined
  const found = new Map<string, ExecutionArn>()
  for (const word of words) {
    const execution = arnTexts(word)
      .map(statesArnIn)
      .find(arn => arn !== undefined && isExecution(arn))
    if (execution?.kind === 'execution' && STANDS_ALONE.test(word)) found.set(execution.arn, execution)
    else if (!BETWEEN_TWO.test(word)) return undefined
  }
  const [first, second, ...more] = found.values()
  return first === undefined || second === undefined || more.length > 0 ? undefined : [first, second]
}

/**
 * All executions that a text speaks of, in its order, each once. An ARN that a line end cut is none beside the whole one.
 */
export function executionsIn(pasted: string): readonly (ExecutionArn | ExpressArn)[] {
  const found = arnTexts(pasted.slice(0, MAX_PASTED_LENGTH))
    .map(statesArnIn)
    .filter(arn => arn?.kind === 'execution' || arn?.kind === 'express')
  const isCut = (arn: string) =>
    found.some(other => other.arn !== arn && other.arn.startsWith(arn) && !pasted.includes(other.arn))
  return [...new Map(found.filter(({ arn }) => !isCut(arn)).map(arn => [arn.arn, arn])).values()]
}

/** Behind another: an ARN or link holds neither. */
const SECOND_BEGINS = /(?<=[^\s"'<([`])(?:https?:\/\/|(?<!\/|%2F)arn:aws[\w-]*:states:)/gi
/** In marks at most, and under no name: a field of JSON asks for nothing. */
const STANDS_ALONE = /^["'<([`]*(?:arn(?::|%3A)|https?:\/\/|#\/)/i
const MOST_WORDS_OF_TWO = 6
const BETWEEN_TWO = /^(?:and|with|to|vs\.?|versus|against|compare|[-–—&|:]+)$/i

/**
 * The state machine, version or alias that a person named by its ARN or a link to the console, with whatever stands around it;
 * undefined where there is none. The part of one that a Map Run runs is none.
 */
export function stateMachineIn(pasted: string): StateMachineArn | undefined {
  for (const text of arnTexts(pasted.slice(0, MAX_PASTED_LENGTH).trim())) {
    const arn = statesArnIn(text)
    if (arn !== undefined && isMachine(arn)) return arn
  }
  return undefined
}

/** Our own links have one of our routes behind the `#`, and are not the console's old `#/executions/details/…`. */
const APP_ROUTE = /#\/(?:executions\/(?!details\/)|samples\/|files\/|mapRuns\/|state-machines\/)[^\s<>"'`]+/

function appHash(text: string): string | undefined {
  const route = APP_ROUTE.exec(text)
  if (route === null || /console\.(?:aws\.amazon\.com|amazonaws)/.test(text.slice(0, route.index))) return undefined
  return route[0]
}

/** Console links may go on behind the ARN (`…/details/<arn>/…`), and a colon may end it in a sentence. */
function statesArnIn(text: string): StatesArn | undefined {
  return (
    parseStatesArn(text) ?? parseStatesArn(text.replace(/[:/]+$/, '')) ?? parseStatesArn(text.replace(/\/[^:]*$/, ''))
  )
}

/** The part of a machine that a Map Run runs is none: AWS lists nothing of it. */
function isMachine(arn: StatesArn): arn is StateMachineArn {
  return arn.kind === 'stateMachine' && arn.mapRunLabel === undefined
}

function isExecution(arn: StatesArn): arn is ExecutionArn {
  return arn.kind === 'execution'
}

/** `startDate` of a link to the console. */
function startIn(text: string): { readonly startedAt?: Millis } {
  const digits = /[?&]startDate(?:=|%3D)(\d{12,14})(?!\d)/i.exec(text)?.[1]
  return digits === undefined ? {} : { startedAt: Number(digits) }
}

/** Why an Express execution cannot be read where there is no way to its log, and what to do. */
export function expressWords(arn: ExpressArn): { readonly message: string; readonly whatToDo: string } {
  return {
    message: `${arn.executionName} is an execution of an Express workflow: Step Functions keeps no history of it.`,
    whatToDo:
      'Open its log instead: in CloudWatch Logs Insights, choose the log group of the state machine, run ' +
      `fields @timestamp, @message | filter execution_arn = "${arn.arn}" | sort @timestamp | limit 10000, ` +
      'export the result as CSV or JSON, and drop that file here.',
  }
}
