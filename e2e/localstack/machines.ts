type Json = Readonly<Record<string, unknown>>

/** State machines whose true trees are known, for LocalStack to run. */
const pass = (next?: string): Json => ({ Type: 'Pass', ...(next === undefined ? { End: true } : { Next: next }) })

/** Ends with an error of its own. */
export const cardCharge: Json = {
  StartAt: 'Tokenize',
  States: {
    Tokenize: pass('Decline'),
    Decline: { Type: 'Fail', Error: 'Card.Declined', Cause: 'no funds on the card' },
  },
}

/** Starts another state machine and waits for its end. */
export const starting = (state: string, stateMachineArn: string): Json => ({
  StartAt: state,
  States: {
    [state]: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn: stateMachineArn, Input: { 'order.$': '$.order' } },
      End: true,
    },
  },
})

/** Six events an item. */
export const manyItems: Json = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      MaxConcurrency: 10,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'First',
        States: { First: pass('Second'), Second: pass() },
      },
      End: true,
    },
  },
}

/** A Map Run of items that all succeed. */
export const distributed: Json = {
  StartAt: 'Fan',
  States: {
    Fan: {
      Type: 'Map',
      Label: 'Items',
      ItemsPath: '$.items',
      MaxConcurrency: 4,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Work',
        States: { Work: pass() },
      },
      Next: 'After',
    },
    After: pass(),
  },
}
