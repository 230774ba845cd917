import type { Millis } from '../history/events.ts'

/** Where what an attempt printed may lie, as far as its own events tell. */
export type LogPlace = LambdaLogs | StreamLogs | EcsLogs | UntoldLogs

export interface LambdaLogs {
  readonly kind: 'lambda'
  /** As it was called, with version or alias. */
  readonly functionArn: string
  readonly functionName: string
  readonly region: string
  /** Undefined where the history names none: then only time tells which invocation it was. */
  readonly requestId: string | undefined
  /** The trace that the call carried; whether one was kept is not told. */
  readonly traceId: string | undefined
  /** `InvocationType: Event`: the function runs after the task has ended. */
  readonly isAsynchronous: boolean
  /** When the call was answered: of a callback task, long before its end. */
  readonly answeredAt: Millis | undefined
}

/** Streams that the task's own output names. */
export interface StreamLogs {
  readonly kind: 'streams'
  readonly service: 'Batch' | 'CodeBuild' | 'Glue'
  readonly groups: readonly StreamGroup[]
  /** The job, build or run it is about. */
  readonly about: string | undefined
}

export interface StreamGroup {
  readonly name: string
  readonly arn: string
  /** Each is asked for by itself: some of them may never have been written. */
  readonly streams: readonly string[]
}

/** The task definition says in which group and with what prefix: a stream is `PREFIX/CONTAINER/TASKID`. */
export interface EcsLogs {
  readonly kind: 'ecs'
  readonly tasks: readonly EcsTask[]
}

export interface EcsTask {
  readonly arn: string
  readonly taskDefinitionArn: string | undefined
  /** `CONTAINER/TASKID` of each container. */
  readonly streamEnds: readonly string[]
}

/** A task that logs, of which the history does not say enough. */
export interface UntoldLogs {
  readonly kind: 'untold'
  readonly service: 'Lambda' | 'ECS' | StreamLogs['service']
  /** What is missing, in words. */
  readonly missing: string
  /** The log group to look in by hand. */
  readonly groupArn?: string
}
