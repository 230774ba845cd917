import type { Forest } from '../../forest/forest.ts'
import { memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import { arnOf, type Member } from '../../forest/member.ts'
import type { HistoryEvent, Millis } from '../../history/events.ts'
import { parseStatesArn } from '../../history/states-arn.ts'
import { spanId } from '../../model/keys.ts'
import type { Span } from '../../model/span.ts'
import { stretchesOf } from '../../model/stretches.ts'
import { machineName, memberName } from '../../words/member-names.ts'
import {
  membersTold,
  ownError,
  pathText,
  sliceName,
  stretchesTold,
  type ToldMember,
  type ToldStretch,
} from './told-spans.ts'

/** Ids of a trace, made of ARNs, so that exporting again gives the same: whoever collects traces merges them. */
export interface TraceIds {
  /** 32 hexadecimal digits. */
  readonly traceId: string
  /** By member: what the ids of its spans are counted from. */
  readonly bases: ReadonlyMap<number, bigint>
}

/** Makes the ids of a forest's trace. Its first execution names the trace. @throws where the platform has no SHA-256. */
export async function traceIdsOf(forest: Forest): Promise<TraceIds> {
  const members = membersTold(forest)
  const digests = await Promise.all(members.map(({ member }) => sha256(identity(member))))
  const bases = new Map<number, bigint>()
  for (const [at, { member }] of members.entries())
    bases.set(member.id, BigInt(`0x${digests[at]?.slice(0, 16) ?? '0'}`))
  return { traceId: digests[0]?.slice(16, 48) ?? '', bases }
}

/** What stays the same whenever and wherever an execution is exported. */
function identity(member: Member): string {
  const arn = arnOf(member)
  if (arn !== undefined) return arn
  return member.ref.kind === 'file' ? `file ${member.ref.hash}` : memberName(member)
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}

const SPAN_KIND_INTERNAL = 1
const SPAN_KIND_CLIENT = 3
const STATUS_OK = 1
const STATUS_ERROR = 2

/**
 * A forest as far as it is read, as one OTLP/JSON trace (`TracesData` of the OpenTelemetry protocol 1.x): a resource for each execution,
 * a span for each stretch of activity, history events as span events, links from what a redrive took up again to what was before it.
 * An open span ends at the last event known and says `aws.step_functions.open`. No payloads.
 */
export function* otlpJson(forest: Forest, ids: TraceIds): Generator<string, void> {
  yield '{"resourceSpans":[\n'
  let separator = ''
  for (const told of membersTold(forest)) {
    yield `${separator}{"resource":${JSON.stringify(resourceOf(told))},"scopeSpans":[{"scope":{"name":"sfn-timeline"},"spans":[`
    separator = ',\n'
    let between = '\n'
    for (const one of stretchesTold(told)) {
      yield between + JSON.stringify(otlpSpan(forest, ids, one))
      between = ',\n'
    }
    yield '\n]}]}'
  }
  yield '\n]}\n'
}

function resourceOf({ member, arn }: ToldMember) {
  const parsed = arn === undefined ? undefined : parseStatesArn(arn)
  const named = parsed?.kind === 'execution' || parsed?.kind === 'express' ? parsed : undefined
  return {
    attributes: attributes({
      'service.name': machineName(member) ?? memberName(member),
      'cloud.provider': 'aws',
      'cloud.account.id': named?.account,
      'cloud.region': named?.region,
      'aws.step_functions.execution.arn': arn,
    }),
  }
}

function otlpSpan(forest: Forest, ids: TraceIds, one: ToldStretch) {
  const { told, span, round, from, to, outcome } = one
  const { tree } = told
  const error = ownError(one)
  const failed = outcome === 'failed' || outcome === 'timedOut'
  return {
    traceId: ids.traceId,
    spanId: idOf(ids, told.member.id, span, round),
    ...parentOf(forest, ids, one),
    name: sliceName(told, span),
    kind: span.kind === 'taskAttempt' ? SPAN_KIND_CLIENT : SPAN_KIND_INTERNAL,
    startTimeUnixNano: nanos(from),
    endTimeUnixNano: nanos(Math.max(from, to ?? told.lastAt)),
    attributes: attributes({
      'aws.step_functions.span': spanId(span),
      'aws.step_functions.kind': span.kind,
      'aws.step_functions.path': pathText(tree, span),
      'aws.step_functions.outcome': outcome,
      'aws.step_functions.open': to === undefined ? true : undefined,
      'aws.step_functions.iteration.index': 'index' in span ? span.index : undefined,
      'aws.step_functions.attempt': 'attempt' in span ? span.attempt : undefined,
      'error.type': error?.error,
    }),
    events: eventsOf(one).map(({ id, type, timestamp }) => ({
      timeUnixNano: nanos(timestamp),
      name: type,
      attributes: attributes({ 'aws.step_functions.event.id': id }),
    })),
    ...(round === 0 ? {} : { links: [{ traceId: ids.traceId, spanId: idOf(ids, told.member.id, span, round - 1) }] }),
    status: failed
      ? { code: STATUS_ERROR, message: [error?.error, error?.cause].filter(text => text !== undefined).join(': ') }
      : outcome === 'succeeded'
        ? { code: STATUS_OK }
        : {},
  }
}

/** The events of a span that lie in one of its stretches: decided by their ids. */
function eventsOf({ told, span, stretch, round }: ToldStretch): readonly HistoryEvent[] {
  const next = round < span.earlierSegments.length ? stretchesOf(told.tree, span)[round + 1] : undefined
  return span.events.flatMap(id => {
    const isHere = (round === 0 || id >= stretch.startEventId) && (next === undefined || id < next.startEventId)
    return isHere ? (told.tree.event(id) ?? []) : []
  })
}

/** The stretch of what holds a stretch in which it began, or the task that started the execution. */
function parentOf(forest: Forest, ids: TraceIds, { told, span, stretch }: ToldStretch) {
  if (span.parentKey !== undefined) {
    const parent = told.tree.span(span.parentKey)
    return parent === undefined ? {} : { parentSpanId: idAt(ids, told, parent, stretch.startEventId) }
  }
  const { at } = told.member
  const starter = at === undefined ? undefined : forest.member(memberIdOf(at))
  const task = at === undefined ? undefined : starter?.tree?.span(spanKeyOf(at))
  if (starter === undefined || task === undefined || !ids.bases.has(starter.id)) return {}
  return { parentSpanId: idOf(ids, starter.id, task, 0) }
}

function idAt(ids: TraceIds, { tree, member }: ToldMember, span: Span, eventId: number): string {
  const stretches = span.earlierSegments.length === 0 ? [] : stretchesOf(tree, span)
  const later = stretches.findLastIndex(({ startEventId }) => startEventId <= eventId)
  return idOf(ids, member.id, span, Math.max(0, later))
}

/** More redrives than AWS allows. */
const ROUNDS = 1024n

/** 16 hexadecimal digits: the execution's own, moved on by the span and its stretch. Never all zeros, which means none. */
function idOf({ bases }: TraceIds, member: number, { key }: Span, round: number): string {
  const id = BigInt.asUintN(64, (bases.get(member) ?? 0n) + BigInt(key) * ROUNDS + BigInt(round))
  return (id === 0n ? 1n : id).toString(16).padStart(16, '0')
}

function attributes(values: Readonly<Record<string, string | number | boolean | undefined>>) {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: anyValue(value) }],
  )
}

function anyValue(value: string | number | boolean) {
  if (typeof value === 'string') return { stringValue: value }
  return typeof value === 'boolean' ? { boolValue: value } : { intValue: String(value) }
}

/** Nanoseconds since the epoch as text: a number would lose the last digits. */
function nanos(at: Millis): string {
  return String(BigInt(Math.round(at * 1000)) * 1000n)
}
