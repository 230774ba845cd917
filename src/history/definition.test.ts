import { describe, expect, it } from 'vitest'
import { troubleDefinition } from '../../e2e/trouble.ts'
import { DefinitionFormatError, parseDefinition } from './definition.ts'
import { itemsOf, maxConcurrencyOf, retryRuleFor, statesOf, unreached } from './definition-questions.ts'

const ASL = {
  Comment: 'Takes orders',
  StartAt: 'Charge',
  TimeoutSeconds: 3600,
  States: {
    Charge: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Comment: 'May fail',
      TimeoutSeconds: 30,
      HeartbeatSecondsPath: '$.beat',
      Retry: [
        { ErrorEquals: ['Busy'], MaxAttempts: 5, MaxDelaySeconds: 9, JitterStrategy: 'FULL' },
        { ErrorEquals: ['States.ALL'] },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Apologise' }],
      Next: 'Which',
    },
    Which: { Type: 'Choice', Choices: [{ Variable: '$.n', IsNull: true, Next: 'Fan' }], Default: 'Both' },
    Fan: {
      Type: 'Map',
      MaxConcurrency: 4,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'Pack',
        States: { Pack: { Type: 'Pass', End: true } },
      },
      End: true,
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Mail', States: { Mail: { Type: 'Pass', End: true } } },
        {
          StartAt: 'Many',
          States: {
            Many: {
              Type: 'Map',
              MaxConcurrencyPath: '$.limit',
              ItemProcessor: {
                ProcessorConfig: { Mode: 'DISTRIBUTED' },
                StartAt: 'One',
                States: { One: { Type: 'Succeed' } },
              },
              End: true,
            },
          },
        },
      ],
      End: true,
    },
    Apologise: { Type: 'Fail' },
  },
}
const DEFINITION = parseDefinition(JSON.stringify(ASL))

describe('parseDefinition', () => {
  it('knows every state and where it stands', () => {
    const paths = statesOf(DEFINITION).map(({ name, path }) =>
      [...path.map(step => (step.branch === undefined ? step.name : `${step.name}[${step.branch}]`)), name].join(' > '),
    )
    expect(paths).toEqual([
      'Charge',
      'Which',
      'Fan',
      'Fan > Pack',
      'Both',
      'Both[0] > Mail',
      'Both[1] > Many',
      'Both[1] > Many > One',
      'Apologise',
    ])
  })

  it("tells a task's rules, with AWS's defaults", () => {
    expect(DEFINITION.states.get('Charge')).toMatchObject({
      type: 'Task',
      resource: 'arn:aws:states:::lambda:invoke',
      comment: 'May fail',
      timeoutSeconds: 30,
      heartbeatSeconds: '$.beat',
      targets: ['Which', 'Apologise'],
      isEnd: false,
      retry: [
        { errorEquals: ['Busy'], intervalSeconds: 1, maxAttempts: 5, backoffRate: 2, maxDelaySeconds: 9, jitter: true },
        { errorEquals: ['States.ALL'], intervalSeconds: 1, maxAttempts: 3, backoffRate: 2, jitter: false },
      ],
      catch: [{ errorEquals: ['States.ALL'], next: 'Apologise' }],
    })
    expect(DEFINITION).toMatchObject({
      comment: 'Takes orders',
      startAt: 'Charge',
      timeoutSeconds: 3600,
      queryLanguage: 'JSONPath',
    })
  })

  it('tells where choices lead', () => {
    expect(DEFINITION.states.get('Which')?.targets).toEqual(['Fan', 'Both'])
  })

  it.each([
    ['DescribeStateMachineForExecution', { stateMachineArn: 'arn', name: 'M', definition: JSON.stringify(ASL) }],
    ['a template', { Definition: ASL }],
  ])('finds it in %s', (_, answer) => {
    expect(parseDefinition(JSON.stringify(answer))).toEqual(DEFINITION)
  })

  it('takes Iterator, the older name of ItemProcessor, and JSONata limits', () => {
    const map = {
      Type: 'Map',
      MaxConcurrency: '{% $n %}',
      Iterator: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
    }
    const older = parseDefinition(JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'M', States: { M: map } }))
    expect(older.states.get('M')?.map).toEqual({
      mode: 'INLINE',
      maxConcurrency: undefined,
      maxConcurrencyFrom: '{% $n %}',
      startAt: 'P',
    })
    expect(older.states.get('P')?.path).toEqual([{ name: 'M' }])
  })

  it.each([
    ['The definition is no valid JSON.', '{"StartAt":'],
    ['The definition is not a JSON object.', '[]'],
    ['The definition has no States.', '{"StartAt": "A"}'],
    ['The definition has no StartAt.', '{"States": {}}'],
    ['The state "A" is not a JSON object.', '{"StartAt": "A", "States": {"A": 1}}'],
  ])('says: %s', (message, text) => {
    expect(() => parseDefinition(text)).toThrow(new DefinitionFormatError(message))
  })

  it('bears names every object has', () => {
    const odd = parseDefinition(
      '{"StartAt": "__proto__", "States": {"__proto__": {"Type": "Pass"}, "constructor": {"Type": "Pass"}}}',
    )
    expect([...odd.states.keys()]).toEqual(['__proto__', 'constructor'])
  })
})

