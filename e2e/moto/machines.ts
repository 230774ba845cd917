type Json = Readonly<Record<string, unknown>>

/** State machines whose true trees are known, for moto to run. Waits are short, but real. */
const pass = (next?: string): Json => ({ Type: 'Pass', ...(next === undefined ? { End: true } : { Next: next }) })

const invoke = (more: Json): Json => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:sts:getCallerIdentity',
  ...more,
})

/** Fails each time: there is no such queue. */
const failingTask = (more: Json): Json => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage',
  Parameters: { QueueUrl: 'http://127.0.0.1/000000000000/no-such-queue', MessageBody: 'x' },
  ...more,
})

export const linear: Json = {
  StartAt: 'Prepare',
  States: {
    Prepare: pass('WhoAmI'),
    WhoAmI: invoke({ Next: 'IsOdd' }),
    IsOdd: {
      Type: 'Choice',
      Choices: [{ Variable: '$.never', IsPresent: true, Next: 'Never' }],
      Default: 'Finish',
    },
    Never: pass(),
    Finish: { Type: 'Succeed' },
  },
}

/** Calls a function and waits for its answer. */
export const invoking = (functionName: string): Json => ({
  StartAt: 'Charge',
  States: {
    Charge: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: functionName, Payload: { order: 7 } },
      End: true,
    },
  },
})

export const parallel: Json = {
  StartAt: 'Both',
  States: {
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: pass('LeftWait'), LeftWait: { Type: 'Wait', Seconds: 1, End: true } } },
        { StartAt: 'Right', States: { Right: pass() } },
      ],
      Next: 'After',
    },
    After: pass(),
  },
}

/** Six items, two at a time: later iterations start from the end of earlier ones. */
export const mapTwoOfSix: Json = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      MaxConcurrency: 2,
      ItemsPath: '$.items',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'Pause',
        States: { Pause: { Type: 'Wait', Seconds: 1, Next: 'Done' }, Done: pass() },
      },
      End: true,
    },
  },
}

export const retried: Json = {
  StartAt: 'Send',
  States: {
    Send: failingTask({
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'GaveUp' }],
      End: true,
    }),
    GaveUp: pass(),
  },
}

export const caught: Json = {
  StartAt: 'Send',
  States: {
    Send: failingTask({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Repair' }], End: true }),
    Repair: pass(),
  },
}

export const failing: Json = {
  StartAt: 'Check',
  States: { Check: pass('Refuse'), Refuse: { Type: 'Fail', Error: 'Orders.Refused', Cause: 'the order is empty' } },
}

/** Waits for a message to be answered; `queueUrl` is where the token goes. */
export const callback = (queueUrl: string): Json => ({
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: queueUrl, MessageBody: { 'token.$': '$$.Task.Token' } },
      Next: 'Answered',
    },
    Answered: pass(),
  },
})

/** Slow enough to be followed while it runs. */
export const slow: Json = {
  StartAt: 'First',
  States: {
    First: { Type: 'Wait', Seconds: 2, Next: 'Second' },
    Second: { Type: 'Wait', Seconds: 4, Next: 'Third' },
    Third: { Type: 'Wait', Seconds: 4, Next: 'Last' },
    Last: pass(),
  },
}
