import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
import { Redactor } from './redactor.ts'
import { MASKED_ONLY, type RedactionRules } from './rules.ts'
import { maskOf, SECRET_KINDS, withoutSecrets } from './secret-patterns.ts'

function redacted(rules: Partial<RedactionRules>, events: readonly HistoryEvent[]) {
  const redactor = new Redactor({ ...MASKED_ONLY, ...rules })
  for (const event of events) redactor.event(event)
  redactor.learned()
  const details = events.map(event => redactor.event(event).details ?? {})
  return { details, told: redactor.told }
}

function event(type: string, details: Readonly<Record<string, unknown>>, id = 1): HistoryEvent {
  return { id, previousEventId: id - 1, type, timestamp: 0, details }
}

function masked(text: string): string {
  return withoutSecrets(text, new Set(SECRET_KINDS), kind => maskOf(kind))
}

const CUSTOMER = { customer: { name: 'Margarete Schneider', age: 41 }, notes: 'call before noon', total: 12 }

describe('Redactor', () => {
  it('masks what a rule names, and every other place that quotes it', () => {
    const { details, told } = redacted({ paths: [{ path: '$.customer.name', action: 'mask' }] }, [
      event('ExecutionStarted', { input: JSON.stringify(CUSTOMER) }),
      event('ExecutionFailed', { error: 'Refused', cause: 'no such customer: Margarete Schneider' }, 2),
    ])
    expect(JSON.parse(String(details[0]?.['input']))).toEqual({
      ...CUSTOMER,
      customer: { name: '[masked: by a rule]', age: 41 },
    })
    expect(details[1]).toEqual({ error: 'Refused', cause: 'no such customer: [masked: by a rule]' })
    expect(told.examples[0]).toEqual({
      ...{ eventId: 1, field: 'input', path: '$.customer.name' },
      ...{ what: 'rule $.customer.name', how: 'masked' },
    })
  })

  it('leaves out what a rule names by its name alone, also in JSON within JSON', () => {
    const text = JSON.stringify({ body: JSON.stringify(CUSTOMER), list: [{ notes: 'another note' }] })
    const { details, told } = redacted({ paths: [{ path: 'notes', action: 'drop' }] }, [
      event('ExecutionStarted', { input: text }),
      event('ExecutionFailed', { cause: 'after: another note.' }, 2),
    ])
    const { notes: _, ...others } = CUSTOMER
    expect(JSON.parse(String(details[0]?.['input']))).toEqual({ body: JSON.stringify(others), list: [{}] })
    expect(details[1]?.['cause']).toBe('after: [masked: by a rule].')
    expect([...told.leftOut]).toEqual([['notes', 2]])
  })

  it('keeps of payloads their shapes: names, types and sizes', () => {
    const { details, told } = redacted({ payloads: 'shapes' }, [
      event('ExecutionStarted', {
        input: JSON.stringify({ ...CUSTOMER, lines: [{ sku: 'a1' }, { sku: 'b22' }], none: null }),
      }),
      event('LambdaFunctionFailed', { error: 'Refused', cause: '12 EUR missing' }, 2),
    ])
    expect(JSON.parse(String(details[0]?.['input']))).toEqual({
      customer: { name: 'text, 19', age: 'number' },
      ...{ notes: 'text, 16', total: 'number', lines: ['2 items', { sku: 'text' }], none: null },
    })
    expect(details[1]).toEqual({ error: 'Refused', cause: '"text, 14"' })
    expect(told.payloads).toEqual({ keep: 0, shapes: 1, drop: 0 })
  })

  it('leaves out payloads and causes, but not which execution a task started', () => {
    const arn = 'arn:aws:states:eu-west-1:401835226771:execution:Billing:run-1'
    const output = JSON.stringify({ ExecutionArn: arn, Output: 'private words' })
    const { details } = redacted({ payloads: 'drop' }, [
      event('TaskSucceeded', { resourceType: 'states', resource: 'startExecution.sync', output }),
      event('StateExited', { name: 'Bill', output: '{"a":1}' }, 2),
    ])
    expect(details).toEqual([
      { resourceType: 'states', resource: 'startExecution.sync', output: JSON.stringify({ ExecutionArn: arn }) },
      { name: 'Bill' },
    ])
  })

  it('gives accounts, requests and names pseudonyms of the same form', () => {
    const id = '7c0f3fb2-5f2b-4a0e-9d6b-7d7c2f1f9e11'
    const { details } = redacted({ pseudonyms: new Set(['accounts', 'requests', 'names']) }, [
      event('LambdaFunctionScheduled', { resource: 'arn:aws:lambda:eu-west-1:401835226771:function:settle-ledger' }),
      event(
        'LambdaFunctionFailed',
        { error: 'E', cause: JSON.stringify({ requestId: id, accountId: '401835226771' }) },
        2,
      ),
      event('TaskStateEntered', { name: 'WriteLedger', input: `"401835226771 ${id} WriteLedger"` }, 3),
    ])
    expect(details).toEqual([
      { resource: 'arn:aws:lambda:eu-west-1:000000000001:function:resource-1' },
      { error: 'E', cause: '{"requestId":"00000000-0000-4000-8000-000000000001","accountId":"000000000001"}' },
      { name: 'State 1', input: '"000000000001 00000000-0000-4000-8000-000000000001 State 1"' },
    ])
  })

  it('keeps of a definition states, ways and retries where payloads do not stay', () => {
    const retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2 }]
    const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Retry: retry, Next: 'Done' }
    const whole = {
      Comment: 'of the bank',
      StartAt: 'Pay',
      States: { Pay: { ...task, Parameters: { pin: 4711 } }, Done: { Type: 'Succeed' } },
    }
    const redactor = new Redactor({ ...MASKED_ONLY, payloads: 'shapes' })
    redactor.definition(JSON.stringify(whole))
    redactor.learned()
    const { Comment: _, ...bare } = whole
    expect(JSON.parse(redactor.definition(JSON.stringify(whole)) ?? '')).toEqual({
      ...bare,
      States: { ...whole.States, Pay: { Type: 'Task', Resource: task.Resource, Retry: retry, Next: 'Done' } },
    })
  })
})

describe('withoutSecrets', () => {
  it.each([
    ['Authorization: Bearer abc.DEF-123_xyz', 'Authorization: Bearer [masked: tokens]'],
    ['login with password=correct-horse then', 'login with password=[masked: passwords] then'],
    ['{"secret_key": "s3cr3t-value", "a": 1', '{"secret_key": "[masked: passwords]", "a": 1'],
    ['postgres://app:hunter22@db.internal/orders', 'postgres://app:[masked: passwords]@db.internal/orders'],
    ['key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY used', 'key [masked: AWS keys] used'],
    ['mail to jörg.o-neil+x@sub.firma.example, please', 'mail to [masked: e-mail addresses], please'],
    ['card 4111 1111 1111 1111', 'card [masked: cards and IBANs]'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN [masked: cards and IBANs]'],
    [
      'https://b.s3.amazonaws.com/k?X-Amz-Signature=0123456789abcdef&x=1',
      'https://b.s3.amazonaws.com/k?X-Amz-Signature=[masked: AWS keys]&x=1',
    ],
  ])('masks the secret in %s', (text, expected) => {
    expect(masked(text)).toBe(expected)
  })

  it.each([
    'sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'at 1700000000000000 ns, order 1234567890123456',
    'arn:aws:states:eu-west-1:123456789012:execution:Orders:4711',
    'the password was wrong',
    'user@localhost, 5 @ 3',
    'Basic checks passed',
  ])('leaves %s alone', text => {
    expect(masked(text)).toBe(text)
  })
})