describe('a definition answers', () => {
  it('how many iterations may run at once', () => {
    expect(['Fan', 'Many', 'Both'].map(name => maxConcurrencyOf(DEFINITION, name))).toEqual([4, undefined, undefined])
    expect(DEFINITION.states.get('Many')?.map).toMatchObject({ mode: 'DISTRIBUTED', maxConcurrencyFrom: '$.limit' })
  })

  it('which states were never reached', () => {
    const visited = new Set(['Charge', 'Which', 'Fan', 'Pack'])
    expect(unreached(DEFINITION, visited).map(state => state.name)).toEqual([
      'Both',
      'Mail',
      'Many',
      'One',
      'Apologise',
    ])
  })

  it('none in a distributed Map that was reached: its items ran elsewhere', () => {
    expect(unreached(troubleDefinition('dmap'), new Set(['Each', 'After']))).toEqual([])
    expect(unreached(DEFINITION, new Set(['Many'])).map(state => state.name)).not.toContain('One')
  })

  it('what a Fail state fails with, unless it is told at run time', () => {
    const fails = (state: object) =>
      parseDefinition(JSON.stringify({ StartAt: 'F', States: { F: { Type: 'Fail', ...state } } })).states.get('F')
        ?.fails
    expect(fails({ Error: 'Order.Refused', Cause: 'gave up' })).toEqual({ error: 'Order.Refused', cause: 'gave up' })
    expect(fails({ ErrorPath: '$.Error', CausePath: '$.Cause' })).toBeUndefined()
    expect(fails({ Error: '{% $states.input.Error %}', Cause: 'gave up' })).toEqual({ cause: 'gave up' })
  })

  it('which retry rule takes an error', () => {
    const charge = DEFINITION.states.get('Charge')
    expect(charge && retryRuleFor(charge, 'Busy')?.maxAttempts).toBe(5)
    expect(charge && retryRuleFor(charge, 'Other')?.maxAttempts).toBe(3)
    expect(charge && retryRuleFor(charge, 'States.Runtime')).toBeUndefined()
  })
})

describe('what a Map does with an item', () => {
  const definition = parseDefinition(
    JSON.stringify({
      StartAt: 'Rows',
      States: {
        Rows: {
          Type: 'Map',
          Next: 'Done',
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED' },
            StartAt: 'Parse',
            States: {
              Parse: { Type: 'Task', Next: 'Cells' },
              Cells: {
                Type: 'Map',
                End: true,
                ItemProcessor: { StartAt: 'Cell', States: { Cell: { Type: 'Pass', End: true } } },
              },
            },
          },
        },
        Done: { Type: 'Succeed' },
      },
    }),
  )

  it('is a state machine of its own, whose states lie as in the histories of the children', () => {
    const items = itemsOf(definition, 'Rows')
    expect(items?.startAt).toBe('Parse')
    expect([...(items?.states.values() ?? [])].map(({ name, path }) => [name, path])).toEqual([
      ['Parse', []],
      ['Cells', []],
      ['Cell', [{ name: 'Cells' }]],
    ])
    expect(itemsOf(definition, 'Rows')).toBe(items)
  })

  it('is not there where there is no Map of that name', () => {
    expect(itemsOf(definition, 'Done')).toBeUndefined()
    expect(itemsOf(definition, 'Nowhere')).toBeUndefined()
  })
})
