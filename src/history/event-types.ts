import type {
  ActivityScheduledDetails,
  ActivityStartedDetails,
  ActivitySucceededDetails,
  EvaluationFailedDetails,
  ExecutionRedrivenDetails,
  ExecutionStartedDetails,
  ExecutionSucceededDetails,
  FailureDetails,
  LambdaFunctionScheduledDetails,
  LambdaFunctionSucceededDetails,
  MapIterationDetails,
  MapRunRedrivenDetails,
  MapRunStartedDetails,
  MapStateStartedDetails,
  NoDetails,
  StateEnteredDetails,
  StateExitedDetails,
  TaskDetails,
  TaskFailureDetails,
  TaskOutputDetails,
  TaskScheduledDetails,
} from './event-details.ts'
import type { HistoryEvent } from './events.ts'

/** The 62 event types of AWS's API model and what each one's details hold. */
export interface DetailsByType {
  ActivityFailed: FailureDetails
  ActivityScheduleFailed: FailureDetails
  ActivityScheduled: ActivityScheduledDetails
  ActivityStarted: ActivityStartedDetails
  ActivitySucceeded: ActivitySucceededDetails
  ActivityTimedOut: FailureDetails
  ChoiceStateEntered: StateEnteredDetails
  ChoiceStateExited: StateExitedDetails
  EvaluationFailed: EvaluationFailedDetails
  ExecutionAborted: FailureDetails
  ExecutionFailed: FailureDetails
  ExecutionRedriven: ExecutionRedrivenDetails
  ExecutionStarted: ExecutionStartedDetails
  ExecutionSucceeded: ExecutionSucceededDetails
  ExecutionTimedOut: FailureDetails
  FailStateEntered: StateEnteredDetails
  LambdaFunctionFailed: FailureDetails
  LambdaFunctionScheduleFailed: FailureDetails
  LambdaFunctionScheduled: LambdaFunctionScheduledDetails
  LambdaFunctionStartFailed: FailureDetails
  LambdaFunctionStarted: NoDetails
  LambdaFunctionSucceeded: LambdaFunctionSucceededDetails
  LambdaFunctionTimedOut: FailureDetails
  MapIterationAborted: MapIterationDetails
  MapIterationFailed: MapIterationDetails
  MapIterationStarted: MapIterationDetails
  MapIterationSucceeded: MapIterationDetails
  MapRunAborted: NoDetails
  MapRunFailed: FailureDetails
  MapRunRedriven: MapRunRedrivenDetails
  MapRunStarted: MapRunStartedDetails
  MapRunSucceeded: NoDetails
  MapStateAborted: NoDetails
  MapStateEntered: StateEnteredDetails
  MapStateExited: StateExitedDetails
  MapStateFailed: NoDetails
  MapStateStarted: MapStateStartedDetails
  MapStateSucceeded: NoDetails
  ParallelStateAborted: NoDetails
  ParallelStateEntered: StateEnteredDetails
  ParallelStateExited: StateExitedDetails
  ParallelStateFailed: NoDetails
  ParallelStateStarted: NoDetails
  ParallelStateSucceeded: NoDetails
  PassStateEntered: StateEnteredDetails
  PassStateExited: StateExitedDetails
  SucceedStateEntered: StateEnteredDetails
  SucceedStateExited: StateExitedDetails
  TaskFailed: TaskFailureDetails
  TaskScheduled: TaskScheduledDetails
  TaskStartFailed: TaskFailureDetails
  TaskStarted: TaskDetails
  TaskStateAborted: NoDetails
  TaskStateEntered: StateEnteredDetails
  TaskStateExited: StateExitedDetails
  TaskSubmitFailed: TaskFailureDetails
  TaskSubmitted: TaskOutputDetails
  TaskSucceeded: TaskOutputDetails
  TaskTimedOut: TaskFailureDetails
  WaitStateAborted: NoDetails
  WaitStateEntered: StateEnteredDetails
  WaitStateExited: StateExitedDetails
}

export type KnownEventType = keyof DetailsByType
export type DetailsOf<T extends KnownEventType> = DetailsByType[T]

/** An event whose type is known to be `T`. Its details may still be missing: the data came from outside. */
export type EventOf<T extends KnownEventType> = HistoryEvent & {
  readonly type: T
  readonly details: DetailsOf<T> | undefined
}

const ENTERED = 'stateEnteredEventDetails'
const EXITED = 'stateExitedEventDetails'

