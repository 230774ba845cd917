/** Just what reading an execution takes: the seven calls, in the ARN's own partition, account and region. */
export function policyFor(arn: string): string {
  const [, partition = 'aws', , region = '*', account = '*'] = arn.split(':')
  const actions = ['DescribeExecution', 'GetExecutionHistory', 'DescribeStateMachineForExecution', 'ListExecutions']
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [...actions, 'ListMapRuns', 'DescribeMapRun', 'DescribeStateMachine'].map(action => `states:${action}`),
        Resource: `arn:${partition}:states:${region}:${account}:*`,
      },
    ],
  }
  return JSON.stringify(policy, null, 2)
}

/** What the list of state machines takes, beside. IAM knows no resource for it. */
export function listPolicy(): string {
  const statement = { Effect: 'Allow', Action: 'states:ListStateMachines', Resource: '*' }
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2)
}

/** What reading logs takes, beside. Log groups have names of all kinds, so they are not named one by one. */
export function logPolicyFor(arn: string): string {
  const [, partition = 'aws', , region = '*', account = '*'] = arn.split(':')
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        ...{ Effect: 'Allow', Action: 'logs:FilterLogEvents' },
        Resource: `arn:${partition}:logs:${region}:${account}:log-group:*`,
      },
      {
        ...{ Effect: 'Allow', Action: 'lambda:GetFunctionConfiguration' },
        Resource: `arn:${partition}:lambda:${region}:${account}:function:*`,
      },
    ],
  }
  return JSON.stringify(policy, null, 2)
}

/** The command that renews a login, where the gateway named none. */
export function loginCommand(profile: string | undefined): string {
  return profile === undefined ? 'aws sso login' : `aws sso login --profile ${quoteForShell(profile)}`
}

function quoteForShell(text: string): string {
  return /^[\w.@:/+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
