import type { ExplainedCause, Explanation } from './explanation.ts'

/**
 * The same without payload values, without the free text of causes and without account ids: what may be pasted where strangers read.
 * Names of states, machines, executions and errors stay.
 */
export function redacted(explanation: Explanation): Explanation {
  const { execution, cause, after, via, failures, criticalPath, oddities } = explanation
  return {
    ...explanation,
    execution: { ...execution, arn: withoutAccount(execution.arn) },
    cause: redactedCause(cause),
    after: redactedCause(after),
    unread: withoutAccount(explanation.unread),
    via: via.map(step => ({
      ...step,
      execution: withoutAccount(step.execution),
      child: withoutAccount(step.child),
    })),
    failures: failures.map(group => ({
      ...group,
      pattern: '',
      examples: group.examples.map(one => ({ ...one, execution: withoutAccount(one.execution) })),
    })),
    criticalPath: criticalPath.map(step => ({ ...step, execution: withoutAccount(step.execution) })),
    oddities: oddities.map(one => ({ ...one, execution: withoutAccount(one.execution) })),
  }
}

/** A link leads to an ARN, so it goes with the account. */
function redactedCause(cause: ExplainedCause | null): ExplainedCause | null {
  return cause && { ...cause, execution: withoutAccount(cause.execution), cause: null, link: null }
}

/** AWS's account ids are twelve digits, the fifth part of an ARN. */
function withoutAccount(arn: string | null): string | null {
  return arn === null ? null : arn.replace(/^((?:[^:]*:){4})\d{12}(?=:)/, '$1000000000000')
}