/** The wire's member per type; undefined where AWS writes none. */
const MEMBERS: Readonly<Record<KnownEventType, string | undefined>> = {
  ActivityFailed: 'activityFailedEventDetails',
  ActivityScheduleFailed: 'activityScheduleFailedEventDetails',
  ActivityScheduled: 'activityScheduledEventDetails',
  ActivityStarted: 'activityStartedEventDetails',
  ActivitySucceeded: 'activitySucceededEventDetails',
  ActivityTimedOut: 'activityTimedOutEventDetails',
  ChoiceStateEntered: ENTERED,
  ChoiceStateExited: EXITED,
  EvaluationFailed: 'evaluationFailedEventDetails',
  ExecutionAborted: 'executionAbortedEventDetails',
  ExecutionFailed: 'executionFailedEventDetails',
  ExecutionRedriven: 'executionRedrivenEventDetails',
  ExecutionStarted: 'executionStartedEventDetails',
  ExecutionSucceeded: 'executionSucceededEventDetails',
  ExecutionTimedOut: 'executionTimedOutEventDetails',
  FailStateEntered: ENTERED,
  LambdaFunctionFailed: 'lambdaFunctionFailedEventDetails',
  LambdaFunctionScheduleFailed: 'lambdaFunctionScheduleFailedEventDetails',
  LambdaFunctionScheduled: 'lambdaFunctionScheduledEventDetails',
  LambdaFunctionStartFailed: 'lambdaFunctionStartFailedEventDetails',
  LambdaFunctionStarted: undefined,
  LambdaFunctionSucceeded: 'lambdaFunctionSucceededEventDetails',
  LambdaFunctionTimedOut: 'lambdaFunctionTimedOutEventDetails',
  MapIterationAborted: 'mapIterationAbortedEventDetails',
  MapIterationFailed: 'mapIterationFailedEventDetails',
  MapIterationStarted: 'mapIterationStartedEventDetails',
  MapIterationSucceeded: 'mapIterationSucceededEventDetails',
  MapRunAborted: undefined,
  MapRunFailed: 'mapRunFailedEventDetails',
  MapRunRedriven: 'mapRunRedrivenEventDetails',
  MapRunStarted: 'mapRunStartedEventDetails',
  MapRunSucceeded: undefined,
  MapStateAborted: undefined,
  MapStateEntered: ENTERED,
  MapStateExited: EXITED,
  MapStateFailed: undefined,
  MapStateStarted: 'mapStateStartedEventDetails',
  MapStateSucceeded: undefined,
  ParallelStateAborted: undefined,
  ParallelStateEntered: ENTERED,
  ParallelStateExited: EXITED,
  ParallelStateFailed: undefined,
  ParallelStateStarted: undefined,
  ParallelStateSucceeded: undefined,
  PassStateEntered: ENTERED,
  PassStateExited: EXITED,
  SucceedStateEntered: ENTERED,
  SucceedStateExited: EXITED,
  TaskFailed: 'taskFailedEventDetails',
  TaskScheduled: 'taskScheduledEventDetails',
  TaskStartFailed: 'taskStartFailedEventDetails',
  TaskStarted: 'taskStartedEventDetails',
  TaskStateAborted: undefined,
  TaskStateEntered: ENTERED,
  TaskStateExited: EXITED,
  TaskSubmitFailed: 'taskSubmitFailedEventDetails',
  TaskSubmitted: 'taskSubmittedEventDetails',
  TaskSucceeded: 'taskSucceededEventDetails',
  TaskTimedOut: 'taskTimedOutEventDetails',
  WaitStateAborted: undefined,
  WaitStateEntered: ENTERED,
  WaitStateExited: EXITED,
}

/** A known type's canonical string (one object for all events, so that Map look-ups compare pointers) and its member. */
export interface TypeInfo {
  readonly type: string
  readonly member: string | undefined
}

const INFO: ReadonlyMap<string, TypeInfo> = new Map(
  Object.entries(MEMBERS).map(([type, member]) => [type, { type, member }]),
)

/** All types known today, as AWS spells them. */
export const KNOWN_EVENT_TYPES: readonly string[] = [...INFO.keys()]

/** Undefined for a type AWS invented later. */
export function typeInfo(type: string): TypeInfo | undefined {
  return INFO.get(type)
}

/** Whether AWS's API model, as of this version, has the type. */
export function isKnownType(type: string): type is KnownEventType {
  return INFO.has(type)
}

/** The wire's name of the details, such as `taskScheduledEventDetails`; undefined where the type has none or is unknown. */
export function detailsMember(type: string): string | undefined {
  return INFO.get(type)?.member
}

/** Narrows an event to one type, and its details with it. */
export function isEvent<T extends KnownEventType>(event: HistoryEvent, type: T): event is EventOf<T> {
  return event.type === type
}
